package io.medsettle.batch.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What came of verifying a published day.
 *
 * @param day the clearing day
 * @param verifiedAt when it was verified
 * @param took how long that took
 * @param claims how many claims were looked at: those of the day and those that breaks
 * hold or released on it
 * @param files how many clearing files were read
 * @param discrepancies how many discrepancies there are
 * @param listed the first of them, at most {@link #LISTED_MAX}
 */
public record Verification(LocalDate day, Instant verifiedAt, Duration took, long claims, long files,
		long discrepancies, List<Discrepancy> listed) {

	/** The most discrepancies told one by one. */
	public static final int LISTED_MAX = 20;

	/**
	 * Whether everything is as the claims say.
	 */
	public boolean holds() {
		return this.discrepancies == 0;
	}

	/**
	 * The first discrepancy as a sentence, to the fen; empty if there is none.
	 */
	public Optional<String> first() {
		return this.listed.stream().findFirst().map(Discrepancy::sentence);
	}

}
