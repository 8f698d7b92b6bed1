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

	private static final String TREATMENT = gross(Side.TREATMENT);

	private static final String INSURED = gross(Side.INSURED);

	private final JdbcClient jdbc;

	GrossLedger(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The obligations of the claims that clear on the day, by insured and treatment city.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public List<Obligation> obligations(Side side, LocalDate day) {
		return this.jdbc.sql((side == Side.TREATMENT) ? TREATMENT : INSURED)
			.param("day", day)
			.query((row, number) -> new Obligation(row.getString("insured_city"), row.getString("treatment_city"),
					row.getLong("claims"), row.getObject("fen", BigDecimal.class).longValueExact()))
			.list();
	}

	private static String gross(Side side) {
		return """
				select insured_city, treatment_city, count(*) as claims, sum(fen) as fen
				from %s
				group by insured_city, treatment_city
				order by insured_city, treatment_city""".formatted(ClearedClaims.of(side,
				"c.insured_city, c.treatment_city, c.sign * (c.fund_fen + c.account_fen) as fen"));
	}

}
