package io.medsettle.batch.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the breaks that tell what cleared on a day and what did not.
 */
@Component
class BreakReader {

	/**
	 * One part for each index. The last are claims that were decided when a ledger did
	 * not have them: a leg that comes on a later day clears nothing.
	 */
	private static final String OF_DAY = """
			select b.break_id, b.hospital_code, b.claim_no, b.opened_day, b.resolved_day, b.settled_insured_city,
			       b.settled_treatment_city, b.settled_claims, b.settled_fen,
			       case when b.resolution = 'LINK' and b.approved_by is not null then b.linked_claim_no end, %s, %s
			from (
			  select * from reconciliation_break where resolved_day is null
			  union all
			  select * from reconciliation_break where resolved_day >= ?
			  union all
			  select * from reconciliation_break where settled_without is not null and resolved_day < ?) b
			left join treatment_claim_by_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			left join insured_claim_by_identity i on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no
			where b.holding and b.opened_day <= ?
			  and (b.resolved_day is null or b.resolved_day >= ? or t.clearing_day = ? or i.clearing_day = ?)
			order by b.hospital_code, cast(b.claim_no as bytea)""".formatted(StoredLeg.columns("t"),
			StoredLeg.columns("i"));

	private static final int COLUMNS_BEFORE = 10;

	private final JdbcTemplate jdbc;

	private final PersonNumberCipher cipher;

	BreakReader(JdbcTemplate jdbc, PersonNumberCipher cipher) {
		this.cipher = cipher;
		this.jdbc = jdbc;
	}

	/**
	 * The breaks that held their claims after the day, those that released them on it,
	 * and those whose claims came to a ledger on it when they had cleared; by hospital
	 * and claim number.
	 */
	List<KnownBreak> ofDay(LocalDate day) {
		return this.jdbc.query(OF_DAY, this::map, day, day, day, day, day, day);
	}

	private KnownBreak map(ResultSet row, int number) throws SQLException {
		return new KnownBreak(row.getString(1), new ClaimIdentity(row.getString(2), row.getString(3)),
				row.getObject(4, LocalDate.class), row.getObject(5, LocalDate.class), decision(row), row.getString(10),
				StoredLeg.readOptional(row, COLUMNS_BEFORE, this.cipher),
				StoredLeg.readOptional(row, COLUMNS_BEFORE + StoredLeg.WIDTH, this.cipher));
	}

	private static KnownBreak.@Nullable Decision decision(ResultSet row) throws SQLException {
		int claims = row.getInt(8);
		return row.wasNull() ? null
				: new KnownBreak.Decision(new CityPair(row.getString(6), row.getString(7)), claims, row.getLong(9));
	}

}
