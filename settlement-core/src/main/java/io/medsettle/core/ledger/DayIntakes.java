package io.medsettle.core.ledger;

import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts what came in for a clearing day. Counting reads the whole day, by indexes alone:
 * whoever asks often keeps the answer for a while.
 */
@Component
public class DayIntakes {

	private static final String INTAKE = """
			select count(*) as posted,
			       coalesce(sum(sign * fund_fen), 0) as fund_fen,
			       coalesce(sum(sign * account_fen), 0) as account_fen,
			       coalesce(sum(sign * cash_fen), 0) as cash_fen,
			       (select count(*) from claim_duplicate where clearing_day = :day) as duplicates,
			       (select count(*) from claim_refusal where clearing_day = :day) as refused,
			       (select count(*) from submitted_dead_letter where clearing_day = :day) as dead_letters
			from treatment_claim
			where clearing_day = :day""";

	private static final String OF_CITY = """
			select count(*) as posted,
			       coalesce(sum(sign * fund_fen), 0) as fund_fen,
			       coalesce(sum(sign * account_fen), 0) as account_fen,
			       coalesce(sum(sign * cash_fen), 0) as cash_fen
			from treatment_claim
			where clearing_day = :day and :city in (treatment_city, insured_city)""";

	private static final String BOOKED = "select count(*) from %s";

	private static final String BOOKED_ON = BOOKED + " where clearing_day = :day";

	private final JdbcClient jdbc;

	DayIntakes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What came in for the day so far.
	 */
	public DayIntake of(LocalDate day) {
		return this.jdbc.sql(INTAKE).param("day", day).query(DayIntake.class).single();
	}

	/**
	 * What came in for the day so far of claims in which a city takes part.
	 */
	public OfCity of(LocalDate day, String city) {
		return this.jdbc.sql(OF_CITY).param("day", day).param("city", city).query(OfCity.class).single();
	}

	/**
	 * How many claims of the day the books of a side have so far.
	 */
	public long booked(Side side, LocalDate day) {
		return this.jdbc.sql(BOOKED_ON.formatted(LedgerTables.of(side).claims()))
			.param("day", day)
			.query(Long.class)
			.single();
	}

	/**
	 * How many claims the books of a side have, of all days.
	 */
	public long booked(Side side) {
		return this.jdbc.sql(BOOKED.formatted(LedgerTables.of(side).claims())).query(Long.class).single();
	}

	/**
	 * What came in of one city's claims. Amounts are fen, reversals taken off.
	 *
	 * @param posted claims in the treatment city's book, settlements and reversals
	 * @param fundFen what the pooled funds bear
	 * @param accountFen what comes from medical accounts
	 * @param cashFen what was paid at the counter
	 */
	public record OfCity(long posted, long fundFen, long accountFen, long cashFen) {

		/** What the visits cost, in fen. */
		public long totalFen() {
			return this.fundFen + this.accountFen + this.cashFen;
		}

	}

}
