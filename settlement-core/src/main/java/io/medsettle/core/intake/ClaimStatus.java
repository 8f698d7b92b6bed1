package io.medsettle.core.intake;

/**
 * How far a submitted event has come.
 */
public enum ClaimStatus {

	/** Durable in Kafka, not yet in both ledgers. */
	RECEIVED,

	/** In both ledgers. */
	POSTED,

	/** Refused; it has no effect. */
	REJECTED,

	/** Repeats a claim that was there; it has no effect. */
	DUPLICATE

}
