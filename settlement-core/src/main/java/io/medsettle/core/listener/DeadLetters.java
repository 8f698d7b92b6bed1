package io.medsettle.core.listener;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The events that could not be taken, of all topics, each kept once.
 * {@code settlement.dead.letters} counts what this process has put aside, by topic.
 */
@Component
public class DeadLetters {

	private static final String INSERT = """
			insert into dead_letter (topic, topic_partition, topic_offset, source_partition, source_offset, clearing_day,
			                         code, reason, size_bytes, sha256, excerpt, appended_at_ms)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String SELECT = """
			select topic, topic_partition, topic_offset, source_partition, source_offset, clearing_day, code,
			       reason, size_bytes, sha256, excerpt, appended_at_ms, resolution, resolved_by, resolved_at_ms
			from dead_letter
			""";

	private static final String AT = SELECT + """
			where topic = :topic and topic_partition = :partition and topic_offset = :offset""";

	private static final String RESOLVE = """
			update dead_letter set resolution = :resolution, resolved_by = :actor, resolved_at_ms = :atMs
			where topic = :topic and topic_partition = :partition and topic_offset = :offset and resolution is null""";

	private static final String NEWEST_FIRST = SELECT + """
			where (appended_at_ms, topic, topic_partition, topic_offset)
			    < (:appendedAtMs, :topic, :partition, :offset)
			order by appended_at_ms desc, topic desc, topic_partition desc, topic_offset desc
			limit :limit""";

	private static final int INSERTED_AT_ONCE = 1000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final Map<String, Counter> counters;

	DeadLetters(JdbcTemplate jdbc, JdbcClient client, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.client = client;
		this.counters = Topics.ALL.stream()
			.collect(Collectors.toMap(Function.identity(),
					(topic) -> Counter.builder("settlement.dead.letters")
						.description("Events put aside since the process started")
						.tag("topic", topic)
						.register(meters)));
	}

	/**
	 * Keeps dead letters, those that are kept already once. Belongs into the transaction
	 * that notes that their events are read.
	 */
	public void keep(Collection<DeadLetter> letters) {
		this.jdbc.batchUpdate(INSERT, letters, INSERTED_AT_ONCE, (statement, letter) -> {
			statement.setString(1, letter.place().topic());
			statement.setInt(2, letter.place().partition());
			statement.setLong(3, letter.place().offset());
			DeadLetter.@Nullable Account account = letter.account();
			if (account != null) {
				statement.setInt(4, account.source().partition());
				statement.setLong(5, account.source().offset());
				statement.setObject(6, account.clearingDay());
			}
			else {
				statement.setNull(4, Types.INTEGER);
				statement.setNull(5, Types.BIGINT);
				statement.setNull(6, Types.DATE);
			}
			ProblemCode code = letter.code();
			statement.setString(7, (code != null) ? code.name() : null);
			statement.setString(8, letter.reason());
			statement.setInt(9, letter.content().sizeBytes());
			statement.setString(10, letter.content().sha256());
			statement.setString(11, letter.content().excerpt());
			statement.setLong(12, letter.appendedAt().toEpochMilli());
		});
	}

	/**
	 * Counts what was kept, once that is committed.
	 */
	void count(Collection<DeadLetter> letters) {
		letters.forEach((letter) -> Objects.requireNonNull(this.counters.get(letter.place().topic())).increment());
	}

	/**
	 * The dead letters before a place in the list, newest first.
	 * @param appendedAtMs when Kafka took the one at that place, in milliseconds since
	 * 1970, or more than any for the beginning of the list
	 * @param place where it stands
	 * @param limit the most that are returned
	 */
	public List<DeadLetter> before(long appendedAtMs, EventPlace place, int limit) {
		return this.client.sql(NEWEST_FIRST)
			.param("appendedAtMs", appendedAtMs)
			.param("topic", place.topic())
			.param("partition", place.partition())
			.param("offset", place.offset())
			.param("limit", limit)
			.query(DeadLetters::map)
			.list();
	}

	/**
	 * The dead letter of the event at a place.
	 */
	public Optional<DeadLetter> find(EventPlace place) {
		return at(AT, place).query(DeadLetters::map).optional();
	}

	/**
	 * Notes what is done with a dead letter, once.
	 * @return whether nothing was done with it before
	 */
	public boolean resolve(EventPlace place, DeadLetter.Resolved resolved) {
		return at(RESOLVE, place).param("resolution", resolved.resolution().name())
			.param("actor", resolved.actor())
			.param("atMs", resolved.at().toEpochMilli())
			.update() == 1;
	}

	private JdbcClient.StatementSpec at(String sql, EventPlace place) {
		return this.client.sql(sql)
			.param("topic", place.topic())
			.param("partition", place.partition())
			.param("offset", place.offset());
	}

	private static DeadLetter map(ResultSet row, int number) throws SQLException {
		LocalDate day = row.getObject("clearing_day", LocalDate.class);
		DeadLetter.Account account = (day == null) ? null : new DeadLetter.Account(
				new SourcePosition(row.getInt("source_partition"), row.getLong("source_offset")), day);
		return new DeadLetter(
				new EventPlace(row.getString("topic"), row.getInt("topic_partition"), row.getLong("topic_offset")),
				account, ProblemCode.named(row.getString("code")), row.getString("reason"),
				new DeadLetter.Content(row.getInt("size_bytes"), row.getString("sha256"), row.getString("excerpt")),
				Instant.ofEpochMilli(row.getLong("appended_at_ms")), resolved(row));
	}

	private static DeadLetter.@Nullable Resolved resolved(ResultSet row) throws SQLException {
		String resolution = row.getString("resolution");
		return (resolution == null) ? null : new DeadLetter.Resolved(DeadLetter.Resolution.valueOf(resolution),
				row.getString("resolved_by"), Instant.ofEpochMilli(row.getLong("resolved_at_ms")));
	}

}
