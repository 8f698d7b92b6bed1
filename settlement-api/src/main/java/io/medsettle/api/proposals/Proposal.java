package io.medsettle.api.proposals;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has proposed.
 *
 * @param id names it for ever
 * @param act what is to be done
 * @param subject with what: a day, the id of a dead letter
 * @param reason why
 * @param state what has become of it
 * @param proposedBy who has proposed it
 * @param proposedAt when
 * @param decidedBy who has approved or rejected it; null before
 * @param decidedAt when; null before
 */
public record Proposal(String id, Act act, String subject, String reason, State state, String proposedBy,
		Instant proposedAt, @Nullable String decidedBy, @Nullable Instant decidedAt) {

	/**
	 * What can be proposed.
	 */
	public enum Act {

		/** The results of a provisional day are published. */
		CONFIRM_DAY,

		/** The night of a provisional day is done again. */
		REDO_DAY,

		/** A dead letter is submitted again. */
		REDRIVE_DEAD_LETTER,

		/** A dead letter is left as it is. */
		DROP_DEAD_LETTER

	}

	/**
	 * What becomes of a proposal.
	 */
	public enum State {

		/** Waits for somebody else. */
		PROPOSED,

		/** Somebody else has approved it, and it was done. */
		APPROVED,

		/** Somebody has rejected it, and it is not done. */
		REJECTED

	}

}
