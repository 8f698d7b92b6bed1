package io.medsettle.batch.dryrun;

import java.sql.ResultSet;
import java.sql.SQLException;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Resolution;
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
record StoredBreak(String id, String hospitalCode, @Nullable String claimNo, BreakCategory category, Fate fate,
		long fen, String reason) {

	/** What {@link #map} reads. */
	static final String COLUMNS = """
			break_id, hospital_code, case when holding then claim_no else stated_claim_no end as claim_no, category, fen, reason, resolved_day, settled_fen, automatic, resolution""";

	static StoredBreak map(ResultSet row) throws SQLException {
		Fate fate = fate(row);
		Long settledFen = row.getObject("settled_fen", Long.class);
		return new StoredBreak(row.getString("break_id"), row.getString("hospital_code"), row.getString("claim_no"),
				BreakCategory.valueOf(row.getString("category")), fate,
				(settledFen != null) ? settledFen : row.getLong("fen"),
				(fate == Fate.HELD) ? row.getString("reason") : resolution(row));
	}

	/**
	 * What has changed.
	 * @param before how it was, or null if it was not there
	 * @return null if nothing has
	 */
	@Nullable BreakChange since(@Nullable StoredBreak before) {
		if (equals(before)) {
			return null;
		}
		BreakChange.Kind change = switch (this.fate) {
			case RELEASED -> BreakChange.Kind.RELEASED;
			case SETTLED -> BreakChange.Kind.SETTLED;
			case HELD ->
				(before != null && before.fate == Fate.HELD) ? BreakChange.Kind.RECATEGORISED : BreakChange.Kind.OPENED;
		};
		return change(change, (before != null && before.category != this.category) ? before.category : null);
	}

	/**
	 * That it is there no more.
	 */
	BreakChange gone() {
		return change(BreakChange.Kind.WITHDRAWN, null);
	}

	private BreakChange change(BreakChange.Kind change, @Nullable BreakCategory before) {
		return new BreakChange(change, this.id, this.hospitalCode, this.claimNo, this.category, before, this.fen,
				this.reason);
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
	enum Fate {

		/** It waits. */
		HELD,

		/** It clears as booked. */
		RELEASED,

		/** It clears, or is cancelled, as was decided. */
		SETTLED

	}

}
