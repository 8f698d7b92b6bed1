package io.medsettle.batch.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * A break as it is stored, as far as a night may change it.
 *
 * @param id the break's
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number; null where only sums differ
 * @param category as what the claim is or was held
 * @param fate what has become of the claim
 * @param fen what is held, or clears
 * @param reason why the claim is held, or why no more
 */
public record StoredBreak(String id, String hospitalCode, @Nullable String claimNo, BreakCategory category, Fate fate,
		long fen, String reason) {

	static StoredBreak map(ResultSet row) throws SQLException {
		Fate fate = fate(row);
		Long settledFen = row.getObject("settled_fen", Long.class);
		return new StoredBreak(row.getString("break_id"), row.getString("hospital_code"), row.getString("claim_no"),
				BreakCategory.valueOf(row.getString("category")), fate,
				(settledFen != null) ? settledFen : row.getLong("fen"),
				(fate == Fate.HELD) ? row.getString("reason") : resolution(row));
	}

	private static Fate fate(ResultSet row) throws SQLException {
		if (row.getObject("resolved_day") == null) {
			return Fate.HELD;
		}
		return (row.getObject("settled_fen") != null) ? Fate.SETTLED : Fate.RELEASED;
	}

	private static String resolution(ResultSet row) throws SQLException {
		String automatic = row.getString("automatic");
		if (automatic != null) {
			return AutomaticResolution.valueOf(automatic).sentence();
		}
		String resolution = row.getString("resolution");
		return (resolution != null) ? Resolution.valueOf(resolution).sentence() : "";
	}

	/** What has become of a claim. */
	public enum Fate {

		/** It waits. */
		HELD,

		/** It clears as booked. */
		RELEASED,

		/** It clears, or is cancelled, as was decided. */
		SETTLED

	}

}
