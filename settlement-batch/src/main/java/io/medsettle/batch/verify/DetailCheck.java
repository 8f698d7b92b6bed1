package io.medsettle.batch.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Holds a detail file against the claims: each that clears stands in it exactly once,
 * with the counterparty, the amounts and the rest that the city's own ledger has of it.
 * Where sums or fingerprints of a counterparty part, and only there, lines are compared
 * one by one.
 */
@Component
class DetailCheck {

	private static final List<String> HEADER = List.of("direction", "counterparty_city", "hospital_code", "claim_no",
			"kind", "original_claim_no", "person_no", "insurance_type", "visit_type", "settled_at", "accepted_at",
			"late", "total_yuan", "fund_yuan", "account_yuan", "cleared_yuan");

	private static final String LINE = "Detail line";

	private final LedgerCheck ledgers;

	private final ZoneId zone;

	DetailCheck(LedgerCheck ledgers, SettlementSettings settings) {
		this.ledgers = ledgers;
		this.zone = settings.timeZone();
	}

	/**
	 * Reads the file.
	 * @throws UnreadableFileException if it is in no readable form
	 */
	FileReader.Content check(Path path, PublishedFile file, ClearedDay cleared, Discrepancies discrepancies)
			throws IOException {
		Map<Part, Tally> found = new HashMap<>();
		FileReader.Content content = read(path, cleared.day(),
				(part, line) -> found.computeIfAbsent(part, (key) -> new Tally())
					.add(line.clearedFen(), line.fingerprint(), 0));
		for (Part part : parts(file.city(), cleared, found)) {
			Tally expected = cleared.of(part.direction().book(),
					part.direction().cities(file.city(), part.counterparty()));
			Tally told = found.getOrDefault(part, new Tally());
			if (!expected.hasSameLines(told)) {
				long before = discrepancies.count();
				lineByLine(path, file, part, cleared, discrepancies);
				if (discrepancies.count() == before) {
					discrepancies.add("Detail file", file.name() + ", " + part, expected.toString(), told.toString());
				}
			}
		}
		return content;
	}

	private static SortedSet<Part> parts(String city, ClearedDay cleared, Map<Part, Tally> found) {
		TreeSet<Part> parts = new TreeSet<>(found.keySet());
		for (CityPair cities : cleared.pairs()) {
			if (cities.insuredCity().equals(city)) {
				parts.add(new Part(MoneyDirection.PAYABLE, cities.treatmentCity()));
			}
			if (cities.treatmentCity().equals(city)) {
				parts.add(new Part(MoneyDirection.RECEIVABLE, cities.insuredCity()));
			}
		}
		return parts;
	}

	private void lineByLine(Path path, PublishedFile file, Part part, ClearedDay cleared, Discrepancies discrepancies)
			throws IOException {
		Map<ClaimIdentity, DetailLine> expected = new HashMap<>();
		this.ledgers.clearings(cleared, part.direction().book(),
				part.direction().cities(file.city(), part.counterparty()),
				(clearing) -> expected.put(clearing.identity(), clearing.line()));
		Map<ClaimIdentity, Long> seen = new HashMap<>();
		read(path, cleared.day(), (other, line) -> {
			if (other.equals(part)) {
				compare(file, expected.get(line.identity()), line, seen.merge(line.identity(), 1L, Long::sum),
						discrepancies);
			}
		});
		expected.keySet()
			.stream()
			.filter((claim) -> !seen.containsKey(claim))
			.sorted((one, other) -> LedgerCheck.name(one).compareTo(LedgerCheck.name(other)))
			.forEach((claim) -> discrepancies.add(LINE, place(file, claim), "once", "no line"));
	}

	private static void compare(PublishedFile file, @Nullable DetailLine expected, DetailLine found, long times,
			Discrepancies discrepancies) {
		String place = place(file, found.identity());
		if (expected == null) {
			discrepancies.add(LINE, place, "none, as the claim does not clear there",
					"one of " + found.clearedFen() + " fen");
		}
		else if (times > 1) {
			discrepancies.add(LINE, place, "once", times + " times");
		}
		else {
			expected.differences(found)
				.stream()
				.findFirst()
				.ifPresent((difference) -> discrepancies.add(LINE, place, difference.expected(), difference.found()));
		}
	}

	private static String place(PublishedFile file, ClaimIdentity claim) {
		return "of claim " + LedgerCheck.name(claim) + " in " + file.name();
	}

	private FileReader.Content read(Path path, LocalDate day, PartReader reader) throws IOException {
		FileTimes times = new FileTimes();
		long dayStartMs = day.atStartOfDay(this.zone).toInstant().toEpochMilli();
		return FileReader.csv(path, HEADER, (record) -> {
			DetailLine line = line(record, times);
			if (Boolean.parseBoolean(record.getField(11)) != (line.settledAtMs() < dayStartMs)) {
				throw new IllegalArgumentException("Late is a visit of an earlier date.");
			}
			reader.read(new Part(MoneyDirection.valueOf(record.getField(0)), record.getField(1)), line);
		});
	}

	/**
	 * The amounts of a reversal are negative in the file, and without sign in the books.
	 */
	private static DetailLine line(CsvRecord record, FileTimes times) {
		String original = record.getField(5);
		int sign = ClaimKind.valueOf(record.getField(4)).sign();
		return new DetailLine(new ClaimIdentity(record.getField(2), record.getField(3)), sign,
				original.isEmpty() ? null : original, record.getField(6), record.getField(7), record.getField(8),
				times.epochMs(record.getField(9)), times.epochMs(record.getField(10)),
				sign * Amounts.fenOfYuan(record.getField(12)), sign * Amounts.fenOfYuan(record.getField(13)),
				sign * Amounts.fenOfYuan(record.getField(14)), Amounts.fenOfYuan(record.getField(15)));
	}

	/** The lines of a direction and a counterparty. */
	private record Part(MoneyDirection direction, String counterparty) implements Comparable<Part> {

		@Override
		public int compareTo(Part other) {
			int directions = this.direction.compareTo(other.direction);
			return (directions != 0) ? directions : this.counterparty.compareTo(other.counterparty);
		}

		@Override
		public String toString() {
			return this.direction + " with " + this.counterparty;
		}

	}

	private interface PartReader {

		void read(Part part, DetailLine line);

	}

}
