package io.medsettle.batch.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * Holds the breaks file of a city against the claims that breaks hold after the day, and
 * those that it resolved. Category and reason are not compared: they are those of that
 * day, and a break knows only its present ones. Nor is it known whether a leg that
 * differs from the other was there already; so a line may be that of either, or of both.
 * What a resolved claim was held with may stand in no book any more; but each that stood
 * in the city's file of the day before must be told what became of it.
 */
final class BreaksCheck {

	private static final List<String> HEADER = List.of("break_id", "category", "opened_day", "direction",
			"counterparty_city", "hospital_code", "claim_no", "kind", "original_claim_no", "cleared_yuan", "reason",
			"state", "action", "proposed_by", "approved_by", "approved_at", "settled_yuan");

	private static final String WHAT = "Break";

	private final Set<String> heldBefore;

	private final Map<String, Set<Line>> held = new HashMap<>();

	private final Map<String, Set<Resolved>> resolved = new HashMap<>();

	private Totals totals = Totals.NONE;

	/**
	 * @param heldBefore the breaks that are held by the city's file of the day before
	 */
	BreaksCheck(Set<String> heldBefore) {
		this.heldBefore = heldBefore;
	}

	/**
	 * The breaks that are held by a file.
	 * @throws UnreadableFileException if it is in no readable form
	 */
	static Set<String> held(Path path) throws IOException {
		Set<String> held = new HashSet<>();
		FileReader.csv(path, HEADER, (record) -> {
			if (isHeld(record)) {
				held.add(record.getField(0));
			}
		});
		return held;
	}

	/**
	 * Reads the file.
	 * @throws UnreadableFileException if it is in no readable form
	 */
	FileReader.Content check(Path path, PublishedFile file, ClearedDay cleared, Discrepancies discrepancies)
			throws IOException {
		FileReader.Content content = FileReader.csv(path, HEADER, (record) -> {
			String id = record.getField(0);
			MoneyDirection direction = MoneyDirection.valueOf(record.getField(3));
			if (isHeld(record)) {
				Line line = new Line(record.getField(2), direction, record.getField(4), record.getField(5),
						record.getField(6), record.getField(7), record.getField(8),
						Amounts.fenOfYuan(record.getField(9)));
				this.totals = this.totals.plus(direction, 1, line.fen());
				once(this.held.computeIfAbsent(id, (each) -> new HashSet<>()).add(line));
			}
			else {
				this.resolved.computeIfAbsent(id, (each) -> new HashSet<>())
					.add(new Resolved(record.getField(2), record.getField(5), record.getField(6),
							Amounts.fenOfYuan(record.getField(16))));
			}
		});
		for (KnownBreak known : cleared.breaks()) {
			if (known.isHeldAfter(cleared.day())) {
				compare(file, known, cleared.day(), discrepancies);
			}
			else if (known.isReleasedOn(cleared.day())) {
				compareResolved(file, known, cleared.day(), discrepancies);
			}
		}
		this.held.forEach((id, lines) -> discrepancies.add(WHAT, id + " in " + file.name(),
				"no line, as it holds no claim", lines.toString()));
		this.resolved.forEach((id, lines) -> discrepancies.add(WHAT, id + " in " + file.name(),
				"no line, as it was not resolved on the day", lines.toString()));
		return content;
	}

	private static boolean isHeld(CsvRecord record) {
		return switch (record.getField(11)) {
			case "HELD" -> true;
			case "RESOLVED" -> false;
			default -> throw new IllegalArgumentException("A claim is held or resolved.");
		};
	}

	private static void once(boolean added) {
		if (!added) {
			throw new IllegalArgumentException("A break stands once with each counterparty.");
		}
	}

	/** Every city that had it in its file of the day before has it in this one. */
	private void compareResolved(PublishedFile file, KnownBreak known, LocalDate day, Discrepancies discrepancies) {
		Set<Resolved> told = Objects.requireNonNullElse(this.resolved.remove(known.id()), Set.of());
		StoredLeg shown = known.shown(day);
		if (shown == null || (told.isEmpty() && !this.heldBefore.contains(known.id()))) {
			return;
		}
		KnownBreak.Decision decision = known.decision();
		Set<Resolved> expected = Set.of(new Resolved(known.openedDay().toString(), shown.identity().hospitalCode(),
				shown.identity().claimNo(), (decision != null) ? decision.fen() : shown.clearedFen()));
		if (!told.equals(expected)) {
			discrepancies.add(WHAT, known.id() + " in " + file.name(), expected.toString(), told.toString());
		}
	}

	/** What the lines of the file add up to. */
	Totals totals() {
		return this.totals;
	}

	/** The cities that must have breaks files for their breaks. */
	static SortedSet<String> cities(ClearedDay cleared) {
		SortedSet<String> cities = new TreeSet<>();
		for (KnownBreak known : cleared.breaks()) {
			StoredLeg shown = known.shown(cleared.day());
			if (shown != null && (known.isHeldAfter(cleared.day()) || known.isReleasedOn(cleared.day()))) {
				cities.add(shown.insuredCity());
				cities.add(shown.treatmentCity());
			}
		}
		return cities;
	}

	private void compare(PublishedFile file, KnownBreak known, LocalDate day, Discrepancies discrepancies) {
		Set<Line> told = Objects.requireNonNullElse(this.held.remove(known.id()), Set.of());
		List<Set<Line>> possible = possible(file.city(), known, day);
		if (!possible.contains(told)) {
			discrepancies.add(WHAT, known.id() + " in " + file.name(), possible.getFirst().toString(), told.toString());
		}
	}

	private static List<Set<Line>> possible(String city, KnownBreak known, LocalDate day) {
		StoredLeg treated = known.leg(Side.TREATMENT, day);
		StoredLeg insured = known.leg(Side.INSURED, day);
		return Stream.of(legs(treated, insured), legs(treated), legs(insured))
			.filter((legs) -> !legs.isEmpty())
			.map((legs) -> lines(city, known, legs))
			.toList();
	}

	private static List<StoredLeg> legs(@Nullable StoredLeg... legs) {
		return Stream.of(legs).filter(Objects::nonNull).toList();
	}

	/**
	 * Where the two legs name different cities, the claim stands in the files of all of
	 * them, with the counterparty of the first leg that names the city.
	 */
	private static Set<Line> lines(String city, KnownBreak known, Collection<StoredLeg> legs) {
		StoredLeg shown = legs.iterator().next();
		Map<MoneyDirection, Line> lines = new HashMap<>();
		for (StoredLeg leg : legs) {
			if (leg.insuredCity().equals(city)) {
				lines.putIfAbsent(MoneyDirection.PAYABLE,
						Line.of(known, MoneyDirection.PAYABLE, leg.treatmentCity(), shown));
			}
			if (leg.treatmentCity().equals(city)) {
				lines.putIfAbsent(MoneyDirection.RECEIVABLE,
						Line.of(known, MoneyDirection.RECEIVABLE, leg.insuredCity(), shown));
			}
		}
		return Set.copyOf(lines.values());
	}

	/**
	 * What a line of a breaks file says of a claim.
	 */
	private record Line(String openedDay, MoneyDirection direction, String counterparty, String hospitalCode,
			String claimNo, String kind, String originalClaimNo, long fen) {

		static Line of(KnownBreak known, MoneyDirection direction, String counterparty, StoredLeg shown) {
			return new Line(known.openedDay().toString(), direction, counterparty, shown.identity().hospitalCode(),
					shown.identity().claimNo(), ClaimKind.ofSign(shown.sign()).name(),
					Objects.requireNonNullElse(shown.originalClaimNo(), ""), shown.clearedFen());
		}

		@Override
		public String toString() {
			return this.kind + " " + this.claimNo + " of hospital " + this.hospitalCode
					+ (this.originalClaimNo.isEmpty() ? "" : " of " + this.originalClaimNo) + ", " + this.direction
					+ " with " + this.counterparty + ", " + this.fen + " fen since " + this.openedDay;
		}

	}

	/**
	 * What a line says of a claim that was resolved, whoever the counterparty is.
	 */
	private record Resolved(String openedDay, String hospitalCode, String claimNo, long fen) {

		@Override
		public String toString() {
			return this.claimNo + " of hospital " + this.hospitalCode + ", held since " + this.openedDay
					+ ", resolved with " + this.fen + " fen";
		}

	}

}
