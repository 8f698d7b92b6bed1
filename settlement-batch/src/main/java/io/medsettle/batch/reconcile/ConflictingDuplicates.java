package io.medsettle.batch.reconcile;

import java.time.LocalDate;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the operator of hospitals that have used numbers again with other content.
 * Nothing is held for it: the first claim stands, and the hospital was told when the
 * second was refused.
 */
@Component
class ConflictingDuplicates {

	private static final Logger log = LoggerFactory.getLogger(ConflictingDuplicates.class);

	private static final String COUNT = """
			select hospital_code, count(*) as claims
			from claim_refusal where clearing_day = :day and code = :code
			group by hospital_code order by hospital_code limit :limit""";

	/** The most hospitals that a night tells of one by one. */
	private static final int TOLD_MAX = 100;

	private final JdbcClient jdbc;

	ConflictingDuplicates(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void tell(LocalDate day) {
		this.jdbc.sql(COUNT)
			.param("day", day)
			.param("code", ProblemCode.CONFLICTING_DUPLICATE.name())
			.param("limit", TOLD_MAX)
			.query((row) -> {
				log.info("Night {}: {} {} of hospital {}", day, row.getLong("claims"),
						BreakCategory.CONFLICTING_DUPLICATE, row.getString("hospital_code"));
			});
	}

}
