package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.core.ledger.Account;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Adds the positions up again, one claim's pair of cities after the other, and holds them
 * against those that are stored: gross, between each two, all netted, and in the books.
 */
@Component
class PositionCheck {

	private static final String OBLIGATIONS = """
			select insured_city, treatment_city, claims, fen from obligation where day = ?""";

	private static final String BILATERAL = "select city_a, city_b, fen from bilateral_position where day = ?";

	private static final String NET = "select city, payable_fen, receivable_fen, net_fen from net_position where day = ?";

	private static final String ENTRIES = """
			select book_city, debit_account, credit_account, counterparty_city, fen
			from clearing_entry where day = ?""";

	private static final String NOTHING = "0 fen";

	private final JdbcTemplate jdbc;

	PositionCheck(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void check(ClearedDay cleared, Discrepancies discrepancies) {
		LocalDate day = cleared.day();
		compare("Obligation", obligations(cleared), storedObligations(day), Amounts.text(0, 0), discrepancies);
		compare("Bilateral position", bilateral(cleared), storedBilateral(day), NOTHING, discrepancies);
		compare("Net position", net(cleared), storedNet(day), Net.ZERO.toString(), discrepancies);
		compare("Clearing entry", entries(cleared), storedEntries(day), NOTHING, discrepancies);
	}

	/** Something that comes to nothing may be stored or left out. */
	private static void compare(String what, Map<String, String> expected, Map<String, String> found, String nothing,
			Discrepancies discrepancies) {
		TreeSet<String> places = new TreeSet<>(expected.keySet());
		places.addAll(found.keySet());
		places.forEach((place) -> discrepancies.compare(what, place, expected.getOrDefault(place, nothing),
				found.getOrDefault(place, nothing)));
	}

	private static SortedMap<String, String> obligations(ClearedDay cleared) {
		SortedMap<String, String> obligations = new TreeMap<>();
		cleared.pairs()
			.forEach((cities) -> obligations.put(cities.toString(), cleared.of(Side.TREATMENT, cities).toString()));
		return obligations;
	}

	private SortedMap<String, String> storedObligations(LocalDate day) {
		SortedMap<String, String> stored = new TreeMap<>();
		this.jdbc.query(OBLIGATIONS, (row) -> {
			stored.put(new CityPair(row.getString(1), row.getString(2)).toString(),
					Amounts.text(row.getLong(3), row.getLong(4)));
		}, day);
		return stored;
	}

	private static SortedMap<String, String> bilateral(ClearedDay cleared) {
		SortedMap<String, Long> sums = new TreeMap<>();
		for (CityPair cities : cleared.pairs()) {
			long fen = cleared.of(Side.TREATMENT, cities).fen();
			boolean ascending = cities.insuredCity().compareTo(cities.treatmentCity()) < 0;
			sums.merge(
					ascending ? between(cities.insuredCity(), cities.treatmentCity())
							: between(cities.treatmentCity(), cities.insuredCity()),
					ascending ? fen : Math.negateExact(fen), Math::addExact);
		}
		return texts(sums);
	}

	private SortedMap<String, String> storedBilateral(LocalDate day) {
		SortedMap<String, Long> stored = new TreeMap<>();
		this.jdbc.query(BILATERAL, (row) -> {
			stored.put(between(row.getString(1), row.getString(2)), row.getLong(3));
		}, day);
		return texts(stored);
	}

	private static String between(String cityA, String cityB) {
		return cityA + " with " + cityB;
	}

	private static SortedMap<String, String> net(ClearedDay cleared) {
		SortedMap<String, Net> sums = new TreeMap<>();
		for (CityPair cities : cleared.pairs()) {
			long fen = cleared.of(Side.TREATMENT, cities).fen();
			sums.merge(cities.insuredCity(), new Net(fen, 0, Math.negateExact(fen)), Net::plus);
			sums.merge(cities.treatmentCity(), new Net(0, fen, fen), Net::plus);
		}
		return texts(sums);
	}

	private SortedMap<String, String> storedNet(LocalDate day) {
		SortedMap<String, Net> stored = new TreeMap<>();
		this.jdbc.query(NET, (row) -> {
			stored.put(row.getString(1), new Net(row.getLong(2), row.getLong(3), row.getLong(4)));
		}, day);
		return texts(stored);
	}

	/**
	 * The treatment city takes what it is owed from its receivable to its clearing
	 * account, the insured city what it owes from clearing to its payable; the other way
	 * round where reversals exceed.
	 */
	private static SortedMap<String, String> entries(ClearedDay cleared) {
		SortedMap<String, Long> sums = new TreeMap<>();
		for (CityPair cities : cleared.pairs()) {
			long fen = cleared.of(Side.TREATMENT, cities).fen();
			if (fen != 0) {
				boolean forward = fen > 0;
				sums.put(
						entry(cities.treatmentCity(), forward ? Account.CLEARING : Account.RECEIVABLE,
								forward ? Account.RECEIVABLE : Account.CLEARING, cities.insuredCity()),
						Math.absExact(fen));
				sums.put(
						entry(cities.insuredCity(), forward ? Account.PAYABLE : Account.CLEARING,
								forward ? Account.CLEARING : Account.PAYABLE, cities.treatmentCity()),
						Math.absExact(fen));
			}
		}
		return texts(sums);
	}

	private SortedMap<String, String> storedEntries(LocalDate day) {
		SortedMap<String, Long> stored = new TreeMap<>();
		this.jdbc.query(ENTRIES, (row) -> {
			stored.put(entry(row.getString(1), account(row.getShort(2)), account(row.getShort(3)), row.getString(4)),
					row.getLong(5));
		}, day);
		return texts(stored);
	}

	private static String entry(String bookCity, Account debit, Account credit, String counterpartyCity) {
		return "in the book of " + bookCity + " with " + counterpartyCity + ", " + debit + " to " + credit;
	}

	private static Account account(short number) {
		for (Account account : Account.values()) {
			if (account.number() == number) {
				return account;
			}
		}
		throw new IllegalStateException("There is no account " + number + ".");
	}

	private static SortedMap<String, String> texts(SortedMap<String, ?> sums) {
		SortedMap<String, String> texts = new TreeMap<>();
		sums.forEach((place, sum) -> texts.put(place, (sum instanceof Long fen) ? fen + " fen" : sum.toString()));
		return texts;
	}

	/** What a city pays, receives, and receives when both are netted. */
	private record Net(long payableFen, long receivableFen, long netFen) {

		static final Net ZERO = new Net(0, 0, 0);

		Net plus(Net other) {
			return new Net(Math.addExact(this.payableFen, other.payableFen),
					Math.addExact(this.receivableFen, other.receivableFen), Math.addExact(this.netFen, other.netFen));
		}

		@Override
		public String toString() {
			return "%d fen payable, %d fen receivable, %d fen net".formatted(this.payableFen, this.receivableFen,
					this.netFen);
		}

	}

}
