package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;

/**
 * A day on which a bit of everything happens, and all that its night leaves behind.
 */
final class BusyDay {

	private static final LocalDate DAY = NightEngine.DAY;

	private BusyDay() {
	}

	static NightEngine begin(Database database) {
		NightEngine engine = NightEngine.empty(database);
		post(engine);
		return engine;
	}

	static void post(NightEngine engine) {
		List<String> cities = List.of("310000", "320500", "330200", "330400", "340100");
		for (int number = 0; number < 100; number++) {
			String insured = cities.get(number % 5);
			String treatment = cities.get((number % 5 + 1 + number % 4) % 5);
			ClaimRow claim = ClaimRow.settlement(DAY, number, insured, treatment).withFen(number * 7, number, 1);
			if (number % 20 == 19) {
				engine.books().post(Side.TREATMENT, claim);
			}
			else {
				engine.books().post(claim);
			}
			if (number % 10 == 0) {
				engine.books().post(claim.reversal(DAY, 100 + number));
			}
		}
		engine.watermark().submitted(110);
	}

	/**
	 * The files and everything else that a published day consists of.
	 */
	static SortedMap<String, String> outcome(NightEngine engine) {
		SortedMap<String, String> outcome = new TreeMap<>(engine.files(DAY));
		for (String table : List.of("obligation", "bilateral_position", "net_position", "clearing_entry",
				"clearing_file", "reconciliation_break")) {
			outcome.put(table, rows(engine, table));
		}
		return outcome;
	}

	/** In an order that no database can give them differently. */
	private static String rows(NightEngine engine, String table) {
		return engine.jdbc()
			.queryForList("select * from " + table)
			.stream()
			.map(Object::toString)
			.sorted()
			.collect(Collectors.joining("\n"));
	}

}
