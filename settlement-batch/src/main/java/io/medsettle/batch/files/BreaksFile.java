package io.medsettle.batch.files;

import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The breaks file: every claim of the city that is held back after the day, and what
 * became of those that the day held no more, by direction, counterparty, hospital and
 * claim number. Knows the file's columns. Where the two books name different cities for a
 * claim, it stands in the files of all of them.
 */
@Component
class BreaksFile {

	private static final List<String> HEADER = List.of("break_id", "category", "opened_day", "direction",
			"counterparty_city", "hospital_code", "claim_no", "kind", "original_claim_no", "cleared_yuan", "reason",
			"state", "action", "proposed_by", "approved_by", "approved_at", "settled_yuan");

	/** What stands in the last columns of a claim that nothing has become of yet. */
	private static final List<String> HELD = List.of("HELD", "", "", "", "", "");

	private final HeldClaims held;

	private final ZoneId zone;

	BreaksFile(HeldClaims held, SettlementSettings settings) {
		this.held = held;
		this.zone = settings.timeZone();
	}

	FileContent write(OutputStream stream, LocalDate day, String city) {
		LocalTimes times = new LocalTimes(this.zone);
		List<Line> lines = this.held.ofCity(day, city)
			.stream()
			.flatMap((claim) -> linesOf(claim, city, times).stream())
			// The sort is stable: within these, lines stay by hospital and claim number.
			.sorted((one, other) -> one.place().compareTo(other.place()))
			.toList();
		CsvLines csv = new CsvLines(stream, HEADER);
		ControlTotals totals = ControlTotals.NONE;
		for (Line line : lines) {
			csv.add(line.fields().toArray(String[]::new));
			if (line.held()) {
				totals = totals.plus(line.direction(), 1, line.fen());
			}
		}
		return new FileContent(csv.finish(), totals);
	}

	private static List<Line> linesOf(HeldClaims.OfDay ofDay, String city, LocalTimes times) {
		BreakRow claim = ofDay.row();
		String insured = claim.insuredCity();
		String treatment = claim.treatmentCity();
		String otherInsured = Objects.requireNonNullElse(claim.otherInsuredCity(), insured);
		String otherTreatment = Objects.requireNonNullElse(claim.otherTreatmentCity(), treatment);
		List<Line> lines = new ArrayList<>();
		if (city.equals(insured) || city.equals(otherInsured)) {
			lines.add(line(ofDay, Direction.PAYABLE, city.equals(insured) ? treatment : otherTreatment, times));
		}
		if (city.equals(treatment) || city.equals(otherTreatment)) {
			lines.add(line(ofDay, Direction.RECEIVABLE, city.equals(treatment) ? insured : otherInsured, times));
		}
		return lines;
	}

	private static Line line(HeldClaims.OfDay ofDay, Direction direction, String counterparty, LocalTimes times) {
		BreakRow row = ofDay.row();
		Stream<String> claim = Stream.of(ofDay.breakId(), row.category().name(), ofDay.openedDay().toString(),
				direction.name(), counterparty, row.claim().hospitalCode(), row.claim().claimNo(),
				ClaimKind.ofSign(row.sign()).name(), orEmpty(row.originalClaimNo()), Yuan.of(row.fen()), row.reason());
		HeldClaims.Settlement settlement = ofDay.settlement();
		return new Line(direction, counterparty, settlement == null, row.fen(),
				Stream.concat(claim, (settlement != null) ? resolved(settlement, times) : HELD.stream()).toList());
	}

	private static Stream<String> resolved(HeldClaims.Settlement settlement, LocalTimes times) {
		Instant approvedAt = settlement.approvedAt();
		return Stream.of("RESOLVED", settlement.action(), CsvLines.freeText(orEmpty(settlement.proposedBy())),
				CsvLines.freeText(orEmpty(settlement.approvedBy())),
				(approvedAt != null) ? times.format(approvedAt.toEpochMilli()) : "", Yuan.of(settlement.fen()));
	}

	private static String orEmpty(@Nullable String text) {
		return Objects.requireNonNullElse(text, "");
	}

	private record Line(Direction direction, String counterparty, boolean held, long fen, List<String> fields) {

		String place() {
			return this.direction.name() + this.counterparty;
		}

	}

}
