package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.core.problem.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the operator in one line of hospitals that have used numbers again with other
 * content. Nothing is held for it: the first claim stands, and the hospital was told when
 * the second was refused.
 */
@Component
class ConflictingDuplicates {

	private static final Logger log = LoggerFactory.getLogger(ConflictingDuplicates.class);

	private static final String COUNT = """
			select hospital_code, count(*) as claims,
			    sum(count(*)) over () as claims_all, count(*) over () as hospitals_all
			from claim_refusal where clearing_day = :day and code = :code
			group by hospital_code order by claims desc, hospital_code limit :limit""";

	/** The most hospitals that a night names; the register has all of them. */
	private static final int NAMED_MAX = 5;

	private final JdbcClient jdbc;

	ConflictingDuplicates(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void tell(LocalDate day) {
		List<Refused> worst = this.jdbc.sql(COUNT)
			.param("day", day)
			.param("code", ProblemCode.CONFLICTING_DUPLICATE.name())
			.param("limit", NAMED_MAX)
			.query((row, number) -> new Refused(row.getString("hospital_code"), row.getLong("claims"),
					row.getLong("claims_all"), row.getLong("hospitals_all")))
			.list();
		if (worst.isEmpty()) {
			return;
		}
		String named = worst.stream()
			.map((hospital) -> hospital.hospitalCode() + " " + hospital.claims())
			.collect(Collectors.joining(", "));
		log.info("Night {}: {} {} of {} hospitals, most of them: {}", day, worst.getFirst().claimsAll(),
				BreakCategory.CONFLICTING_DUPLICATE, worst.getFirst().hospitalsAll(), named);
	}

	/** What a hospital was refused, and what all of them were. */
	private record Refused(String hospitalCode, long claims, long claimsAll, long hospitalsAll) {
	}

}
