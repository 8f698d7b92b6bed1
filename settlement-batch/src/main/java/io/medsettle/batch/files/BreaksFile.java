package io.medsettle.batch.files;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimKind;

import org.springframework.stereotype.Component;

/**
 * The breaks file: every claim of the city that is held back after the day, by direction,
 * counterparty, hospital and claim number. Knows the file's columns. Where the two books
 * name different cities for a claim, it stands in the files of all of them.
 */
@Component
class BreaksFile {

	private static final List<String> HEADER = List.of("break_id", "category", "opened_day", "direction",
			"counterparty_city", "hospital_code", "claim_no", "kind", "original_claim_no", "cleared_yuan", "reason");

	private final HeldClaims held;

	BreaksFile(HeldClaims held) {
		this.held = held;
	}

	FileContent write(OutputStream stream, LocalDate day, String city) {
		List<Line> lines = this.held.ofCity(day, city)
			.stream()
			.flatMap((held) -> linesOf(held, city).stream())
			// The sort is stable: within these, lines stay by hospital and claim number.
			.sorted((one, other) -> one.place().compareTo(other.place()))
			.toList();
		CsvLines csv = new CsvLines(stream, HEADER);
		ControlTotals totals = ControlTotals.NONE;
		for (Line line : lines) {
			csv.add(line.fields().toArray(String[]::new));
			totals = totals.plus(line.direction(), 1, line.fen());
		}
		return new FileContent(csv.finish(), totals);
	}

	private static List<Line> linesOf(HeldClaims.Held held, String city) {
		BreakRow claim = held.row();
		String insured = claim.insuredCity();
		String treatment = claim.treatmentCity();
		String otherInsured = Objects.requireNonNullElse(claim.otherInsuredCity(), insured);
		String otherTreatment = Objects.requireNonNullElse(claim.otherTreatmentCity(), treatment);
		List<Line> lines = new ArrayList<>();
		if (city.equals(insured) || city.equals(otherInsured)) {
			lines.add(line(held, Direction.PAYABLE, city.equals(insured) ? treatment : otherTreatment));
		}
		if (city.equals(treatment) || city.equals(otherTreatment)) {
			lines.add(line(held, Direction.RECEIVABLE, city.equals(treatment) ? insured : otherInsured));
		}
		return lines;
	}

	private static Line line(HeldClaims.Held held, Direction direction, String counterparty) {
		BreakRow row = held.row();
		return new Line(direction, counterparty, row.fen(),
				List.of(held.breakId(), row.category().name(), held.openedDay().toString(), direction.name(),
						counterparty, row.claim().hospitalCode(), row.claim().claimNo(),
						ClaimKind.ofSign(row.sign()).name(), Objects.requireNonNullElse(row.originalClaimNo(), ""),
						Yuan.of(row.fen()), row.reason()));
	}

	private record Line(Direction direction, String counterparty, long fen, List<String> fields) {

		String place() {
			return this.direction.name() + this.counterparty;
		}

	}

}
