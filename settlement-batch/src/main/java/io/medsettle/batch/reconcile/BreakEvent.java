package io.medsettle.batch.reconcile;

import java.time.Instant;

/**
 * One thing that was done about a break.
 *
 * @param at when
 * @param actor who, as they named themselves
 * @param kind what
 * @param text in their words
 */
public record BreakEvent(Instant at, String actor, Kind kind, String text) {

	/**
	 * What can be done about a break.
	 */
	public enum Kind {

		/** Somebody has taken it in hand. */
		ASSIGNED,

		/** Somebody has something to say about it. */
		COMMENTED,

		/** Somebody says how to resolve it. */
		PROPOSED,

		/** Somebody else agrees. */
		APPROVED,

		/** Somebody does not agree, or no longer does. */
		REJECTED

	}

}
