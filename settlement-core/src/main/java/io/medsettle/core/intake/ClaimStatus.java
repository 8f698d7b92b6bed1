package io.medsettle.core.intake;

/**
 * How far a submitted event, or the claim it is about, has come. Only the first four are
 * told of events.
 */
public enum ClaimStatus {

	/** Durable in Kafka, not yet in both ledgers. */
	RECEIVED,

	/** In both ledgers. */
	POSTED,

	/** Refused; it has no effect. */
	REJECTED,

	/** Repeats a claim that was there; it has no effect. */
	DUPLICATE,

	/**
	 * A claim that was held and then cancelled: it is in the books, and clears nothing.
	 */
	CANCELLED,

	/** A claim that cleared, and all of it has been taken back. */
	REVERSED

}
