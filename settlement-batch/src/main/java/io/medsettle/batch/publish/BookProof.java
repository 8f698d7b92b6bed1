package io.medsettle.batch.publish;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.BookedSum;
import io.medsettle.batch.clear.ClearingEntry;
import io.medsettle.batch.clear.ClearingEntryTable;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.Account;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The books balance. A row of entries debits and credits the same amount, so that no book
 * can be out of balance by itself; what is proved is that each book has exactly the
 * entries that its claims and its obligations call for, on the right accounts.
 */
@Component
class BookProof extends Proof {

	private static final String ENTRIES = """
			select book_city, counterparty_city, debit_account, credit_account, count(*) as entries, sum(fen) as fen
			from %s where clearing_day = :day
			group by book_city, counterparty_city, debit_account, credit_account""";

	private static final String CORRECTED = """
			select book_city, counterparty_city, case when fen > 0 then 1 else -1 end as sign, count(*) as entries,
			       sum(abs(fen)) as fen
			from correction where day = :day and side = :side
			group by book_city, counterparty_city, case when fen > 0 then 1 else -1 end""";

	private final JdbcClient jdbc;

	private final PositionTable positions;

	private final ClearingEntryTable clearingEntries;

	BookProof(JdbcClient jdbc, PositionTable positions, ClearingEntryTable clearingEntries) {
		super(3, "in every book the entries balance and are those of its claims");
		this.jdbc = jdbc;
		this.positions = positions;
		this.clearingEntries = clearingEntries;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		return Stream.of(Side.values())
			.flatMap((side) -> difference("The " + side.legName() + " ledger", called(side, booked), entered(side, day))
				.stream())
			.findFirst()
			.or(() -> difference("The clearing of the day",
					totals(ClearingEntry.clearing(this.positions.obligations(day))),
					totals(this.clearingEntries.list(day))));
	}

	private static Optional<String> difference(String book, Map<String, Total> called, Map<String, Total> entered) {
		TreeSet<String> places = new TreeSet<>(called.keySet());
		places.addAll(entered.keySet());
		return places.stream()
			.filter((place) -> !called.getOrDefault(place, Total.NONE).equals(entered.getOrDefault(place, Total.NONE)))
			.findFirst()
			.map((place) -> BreakCategory.LEDGER_IMBALANCE + ". " + book + " should have "
					+ called.getOrDefault(place, Total.NONE) + " in " + place + ", but has "
					+ entered.getOrDefault(place, Total.NONE) + ".");
	}

	/**
	 * The entries that the claims of the day and the corrections of earlier ones call
	 * for.
	 */
	private Map<String, Total> called(Side side, BookedDay booked) {
		Map<String, Total> totals = new TreeMap<>();
		for (BookedSum sum : booked.of(side)) {
			ClaimKind kind = ClaimKind.ofSign(sum.sign());
			boolean treatment = side == Side.TREATMENT;
			totals.put(place(treatment ? sum.treatmentCity() : sum.insuredCity(),
					treatment ? sum.insuredCity() : sum.treatmentCity(), side.debit(kind).number(),
					side.credit(kind).number()), new Total(sum.claims(), sum.fen()));
		}
		this.jdbc.sql(CORRECTED).param("day", booked.day()).param("side", side.name()).query((row) -> {
			ClaimKind kind = ClaimKind.ofSign(row.getInt("sign"));
			totals.merge(
					place(row.getString("book_city"), row.getString("counterparty_city"), side.debit(kind).number(),
							side.credit(kind).number()),
					new Total(row.getLong("entries"), row.getObject("fen", BigDecimal.class).longValueExact()),
					Total::plus);
		});
		return totals;
	}

	private Map<String, Total> entered(Side side, LocalDate day) {
		Map<String, Total> totals = new TreeMap<>();
		this.jdbc.sql(ENTRIES.formatted(LedgerTables.of(side).entries())).param("day", day).query((row) -> {
			totals.put(
					place(row.getString("book_city"), row.getString("counterparty_city"), row.getShort("debit_account"),
							row.getShort("credit_account")),
					new Total(row.getLong("entries"), row.getObject("fen", BigDecimal.class).longValueExact()));
		});
		return totals;
	}

	private static Map<String, Total> totals(List<ClearingEntry> entries) {
		Map<String, Total> totals = new TreeMap<>();
		for (ClearingEntry entry : entries) {
			totals.put(
					place(entry.bookCity(), entry.counterpartyCity(), entry.debit().number(), entry.credit().number()),
					new Total(1, entry.fen()));
		}
		return totals;
	}

	private static String place(String bookCity, String counterparty, short debit, short credit) {
		return "the book of " + bookCity + " with " + counterparty + ", " + name(debit) + " to " + name(credit);
	}

	private static String name(short number) {
		return Stream.of(Account.values())
			.filter((account) -> account.number() == number)
			.map(Account::name)
			.findFirst()
			.orElse("account " + number);
	}

	/**
	 * What entries add up to.
	 *
	 * @param entries how many
	 * @param fen their sum
	 */
	private record Total(long entries, long fen) {

		static final Total NONE = new Total(0, 0);

		Total plus(Total other) {
			return new Total(this.entries + other.entries, Math.addExact(this.fen, other.fen));
		}

		@Override
		public String toString() {
			return this.entries + " entries of " + this.fen + " fen";
		}

	}

}
