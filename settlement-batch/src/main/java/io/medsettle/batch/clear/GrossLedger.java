package io.medsettle.batch.clear;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a side's ledger says that cities owe each other for a day, summed up anew.
 */
@Component
public class GrossLedger {

	/**
	 * All claims of the day are summed up from the index, without looking at each; what
	 * breaks hold is taken off and what they released is added, and these are few.
	 */
	private static final String GROSS = """
			select insured_city, treatment_city, sum(claims) as claims, sum(fen) as fen
			from (
			  select insured_city, treatment_city, count(*) as claims, sum(sign * (fund_fen + account_fen)) as fen
			  from %1$s
			  where clearing_day = :day
			  group by insured_city, treatment_city
			  union all
			  select c.insured_city, c.treatment_city, -1 as claims, -c.sign * (c.fund_fen + c.account_fen) as fen
			  from reconciliation_break b
			  join %1$s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			  where b.resolved_day is null and c.clearing_day = :day
			  union all
			  select c.insured_city, c.treatment_city, 1 as claims, c.sign * (c.fund_fen + c.account_fen) as fen
			  from reconciliation_break b
			  join %1$s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			  where b.resolved_day = :day and c.clearing_day < :day) counted
			group by insured_city, treatment_city
			having sum(claims) <> 0
			order by insured_city, treatment_city""";

	private final JdbcClient jdbc;

	GrossLedger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The obligations of the claims that clear on the day, by insured and treatment city.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public List<Obligation> obligations(Side side, LocalDate day) {
		return this.jdbc.sql(GROSS.formatted(side.claimTable()))
			.param("day", day)
			.query((row, number) -> new Obligation(row.getString("insured_city"), row.getString("treatment_city"),
					row.getLong("claims"), row.getObject("fen", BigDecimal.class).longValueExact()))
			.list();
	}

}
