package io.medsettle.batch.breaks;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One thing that has happened to a break.
 *
 * @param at when; what a night has done has the cut-off of its day
 * @param actor who, as they named themselves, or {@link #ENGINE}
 * @param kind what
 * @param text in their words
 * @param evidence what they refer to, if they do
 */
public record BreakEvent(Instant at, String actor, Kind kind, String text, @Nullable Evidence evidence) {

	/** The actor of what nobody did by hand. */
	public static final String ENGINE = "engine";

	/**
	 * A piece of evidence, which is named here and kept elsewhere.
	 *
	 * @param name what it is called
	 * @param sha256 its checksum, 64 hexadecimal digits, if it is a file
	 * @param link where it is to be found, if it can be said
	 */
	public record Evidence(String name, @Nullable String sha256, @Nullable String link) {
	}

	/**
	 * What can happen to a break.
	 */
	public enum Kind {

		/** A night has found it. */
		OPENED,

		/** Somebody has taken it in hand. */
		ASSIGNED,

		/** Somebody has something to say about it. */
		COMMENTED,

		/** Somebody has something to show. */
		EVIDENCED,

		/** They wait for somebody else. */
		PENDING,

		/** What they waited for has not come by the date they had set. */
		EXPIRED,

		/** The treatment city does not accept what the insured city says. */
		DISPUTED,

		/** The insured city stands by it. */
		UPHELD,

		/** Somebody says how to resolve it. */
		PROPOSED,

		/** Somebody else agrees. */
		APPROVED,

		/** Somebody does not agree, or no longer does. */
		REJECTED,

		/** Somebody has rejected all of that. */
		REOPENED,

		/** The claim has cleared, or was cancelled. */
		RESOLVED;

		/**
		 * Whether it can also be done to a break that is resolved.
		 */
		boolean isRemark() {
			return this == COMMENTED || this == EVIDENCED;
		}

	}

}
