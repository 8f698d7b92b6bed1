package io.medsettle.batch.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

/**
 * Adds up what a claim and all that takes it back have cleared together by the detail
 * files of all days, without asking the model.
 */
final class PublishedFamilies {

	private final NightEngine engine;

	private final Map<Identity, Identity> links;

	private final List<Line> lines = new ArrayList<>();

	/**
	 * @param links what two persons have linked to another original than it names
	 */
	PublishedFamilies(NightEngine engine, Map<Identity, Identity> links) {
		this.engine = engine;
		this.links = links;
	}

	/**
	 * Reads what a day has cleared, from the files of the cities that are paid.
	 * @return where more was taken back than had cleared, or more cleared than there was
	 */
	List<String> add(LocalDate day) {
		this.engine.files(day).forEach((name, content) -> {
			if (name.contains("_detail_v")) {
				read(day, name.substring(0, 6), content);
			}
		});
		Map<Identity, Long> own = own();
		SortedMap<Identity, List<Line>> families = new TreeMap<>();
		this.lines.forEach((line) -> families.computeIfAbsent(line.family(), (any) -> new ArrayList<>()).add(line));
		List<String> wrong = new ArrayList<>();
		families.forEach((claim, members) -> {
			if (!isRight(claim, members, own.getOrDefault(claim, 0L))) {
				wrong.add(claim + " of " + own.get(claim) + " fen: " + members);
			}
		});
		return wrong;
	}

	private void read(LocalDate day, String city, String content) {
		try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(content)) {
			reader.forEach((line) -> {
				if (line.getField("direction").equals("RECEIVABLE")) {
					this.lines.add(line(day, city, line));
				}
			});
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private Line line(LocalDate day, String city, NamedCsvRecord line) {
		Identity claim = new Identity(line.getField("hospital_code"), line.getField("claim_no"));
		long fen = new BigDecimal(line.getField("cleared_yuan")).movePointRight(2).longValueExact();
		Identity family = claim;
		if (line.getField("kind").equals("REVERSAL") && fen <= 0) {
			family = this.links.getOrDefault(claim,
					new Identity(claim.hospitalCode(), line.getField("original_claim_no")));
		}
		return new Line(day, claim, family, line.getField("counterparty_city") + " to " + city, fen);
	}

	/** Of a claim that was cancelled nothing can be taken back. */
	private static boolean isRight(Identity claim, List<Line> members, long ownFen) {
		if (members.stream().allMatch((line) -> line.fen() == 0)) {
			return true;
		}
		SortedMap<String, Long> sums = new TreeMap<>();
		LocalDate settled = null;
		for (Line line : members) {
			sums.merge("all", line.fen(), Long::sum);
			sums.merge(line.cities(), line.fen(), Long::sum);
			settled = line.claim().equals(claim) ? line.day() : settled;
		}
		LocalDate first = members.stream().map(Line::day).min(LocalDate::compareTo).orElseThrow();
		return first.equals(settled) && sums.values().stream().allMatch((fen) -> fen >= 0 && fen <= ownFen);
	}

	private Map<Identity, Long> own() {
		Map<Identity, Long> own = new HashMap<>();
		for (Side side : Side.values()) {
			this.engine.jdbc()
				.query("select hospital_code, claim_no, fund_fen + account_fen from " + LedgerTables.of(side).claims(),
						(row) -> {
							own.merge(new Identity(row.getString(1), row.getString(2)), row.getLong(3), Long::max);
						});
		}
		return own;
	}

	/**
	 * What a claim has cleared.
	 *
	 * @param family the claim itself, or what it takes back
	 */
	private record Line(LocalDate day, Identity claim, Identity family, String cities, long fen) {
	}

}
