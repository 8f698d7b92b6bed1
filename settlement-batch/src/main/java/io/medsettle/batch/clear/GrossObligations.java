package io.medsettle.batch.clear;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a side's ledger says that cities owe each other for a day, summed up anew.
 */
@Component
public class GrossObligations {

	private static final String BOOKED = """
			select insured_city, treatment_city, sign, count(*) as claims, sum(fund_fen + account_fen) as fen
			from %s
			where clearing_day = :day
			group by insured_city, treatment_city, sign""";

	/**
	 * What breaks hold of the day, and what cleared of them on it, by itself or decided;
	 * these are few. A leg of the day whose claim was decided before it came does not
	 * clear once more.
	 */
	private static final String ADJUSTED = """
			select c.insured_city, c.treatment_city, -1 as claims, -c.sign * (c.fund_fen + c.account_fen) as fen
			from claim_break b
			join %1$s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no and c.clearing_day = :day
			where b.resolved_day is null or b.settled_without = :side
			union all
			select c.insured_city, c.treatment_city, 1 as claims, c.sign * (c.fund_fen + c.account_fen) as fen
			from claim_break b
			join %1$s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no and c.clearing_day < :day
			where b.resolved_day = :day and b.settled_fen is null
			union all
			select b.settled_insured_city, b.settled_treatment_city, b.settled_claims, b.settled_fen
			from claim_break b
			where b.resolved_day = :day and b.settled_fen is not null""";

	private final JdbcClient jdbc;

	GrossObligations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Sums up each claim of the day: the costly part, to be done once in a step.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public BookedDay booked(LocalDate day) {
		Map<Side, List<BookedSum>> sums = new EnumMap<>(Side.class);
		for (Side side : Side.values()) {
			sums.put(side,
					this.jdbc.sql(BOOKED.formatted(LedgerTables.of(side).claims()))
						.param("day", day)
						.query((row, number) -> new BookedSum(row.getString("insured_city"),
								row.getString("treatment_city"), row.getInt("sign"), row.getLong("claims"),
								row.getObject("fen", BigDecimal.class).longValueExact()))
						.list());
		}
		return new BookedDay(day, sums);
	}

	/**
	 * The obligations of the claims that clear on the day, by insured and treatment city.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public List<Obligation> obligations(Side side, BookedDay booked) {
		SortedMap<ObligationCities, Obligation> obligations = new TreeMap<>();
		for (BookedSum sum : booked.of(side)) {
			add(obligations, sum.insuredCity(), sum.treatmentCity(), sum.claims(), sum.signedFen());
		}
		this.jdbc.sql(ADJUSTED.formatted(LedgerTables.of(side).claimsByIdentity()))
			.param("day", booked.day())
			.param("side", side.name())
			.query((row) -> {
				add(obligations, row.getString("insured_city"), row.getString("treatment_city"), row.getLong("claims"),
						row.getLong("fen"));
			});
		return obligations.values().stream().filter((obligation) -> obligation.claims() != 0).toList();
	}

	private static void add(SortedMap<ObligationCities, Obligation> obligations, String insuredCity,
			String treatmentCity, long claims, long fen) {
		obligations.merge(new ObligationCities(insuredCity, treatmentCity),
				new Obligation(insuredCity, treatmentCity, claims, fen), (one, other) -> new Obligation(insuredCity,
						treatmentCity, one.claims() + other.claims(), Math.addExact(one.fen(), other.fen())));
	}

}
