package io.medsettle.batch.dryrun;

import io.medsettle.batch.breaks.BreakCategory;
import org.jspecify.annotations.Nullable;

/**
 * What the night would change about one break.
 *
 * @param change in which way
 * @param id the break's
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number; null where only sums differ
 * @param category as what the claim would be held, or was when it ceased to be
 * @param before as what it is held now, if that is something else
 * @param fen what is held, or would clear; 0 if the claim would be cancelled
 * @param reason why, in a sentence; names no person
 */
public record BreakChange(Kind change, String id, String hospitalCode, @Nullable String claimNo, BreakCategory category,
		@Nullable BreakCategory before, long fen, String reason) {

	/** In which way a break changes. */
	public enum Kind {

		/** A claim would be held that is not now. */
		OPENED,

		/** Nothing would stand against the claim any more; it would clear. */
		RELEASED,

		/** The claim would clear, or be cancelled, as was decided. */
		SETTLED,

		/** The claim would go on to be held, for another reason. */
		RECATEGORISED,

		/** An earlier attempt on the day held the claim; it would be held no more. */
		WITHDRAWN

	}

}
