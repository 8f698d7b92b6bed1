package io.medsettle.batch.files;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.City;

import org.springframework.stereotype.Component;

/**
 * The summary file: one line for each city with which claims cleared, by its code. Knows
 * the file's columns.
 */
@Component
class SummaryFile {

	private static final List<String> HEADER = List.of("counterparty_city", "counterparty_name", "payable_claims",
			"payable_yuan", "receivable_claims", "receivable_yuan", "net_yuan");

	private final PositionTable positions;

	private final RegistryStore registry;

	SummaryFile(PositionTable positions, RegistryStore registry) {
		this.positions = positions;
		this.registry = registry;
	}

	FileContent write(OutputStream stream, LocalDate day, String city) {
		Map<String, ControlTotals> byCounterparty = new TreeMap<>();
		for (Obligation owed : this.positions.obligations(day, city)) {
			if (owed.insuredCity().equals(city)) {
				add(byCounterparty, owed.treatmentCity(), Direction.PAYABLE, owed);
			}
			else {
				add(byCounterparty, owed.insuredCity(), Direction.RECEIVABLE, owed);
			}
		}
		CsvLines lines = new CsvLines(stream, HEADER);
		ControlTotals sum = ControlTotals.NONE;
		for (Map.Entry<String, ControlTotals> line : byCounterparty.entrySet()) {
			ControlTotals totals = line.getValue();
			lines.add(line.getKey(), nameOf(line.getKey(), day), Long.toString(totals.payableClaims()),
					Yuan.of(totals.payableFen()), Long.toString(totals.receivableClaims()),
					Yuan.of(totals.receivableFen()), Yuan.of(totals.netFen()));
			sum = sum.plus(Direction.PAYABLE, totals.payableClaims(), totals.payableFen())
				.plus(Direction.RECEIVABLE, totals.receivableClaims(), totals.receivableFen());
		}
		return new FileContent(lines.finish(), sum);
	}

	/**
	 * A city that has left the registry, but not yet settled everything, goes by its
	 * code.
	 */
	private String nameOf(String code, LocalDate day) {
		City city = this.registry.current().city(code, day);
		return (city != null) ? CsvLines.freeText(city.nameZh()) : code;
	}

	private static void add(Map<String, ControlTotals> byCounterparty, String counterparty, Direction direction,
			Obligation owed) {
		ControlTotals totals = byCounterparty.getOrDefault(counterparty, ControlTotals.NONE);
		byCounterparty.put(counterparty, totals.plus(direction, owed.claims(), owed.fen()));
	}

}
