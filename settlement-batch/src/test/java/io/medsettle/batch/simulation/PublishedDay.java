package io.medsettle.batch.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.statement.StatementDays;

/**
 * What the engine has published of a day, from its positions, its breaks and its files.
 */
final class PublishedDay {

	private PublishedDay() {
	}

	static Outcome read(NightEngine engine, LocalDate day) {
		Outcome outcome = new Outcome();
		positions(engine.bean(Positions.class), day, outcome);
		List<String> breaks = outcome.section("breaks");
		engine.breaks(day, null, null)
			.stream()
			.filter((held) -> held.category().holdsClaim())
			.sorted(Comparator.comparing(Break::hospitalCode)
				.thenComparing((held) -> Objects.requireNonNull(held.claimNo())))
			.forEach((held) -> breaks.add("%s %s %s also %s since %s, %s".formatted(held.hospitalCode(), held.claimNo(),
					held.category(), held.also().stream().map(Enum::name).collect(Collectors.joining(",")),
					held.openedDay(), held.state())));
		List<String> differences = outcome.section("differences");
		engine.breaks(day, null, null)
			.stream()
			.filter((told) -> !told.category().holdsClaim())
			.map((told) -> "%s %s %s since %s".formatted(told.hospitalCode(),
					(told.claimNo() != null) ? told.claimNo() : told.openedDay(), told.category(), told.openedDay()))
			.sorted()
			.forEach(differences::add);
		engine.files(day).forEach((name, content) -> {
			if (name.endsWith(".csv")) {
				outcome.section(name).addAll(lines(name, content));
			}
		});
		outcome.section("statements")
			.add(engine.bean(StatementDays.class)
				.outcome(day)
				.filter((found) -> found.received() > 0)
				.map((found) -> "%d match, %d differ, %d silent".formatted(found.matched(), found.differing(),
						Objects.requireNonNull(found.missing())))
				.orElse("nobody has stated anything"));
		return outcome;
	}

	private static void positions(Positions positions, LocalDate day, Outcome outcome) {
		List<String> obligations = outcome.section("obligations");
		positions.obligations(day)
			.forEach((owed) -> obligations.add("%s owes %s %d claims, %d fen".formatted(owed.insuredCity(),
					owed.treatmentCity(), owed.claims(), owed.fen())));
		List<String> bilateral = outcome.section("bilateral positions");
		positions.bilateral(day)
			.forEach((remaining) -> bilateral
				.add("%s %s %d".formatted(remaining.cityA(), remaining.cityB(), remaining.fen())));
		List<String> net = outcome.section("net positions");
		positions.net(day)
			.forEach((position) -> net.add("%s %d %d %d".formatted(position.city(), position.payableFen(),
					position.receivableFen(), position.netFen())));
	}

	private static List<String> lines(String name, String content) {
		try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(content)) {
			return reader.stream().map((line) -> line(name, line)).toList();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static String line(String name, NamedCsvRecord line) {
		if (name.contains("_detail_")) {
			return String.join(",", line.getField("direction"), line.getField("counterparty_city"),
					line.getField("hospital_code"), line.getField("claim_no"), line.getField("kind"),
					line.getField("original_claim_no"), line.getField("person_no"), line.getField("insurance_type"),
					line.getField("visit_type"), milliseconds(line.getField("settled_at")),
					milliseconds(line.getField("accepted_at")), line.getField("late"), fen(line, "total_yuan"),
					fen(line, "fund_yuan"), fen(line, "account_yuan"), fen(line, "cleared_yuan"));
		}
		if (name.contains("_summary_")) {
			return String.join(",", line.getField("counterparty_city"), line.getField("payable_claims"),
					fen(line, "payable_yuan"), line.getField("receivable_claims"), fen(line, "receivable_yuan"),
					fen(line, "net_yuan"));
		}
		return String.join(",", line.getField("category"), line.getField("opened_day"), line.getField("direction"),
				line.getField("counterparty_city"), line.getField("hospital_code"), line.getField("claim_no"),
				line.getField("kind"), line.getField("original_claim_no"), fen(line, "cleared_yuan"),
				line.getField("state"), line.getField("settled_yuan").isEmpty() ? "" : fen(line, "settled_yuan"));
	}

	private static String milliseconds(String time) {
		return Long.toString(OffsetDateTime.parse(time).toInstant().toEpochMilli());
	}

	private static String fen(NamedCsvRecord line, String field) {
		return Long.toString(new BigDecimal(line.getField(field)).movePointRight(2).longValueExact());
	}

}
