package io.medsettle.batch.files;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.step.CityRange;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The detail file: every cleared claim of a city, by direction, counterparty, hospital
 * and claim number. Knows the file's columns. What the city pays is read from the insured
 * cities' ledger, what it is paid from the treatment cities': each side's file shows its
 * own books.
 */
@Component
class DetailFile {

	private static final List<String> HEADER = List.of("direction", "counterparty_city", "hospital_code", "claim_no",
			"kind", "original_claim_no", "person_no", "insurance_type", "visit_type", "settled_at", "accepted_at",
			"late", "total_yuan", "fund_yuan", "account_yuan", "cleared_yuan");

	/**
	 * The columns are read by their position, which spares a search for each value. Claim
	 * numbers are sorted by their bytes, as every database sorts the same. The codes are
	 * digits of one length, which no collation sorts otherwise.
	 */
	private static final String SELECT = """
			select counterparty_city, cleared_fen, hospital_code, claim_no, sign, original_claim_no, person_no,
			       insurance_type, visit_type, settled_at_ms, accepted_at_ms, total_fen, fund_fen, account_fen
			from %s
			where day = :day and book_city = :city and counterparty_city between :first and :last
			order by counterparty_city, hospital_code, cast(claim_no as bytea)""";

	private static final String PAYABLE = SELECT.formatted("cleared_insured_claim");

	private static final String RECEIVABLE = SELECT.formatted("cleared_treatment_claim");

	/** Rows fetched at once: with 300 bytes each, about 600 KB. */
	private static final int FETCH_ROWS = 2000;

	/**
	 * About how many lines H2 sorts at once: with 500 bytes each, about 10 MB, which it
	 * can do in memory.
	 */
	private static final long SORTED_AT_ONCE = 20_000;

	private final NamedParameterJdbcTemplate jdbc;

	private final PositionTable positions;

	private final ZoneId zone;

	private final DatabaseProduct product;

	private final PersonNumberCipher cipher;

	DetailFile(DataSource dataSource, PositionTable positions, SettlementSettings settings, DatabaseProduct product,
			PersonNumberCipher cipher) {
		this.positions = positions;
		this.product = product;
		this.cipher = cipher;
		JdbcTemplate streaming = new JdbcTemplate(dataSource);
		streaming.setFetchSize(FETCH_ROWS);
		this.jdbc = new NamedParameterJdbcTemplate(streaming);
		this.zone = settings.timeZone();
	}

	/**
	 * Writes the file. Must be called in a transaction, so that the rows come as a
	 * stream.
	 */
	FileContent write(OutputStream stream, LocalDate day, String city) {
		CsvLines lines = new CsvLines(stream, HEADER);
		LocalTimes times = new LocalTimes(this.zone);
		long dayStartMs = day.atStartOfDay(this.zone).toInstant().toEpochMilli();
		ControlTotals totals = ControlTotals.NONE;
		for (Direction direction : Direction.values()) {
			String select = (direction == Direction.PAYABLE) ? PAYABLE : RECEIVABLE;
			Totals counted = new Totals();
			for (CityRange counterparties : counterparties(direction, day, city)) {
				Map<String, Object> parameters = Map.of("day", day, "city", city, "first", counterparties.first(),
						"last", counterparties.last());
				this.jdbc.query(select, parameters, (ResultSet row) -> {
					counted.add(addLine(lines, direction, row, times, dayStartMs));
				});
			}
			totals = totals.plus(direction, counted.claims, counted.fen);
		}
		return new FileContent(lines.finish(), totals);
	}

	/**
	 * Cuts a large city's lines for H2. The counterparties come first in the order, so
	 * that the parts follow each other. PostgreSQL looks at all rows of the city for each
	 * part, and sorts any number by itself.
	 */
	private List<CityRange> counterparties(Direction direction, LocalDate day, String city) {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			return List.of(CityRange.ALL);
		}
		SortedMap<String, Long> lines = new TreeMap<>();
		for (Obligation owed : this.positions.obligations(day, city)) {
			boolean pays = owed.insuredCity().equals(city);
			if (pays == (direction == Direction.PAYABLE)) {
				lines.put(pays ? owed.treatmentCity() : owed.insuredCity(), owed.claims());
			}
		}
		long sum = lines.values().stream().mapToLong(Long::longValue).sum();
		return CityRange.balanced(lines, Math.toIntExact(sum / SORTED_AT_ONCE) + 1);
	}

	/**
	 * Writes a claim's line.
	 * @return what it adds to the direction's total, in fen
	 */
	private long addLine(CsvLines lines, Direction direction, ResultSet row, LocalTimes times, long dayStartMs)
			throws SQLException {
		long clearedFen = row.getLong(2);
		ClaimKind kind = ClaimKind.ofSign(row.getInt(5));
		String originalClaimNo = row.getString(6);
		long settledAtMs = row.getLong(10);
		String personNo = this.cipher.open(row.getString(3), settledAtMs, row.getString(7));
		// Late: the visit was on a calendar day before the clearing day it clears in.
		boolean late = settledAtMs < dayStartMs;
		lines.add(direction.name(), row.getString(1), row.getString(3), row.getString(4), kind.name(),
				(originalClaimNo != null) ? originalClaimNo : "", personNo, row.getString(8), row.getString(9),
				times.format(settledAtMs), times.format(row.getLong(11)), Boolean.toString(late),
				signed(kind, row.getLong(12)), signed(kind, row.getLong(13)), signed(kind, row.getLong(14)),
				Yuan.of(clearedFen));
		return clearedFen;
	}

	/** A reversal takes each of its amounts back, so that every column adds up. */
	private static String signed(ClaimKind kind, long fen) {
		return Yuan.of(kind.sign() * fen);
	}

	private static final class Totals {

		private long claims;

		private long fen;

		void add(long clearedFen) {
			this.claims++;
			this.fen = Math.addExact(this.fen, clearedFen);
		}

	}

}
