package io.medsettle.batch.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * A claim as one side has stored it.
 */
record StoredLeg(ClaimIdentity identity, LocalDate day, int sign, @Nullable String originalClaimNo, String insuredCity,
		String treatmentCity, String personNo, String insuranceType, String visitType, long settledAtMs,
		long acceptedAtMs, long totalFen, long fundFen, long accountFen, long cashFen, long contentHash,
		int sourcePartition, long sourceOffset) {

	private static final List<String> COLUMNS = List.of("hospital_code", "claim_no", "clearing_day", "sign",
			"original_claim_no", "insured_city", "treatment_city", "person_no", "insurance_type", "visit_type",
			"settled_at_ms", "accepted_at_ms", "total_fen", "fund_fen", "account_fen", "cash_fen", "content_hash",
			"source_partition", "source_offset");

	/** How many columns a leg takes. */
	static final int WIDTH = COLUMNS.size();

	/**
	 * The columns to select of a claim table.
	 */
	static String columns(String alias) {
		return COLUMNS.stream().map((column) -> alias + "." + column).collect(Collectors.joining(", "));
	}

	/**
	 * The leg in a row that was selected with {@link #columns}, or null if the row has
	 * none.
	 * @param before how many columns stand before those of the leg
	 */
	static @Nullable StoredLeg readOptional(ResultSet row, int before, PersonNumberCipher cipher) throws SQLException {
		return (row.getString(before + 1) != null) ? read(row, before, cipher) : null;
	}

	/** Columns are read by their place, which spares a search for each value. */
	static StoredLeg read(ResultSet row, int before, PersonNumberCipher cipher) throws SQLException {
		String personNo = cipher.openToCompare(row.getString(before + 1), row.getLong(before + 11),
				row.getString(before + 8));
		return new StoredLeg(new ClaimIdentity(row.getString(before + 1), row.getString(before + 2)),
				row.getObject(before + 3, LocalDate.class), row.getInt(before + 4), row.getString(before + 5),
				row.getString(before + 6), row.getString(before + 7), personNo, row.getString(before + 9),
				row.getString(before + 10), row.getLong(before + 11), row.getLong(before + 12),
				row.getLong(before + 13), row.getLong(before + 14), row.getLong(before + 15), row.getLong(before + 16),
				row.getLong(before + 17), row.getInt(before + 18), row.getLong(before + 19));
	}

	/**
	 * What the insured city owes for it: negative for a reversal.
	 */
	long clearedFen() {
		return Math.multiplyExact(this.sign, Math.addExact(this.fundFen, this.accountFen));
	}

	CityPair cities() {
		return new CityPair(this.insuredCity, this.treatmentCity);
	}

	/**
	 * Stands for all that both sides must have the same.
	 * @param line the fingerprint of the line of this leg in a detail file, which has
	 * most of it already
	 */
	long fingerprint(long line) {
		return new Fingerprint().add(line)
			.add(this.cashFen)
			.add(this.contentHash)
			.add(this.sourcePartition)
			.add(this.sourceOffset)
			.value();
	}

	@Override
	public String toString() {
		return "Leg of " + this.day;
	}

}
