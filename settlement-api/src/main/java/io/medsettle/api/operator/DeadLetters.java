package io.medsettle.api.operator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import io.medsettle.core.settings.SettlementSettings;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The events that could not be read, as the register keeps them: without their bytes,
 * which stay in Kafka.
 */
@Component
class DeadLetters {

	private static final String NEWEST_FIRST = """
			select source_partition, source_offset, clearing_day, reason, size_bytes, accepted_at_ms
			from dead_letter
			where (accepted_at_ms, source_partition, source_offset) < (:acceptedAtMs, :partition, :offset)
			order by accepted_at_ms desc, source_partition desc, source_offset desc
			limit :limit""";

	private final JdbcClient jdbc;

	private final ZoneId zone;

	DeadLetters(JdbcClient jdbc, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.zone = settings.timeZone();
	}

	/**
	 * The dead letters before a place in the list, newest first.
	 * @param before the place, or null for the beginning of the list
	 * @param limit the most that are returned
	 */
	List<DeadLetter> list(@Nullable Cursor before, int limit) {
		Cursor place = (before != null) ? before : Cursor.BEGINNING;
		return this.jdbc.sql(NEWEST_FIRST)
			.param("acceptedAtMs", place.acceptedAtMs())
			.param("partition", place.partition())
			.param("offset", place.offset())
			.param("limit", limit)
			.query(this::map)
			.list();
	}

	private DeadLetter map(ResultSet row, int number) throws SQLException {
		Instant acceptedAt = Instant.ofEpochMilli(row.getLong("accepted_at_ms"));
		return new DeadLetter(row.getInt("source_partition") + "-" + row.getLong("source_offset"),
				row.getObject("clearing_day", LocalDate.class), row.getString("reason"), row.getInt("size_bytes"),
				acceptedAt.atZone(this.zone).toOffsetDateTime());
	}

	/**
	 * An event that could not be read.
	 *
	 * @param id partition and offset in {@code claims.submitted}
	 * @param clearingDay the day it counts for
	 * @param reason why it could not be read
	 * @param bytes its size
	 * @param receivedAt when Kafka took it
	 */
	record DeadLetter(@Schema(example = "3-1204", description = "Partition and offset in claims.submitted.") String id,
			LocalDate clearingDay, @Schema(example = "The bytes are not a JSON object.") String reason, int bytes,
			OffsetDateTime receivedAt) {
	}

	/**
	 * A place in the list: after the dead letter that has these values.
	 */
	record Cursor(long acceptedAtMs, int partition, long offset) {

		static final Cursor BEGINNING = new Cursor(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

		static Cursor after(DeadLetter letter) {
			int dash = letter.id().indexOf('-');
			return new Cursor(letter.receivedAt().toInstant().toEpochMilli(),
					Integer.parseInt(letter.id().substring(0, dash)), Long.parseLong(letter.id().substring(dash + 1)));
		}

		/**
		 * Reads what {@link #toString()} wrote; null if it is nothing of that kind.
		 */
		static @Nullable Cursor parse(String text) {
			String[] parts = text.split("-", -1);
			if (parts.length != 3) {
				return null;
			}
			try {
				return new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
			}
			catch (NumberFormatException ex) {
				return null;
			}
		}

		@Override
		public String toString() {
			return this.acceptedAtMs + "-" + this.partition + "-" + this.offset;
		}

	}

}
