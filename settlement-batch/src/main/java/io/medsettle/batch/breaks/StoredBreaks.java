package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads breaks as they are stored, whether their day is published or not.
 */
@Component
public class StoredBreaks {

	/** What is held anew comes last: where a ledger is behind, it is the most by far. */
	private static final String OF_NIGHT = """
			select break_id, hospital_code, case when holding then claim_no else stated_claim_no end as claim_no, category,
			       fen, reason, resolved_day, settled_fen, automatic, resolution
			from reconciliation_break
			where resolved_day is null or resolved_day = :day or opened_day = :day
			order by case when resolved_day is not null then 0 when opened_day < :day then 1 else 2 end,
			         hospital_code, claim_no""";

	private static final int FETCHED_AT_ONCE = 5000;

	private final JdbcClient jdbc;

	StoredBreaks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Reads what a night of the day may change, and what one that did so has left.
	 */
	public void ofNight(LocalDate day, Consumer<StoredBreak> reader) {
		this.jdbc.sql(OF_NIGHT).param("day", day).withFetchSize(FETCHED_AT_ONCE).query((row) -> {
			reader.accept(StoredBreak.map(row));
		});
	}

}
