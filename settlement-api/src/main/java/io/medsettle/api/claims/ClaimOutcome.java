package io.medsettle.api.claims;

import java.time.LocalDate;

import io.medsettle.api.claims.ClaimView.Clearing;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claim between the bureaus.
 *
 * @param clearing how far it has come
 * @param day the published day on which it cleared or was cancelled; null before
 * @param clearedFen what cleared of it, negative for a reversal; 0 if it was cancelled;
 * null before
 */
record ClaimOutcome(Clearing clearing, @Nullable LocalDate day, @Nullable Long clearedFen) {

	/** Its day is not published. */
	static final ClaimOutcome PENDING = new ClaimOutcome(Clearing.PENDING, null, null);

	/** A break of a published day holds it. */
	static final ClaimOutcome HELD = new ClaimOutcome(Clearing.HELD, null, null);

	static ClaimOutcome cleared(LocalDate day, long clearedFen) {
		return new ClaimOutcome(Clearing.CLEARED, day, clearedFen);
	}

	/**
	 * The outcome of a claim whose break is resolved.
	 * @param settledClaims 0 if it was cancelled; null if it cleared as booked
	 * @param settledFen what cleared as was decided; null if it cleared as booked
	 */
	static ClaimOutcome resolved(LocalDate day, @Nullable Integer settledClaims, @Nullable Long settledFen,
			long bookedFen) {
		if (settledClaims != null && settledClaims == 0) {
			return new ClaimOutcome(Clearing.CANCELLED, day, 0L);
		}
		return cleared(day, (settledFen != null) ? settledFen : bookedFen);
	}

}
