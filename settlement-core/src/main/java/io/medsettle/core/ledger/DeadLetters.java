package io.medsettle.core.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.SourcePosition;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The events that could not be read, as the register has them.
 */
@Component
public class DeadLetters {

	private static final String NEWEST_FIRST = """
			select source_partition, source_offset, clearing_day, reason, size_bytes, accepted_at_ms
			from dead_letter
			where (accepted_at_ms, source_partition, source_offset) < (:acceptedAtMs, :partition, :offset)
			order by accepted_at_ms desc, source_partition desc, source_offset desc
			limit :limit""";

	private final JdbcClient jdbc;

	DeadLetters(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The dead letters before a place in the list, newest first.
	 * @param acceptedAtMs when Kafka took the one at that place, in milliseconds since
	 * 1970, or more than any for the beginning of the list
	 * @param source where it stands in {@code claims.submitted}
	 * @param limit the most that are returned
	 */
	public List<DeadLetter> before(long acceptedAtMs, SourcePosition source, int limit) {
		return this.jdbc.sql(NEWEST_FIRST)
			.param("acceptedAtMs", acceptedAtMs)
			.param("partition", source.partition())
			.param("offset", source.offset())
			.param("limit", limit)
			.query(DeadLetters::map)
			.list();
	}

	private static DeadLetter map(ResultSet row, int number) throws SQLException {
		return new DeadLetter(new SourcePosition(row.getInt("source_partition"), row.getLong("source_offset")),
				row.getObject("clearing_day", LocalDate.class), row.getString("reason"), row.getInt("size_bytes"),
				Instant.ofEpochMilli(row.getLong("accepted_at_ms")));
	}

}
