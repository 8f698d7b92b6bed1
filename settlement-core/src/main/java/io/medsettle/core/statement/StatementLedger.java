package io.medsettle.core.statement;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.ClaimKind;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the treatment ledger has of hospitals' days, summed up as totals are.
 */
@Component
public class StatementLedger {

	private static final String SUMS = """
			select t.hospital_code, t.insured_city, t.insurance_type, t.sign, count(*) as claims,
			       sum(t.total_fen) as total_fen, sum(t.fund_fen) as fund_fen, sum(t.account_fen) as account_fen
			from treatment_claim t
			where t.clearing_day = :day and %s
			group by t.hospital_code, t.insured_city, t.insurance_type, t.sign""";

	/** The ledger is kept by day and city; within them the hospital is picked out. */
	private static final String OF_HOSPITAL = SUMS
		.formatted("t.treatment_city = :city and t.hospital_code = :hospitalCode");

	private static final String OF_TOTALS_WITHOUT_DETAIL = SUMS.formatted("""
			exists (
			    select 1 from hospital_statement s where s.day = :day and s.hospital_code = t.hospital_code)
			  and not exists (
			    select 1 from hospital_statement_detail d where d.day = :day and d.hospital_code = t.hospital_code)""");

	private static final String WITHOUT_STATEMENT = """
			select count(*)
			from (select distinct hospital_code from treatment_claim where clearing_day = :day) h
			where not exists (
			    select 1 from hospital_statement s where s.day = :day and s.hospital_code = h.hospital_code)
			  and not exists (
			    select 1 from hospital_statement_detail d where d.day = :day and d.hospital_code = h.hospital_code)""";

	private final JdbcClient jdbc;

	StatementLedger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What the ledger has of one hospital's day now.
	 * @param city the hospital's city
	 */
	public List<LedgerGroup> ofHospital(LocalDate day, String city, String hospitalCode) {
		return this.jdbc.sql(OF_HOSPITAL)
			.param("day", day)
			.param("city", city)
			.param("hospitalCode", hospitalCode)
			.query(StatementLedger::map)
			.list();
	}

	/**
	 * What the ledger has of the day of all hospitals that sent totals and no lines.
	 */
	public List<LedgerGroup> ofTotalsWithoutDetail(LocalDate day) {
		return this.jdbc.sql(OF_TOTALS_WITHOUT_DETAIL).param("day", day).query(StatementLedger::map).list();
	}

	/**
	 * How many hospitals have claims on the day and sent no statement of it.
	 */
	public long hospitalsWithoutStatement(LocalDate day) {
		return this.jdbc.sql(WITHOUT_STATEMENT).param("day", day).query(Long.class).single();
	}

	private static LedgerGroup map(ResultSet row, int number) throws SQLException {
		return new LedgerGroup(row.getString("hospital_code"), row.getString("insured_city"),
				row.getString("insurance_type"), ClaimKind.ofSign(row.getInt("sign")), new StatementSums(
						row.getLong("claims"), fen(row, "total_fen"), fen(row, "fund_fen"), fen(row, "account_fen")));
	}

	private static long fen(ResultSet row, String column) throws SQLException {
		return row.getObject(column, BigDecimal.class).longValueExact();
	}

}
