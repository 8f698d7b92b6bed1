package io.medsettle.batch.dryrun;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.StoredBreak;
import io.medsettle.batch.breaks.StoredBreak.Fate;
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

	/**
	 * What changes about a break.
	 * @param after how it would be
	 * @param before how it is now, or null if it is not there
	 */
	static BreakChange of(StoredBreak after, @Nullable StoredBreak before) {
		Kind change = switch (after.fate()) {
			case RELEASED -> Kind.RELEASED;
			case SETTLED -> Kind.SETTLED;
			case HELD -> (before != null && before.fate() == Fate.HELD) ? Kind.RECATEGORISED : Kind.OPENED;
		};
		return of(change, after, (before != null && before.category() != after.category()) ? before.category() : null);
	}

	/**
	 * That a break would be there no more.
	 */
	static BreakChange withdrawn(StoredBreak before) {
		return of(Kind.WITHDRAWN, before, null);
	}

	private static BreakChange of(Kind change, StoredBreak held, @Nullable BreakCategory before) {
		return new BreakChange(change, held.id(), held.hospitalCode(), held.claimNo(), held.category(), before,
				held.fen(), held.reason());
	}

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
