package io.medsettle.batch.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.core.ledger.Side;

/**
 * Holds a summary file against what clears with each counterparty.
 */
final class SummaryCheck {

	private static final List<String> HEADER = List.of("counterparty_city", "counterparty_name", "payable_claims",
			"payable_yuan", "receivable_claims", "receivable_yuan", "net_yuan");

	private SummaryCheck() {
	}

	/**
	 * Reads the file.
	 * @throws UnreadableFileException if it is in no readable form
	 */
	static FileReader.Content check(Path path, PublishedFile file, ClearedDay cleared, Discrepancies discrepancies)
			throws IOException {
		Map<String, Totals> found = new HashMap<>();
		FileReader.Content content = FileReader.csv(path, HEADER, (record) -> {
			Totals totals = new Totals(Long.parseLong(record.getField(2)), Amounts.fenOfYuan(record.getField(3)),
					Long.parseLong(record.getField(4)), Amounts.fenOfYuan(record.getField(5)));
			if (found.put(record.getField(0), totals) != null) {
				throw new IllegalArgumentException("A counterparty stands once.");
			}
			discrepancies.compare("Summary line", "with " + record.getField(0) + " in " + file.name(),
					"net " + totals.netFen() + " fen", "net " + Amounts.fenOfYuan(record.getField(6)) + " fen");
		});
		SortedMap<String, Totals> expected = expected(file.city(), cleared);
		TreeSet<String> counterparties = new TreeSet<>(expected.keySet());
		counterparties.addAll(found.keySet());
		counterparties.forEach(
				(counterparty) -> discrepancies.compare("Summary line", "with " + counterparty + " in " + file.name(),
						expected.getOrDefault(counterparty, Totals.NONE).toString(),
						found.containsKey(counterparty) ? found.get(counterparty).toString() : "no line"));
		return content;
	}

	/** What clears with each counterparty of a city. */
	private static SortedMap<String, Totals> expected(String city, ClearedDay cleared) {
		SortedMap<String, Totals> expected = new TreeMap<>();
		for (CityPair cities : cleared.pairs()) {
			if (cities.insuredCity().equals(city)) {
				add(expected, cities.treatmentCity(), MoneyDirection.PAYABLE, cleared.of(Side.INSURED, cities));
			}
			if (cities.treatmentCity().equals(city)) {
				add(expected, cities.insuredCity(), MoneyDirection.RECEIVABLE, cleared.of(Side.TREATMENT, cities));
			}
		}
		return expected;
	}

	/** What a city pays and is paid altogether. */
	static Totals totals(String city, ClearedDay cleared) {
		Totals sum = Totals.NONE;
		for (Totals totals : expected(city, cleared).values()) {
			sum = sum.plus(MoneyDirection.PAYABLE, totals.payableClaims(), totals.payableFen())
				.plus(MoneyDirection.RECEIVABLE, totals.receivableClaims(), totals.receivableFen());
		}
		return sum;
	}

	private static void add(SortedMap<String, Totals> byCounterparty, String counterparty, MoneyDirection direction,
			Tally tally) {
		byCounterparty.put(counterparty,
				byCounterparty.getOrDefault(counterparty, Totals.NONE).plus(direction, tally.claims(), tally.fen()));
	}

}
