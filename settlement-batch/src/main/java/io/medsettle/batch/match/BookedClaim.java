package io.medsettle.batch.match;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * A claim as one side has it in its book. Knows which columns make it up.
 */
public record BookedClaim(LocalDate clearingDay, int sign, @Nullable String originalClaimNo, String insuredCity,
		String treatmentCity, String personNo, String insuranceType, String visitType, long settledAtMs,
		long acceptedAtMs, long totalFen, long fundFen, long accountFen, long cashFen, @Nullable String detailJson,
		long contentHash, int sourcePartition, long sourceOffset) {

	/** In the order in which the broker took their events. */
	public static final Comparator<BookedClaim> EVENT_ORDER = Comparator.comparingLong(BookedClaim::acceptedAtMs)
		.thenComparingInt(BookedClaim::sourcePartition)
		.thenComparingLong(BookedClaim::sourceOffset);

	private static final List<String> COLUMNS = List.of("clearing_day", "sign", "original_claim_no", "insured_city",
			"treatment_city", "person_no", "insurance_type", "visit_type", "settled_at_ms", "accepted_at_ms",
			"total_fen", "fund_fen", "account_fen", "cash_fen", "detail_json", "content_hash", "source_partition",
			"source_offset");

	/** Which the person's number cannot be read without. */
	private static final String HOSPITAL = "hospital_code";

	/**
	 * The columns of a claim table to select, each prefixed with the table's alias.
	 */
	public static String columns(String alias) {
		return Stream.concat(Stream.of(HOSPITAL), COLUMNS.stream())
			.map((column) -> alias + "." + column + " as " + alias + "_" + column)
			.collect(Collectors.joining(", "));
	}

	/**
	 * A condition that holds when any column of the two tables differs.
	 */
	static String differ(String alias, String otherAlias) {
		return COLUMNS.stream()
			.map((column) -> alias + "." + column + " is distinct from " + otherAlias + "." + column)
			.collect(Collectors.joining(" or "));
	}

	/**
	 * The claim in a row that was selected with {@link #columns}, or null if the row has
	 * none.
	 */
	public static @Nullable BookedClaim read(ResultSet row, String alias, PersonNumberCipher cipher)
			throws SQLException {
		String prefix = alias + "_";
		LocalDate clearingDay = row.getObject(prefix + "clearing_day", LocalDate.class);
		if (clearingDay == null) {
			return null;
		}
		String personNo = cipher.openToCompare(row.getString(prefix + HOSPITAL), row.getLong(prefix + "settled_at_ms"),
				row.getString(prefix + "person_no"));
		return new BookedClaim(clearingDay, row.getInt(prefix + "sign"), row.getString(prefix + "original_claim_no"),
				row.getString(prefix + "insured_city"), row.getString(prefix + "treatment_city"), personNo,
				row.getString(prefix + "insurance_type"), row.getString(prefix + "visit_type"),
				row.getLong(prefix + "settled_at_ms"), row.getLong(prefix + "accepted_at_ms"),
				row.getLong(prefix + "total_fen"), row.getLong(prefix + "fund_fen"),
				row.getLong(prefix + "account_fen"), row.getLong(prefix + "cash_fen"),
				row.getString(prefix + "detail_json"), row.getLong(prefix + "content_hash"),
				row.getInt(prefix + "source_partition"), row.getLong(prefix + "source_offset"));
	}

	/**
	 * What the insured city owes for it: negative for a reversal.
	 */
	public long clearedFen() {
		return this.sign * Math.addExact(this.fundFen, this.accountFen);
	}

	/**
	 * The claim as it would be if it had come to the book on another day.
	 */
	BookedClaim onDay(LocalDate day) {
		return day.equals(this.clearingDay) ? this
				: new BookedClaim(day, this.sign, this.originalClaimNo, this.insuredCity, this.treatmentCity,
						this.personNo, this.insuranceType, this.visitType, this.settledAtMs, this.acceptedAtMs,
						this.totalFen, this.fundFen, this.accountFen, this.cashFen, this.detailJson, this.contentHash,
						this.sourcePartition, this.sourceOffset);
	}

	/**
	 * What moves between the cities, without sign.
	 */
	public long amountFen() {
		return Math.addExact(this.fundFen, this.accountFen);
	}

	public boolean isReversal() {
		return this.sign < 0;
	}

	@Override
	public String toString() {
		return "BookedClaim of " + this.clearingDay;
	}

}
