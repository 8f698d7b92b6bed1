package io.medsettle.batch.files;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
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

	/**
	 * Breaks that a later day resolved are open here only if the file is written again,
	 * which does not happen to a published day: what is open is what has no resolution.
	 */
	private static final String SELECT = """
			select break_id, category, opened_day, hospital_code, claim_no, sign, original_claim_no, insured_city,
			       treatment_city, other_insured_city, other_treatment_city, fen, reason
			from reconciliation_break
			where holding and resolved_day is null and opened_day <= :day
			  and :city in (insured_city, treatment_city, other_insured_city, other_treatment_city)
			order by hospital_code, cast(claim_no as bytea)""";

	private static final String CITIES = Stream
		.of("insured_city", "treatment_city", "other_insured_city", "other_treatment_city")
		.map((column) -> """
				select %1$s as city from reconciliation_break
				where holding and resolved_day is null and opened_day <= :day and %1$s is not null""".formatted(column))
		.collect(Collectors.joining(" union "));

	private final JdbcClient jdbc;

	BreaksFile(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The cities that open breaks name.
	 */
	List<String> cities(LocalDate day) {
		return this.jdbc.sql(CITIES).param("day", day).query((row, number) -> row.getString("city")).list();
	}

	FileContent write(OutputStream stream, LocalDate day, String city) {
		List<Line> lines = this.jdbc.sql(SELECT)
			.param("day", day)
			.param("city", city)
			.query((row, number) -> linesOf(row, city))
			.list()
			.stream()
			.flatMap(List::stream)
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

	private static List<Line> linesOf(ResultSet row, String city) throws SQLException {
		String insured = row.getString("insured_city");
		String treatment = row.getString("treatment_city");
		String otherInsured = Objects.requireNonNullElse(row.getString("other_insured_city"), insured);
		String otherTreatment = Objects.requireNonNullElse(row.getString("other_treatment_city"), treatment);
		List<Line> lines = new ArrayList<>();
		if (city.equals(insured) || city.equals(otherInsured)) {
			lines.add(line(row, Direction.PAYABLE, city.equals(insured) ? treatment : otherTreatment));
		}
		if (city.equals(treatment) || city.equals(otherTreatment)) {
			lines.add(line(row, Direction.RECEIVABLE, city.equals(treatment) ? insured : otherInsured));
		}
		return lines;
	}

	private static Line line(ResultSet row, Direction direction, String counterparty) throws SQLException {
		return new Line(direction, counterparty, row.getLong("fen"),
				List.of(row.getString("break_id"), row.getString("category"),
						row.getObject("opened_day", LocalDate.class).toString(), direction.name(), counterparty,
						row.getString("hospital_code"), row.getString("claim_no"),
						ClaimKind.ofSign(row.getInt("sign")).name(), orEmpty(row.getString("original_claim_no")),
						Yuan.of(row.getLong("fen")), row.getString("reason")));
	}

	private static String orEmpty(@Nullable String text) {
		return (text != null) ? text : "";
	}

	private record Line(Direction direction, String counterparty, long fen, List<String> fields) {

		String place() {
			return this.direction.name() + this.counterparty;
		}

	}

}
