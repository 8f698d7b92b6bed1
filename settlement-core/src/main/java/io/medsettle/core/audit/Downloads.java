package io.medsettle.core.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes downloads into the audit trail: one row for a file that a login fetches, in
 * however many parts, requests and processes, as soon as all of it has been sent, or an
 * hour after it was begun. What is not finished is kept in a table of its own, so that
 * nothing is lost with a process; a row of the trail is written once and never changed.
 */
@Component
public class Downloads {

	static final String ACT = "FILE_DOWNLOADED";

	static final Duration ONE_DOWNLOAD = Duration.ofHours(1);

	private static final int ENDED_AT_ONCE = 100;

	private static final String BEGIN = """
			insert into audit_download (actor_kind, actor, name, organisation, role, address, owner, size_bytes, begun_ms,
			                            sent_bytes, parts, recorded)
			values (:kind, :actor, :name, :organisation, :role, :address, :owner, :size, :now, 0, '', false)
			on conflict do nothing""";

	private static final String SELECT = """
			select actor_kind, actor, name, organisation, role, address, owner, size_bytes, begun_ms, sent_bytes, parts,
			       recorded
			from audit_download\s""";

	private static final String FIND = SELECT + """
			where actor_kind = :kind and actor = :actor and name = :name for update""";

	private static final String ENDED = SELECT + "where begun_ms <= :until order by begun_ms limit " + ENDED_AT_ONCE;

	private static final String PUT = """
			update audit_download set organisation = :organisation, role = :role, address = :address, begun_ms = :begun,
			                          sent_bytes = :sent, parts = :parts, recorded = :recorded
			where actor_kind = :kind and actor = :actor and name = :name""";

	private static final String FORGET = """
			delete from audit_download
			where actor_kind = :kind and actor = :actor and name = :name and begun_ms <= :until""";

	private final AuditTrail trail;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Downloads(AuditTrail trail, JdbcClient jdbc, PlatformTransactionManager transactionManager, Clock clock) {
		this.trail = trail;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.clock = clock;
	}

	/**
	 * Must be called before the first byte is sent, so that nobody gets anything of which
	 * nothing is known.
	 * @throws AuditUnavailableException if that cannot be kept
	 */
	public void begin(Download download) {
		try {
			insert(download);
		}
		catch (DataAccessException ex) {
			this.trail.failed(ex);
			throw new AuditUnavailableException(ex);
		}
	}

	/**
	 * Tells what has been sent of it.
	 * @param whole whether the whole file was asked for; that is another download where
	 * the one before has come to its end
	 * @param sent the last byte of each part that was sent by its first
	 */
	public void sent(Download download, boolean whole, Map<Long, Long> sent) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				insert(download);
				Begun begun = find(download);
				if (!begun.recorded()) {
					add(begun, sent);
				}
				else if (whole) {
					add(new Begun(download, this.clock.millis(), 0, "", false), sent);
				}
			});
		}
		catch (DataAccessException | TransactionException ex) {
			// The bytes are gone; that it was begun is known, and is told after its hour.
			this.trail.failed(ex);
		}
	}

	private void add(Begun begun, Map<Long, Long> sent) {
		SentParts parts = SentParts.of(begun.parts());
		sent.forEach(parts::add);
		long bytes = begun.sentBytes()
				+ sent.entrySet().stream().mapToLong((part) -> part.getValue() - part.getKey() + 1).sum();
		boolean complete = parts.areAll(begun.download().bytes());
		if (complete) {
			record(begun.download(), bytes, true);
		}
		by(PUT, begun.download()).param("begun", begun.begunMs())
			.param("sent", bytes)
			.param("parts", complete ? "" : parts.toString())
			.param("recorded", complete)
			.update();
	}

	/**
	 * Ends the downloads whose hour is over.
	 */
	void end() {
		long until = this.clock.millis() - ONE_DOWNLOAD.toMillis();
		List<Begun> ended;
		do {
			ended = this.jdbc.sql(ENDED).param("until", until).query(Downloads::map).list();
			ended.forEach((begun) -> this.transaction.executeWithoutResult((status) -> {
				// Another process may have been faster.
				if (of(FORGET, begun.download()).param("until", until).update() == 1 && !begun.recorded()) {
					record(begun.download(), begun.sentBytes(), false);
				}
			}));
		}
		while (ended.size() == ENDED_AT_ONCE);
	}

	private void record(Download download, long sentBytes, boolean complete) {
		this.trail.record(AuditEntry.done(download.actor(), ACT, new AuditSubject("FILE", download.name()))
			.touching(download.owner().isEmpty() ? List.of() : List.of(download.owner()))
			.changing("", "%d bytes sent of %d, %s".formatted(sentBytes, download.bytes(),
					complete ? "complete" : "incomplete")));
	}

	private void insert(Download download) {
		by(BEGIN, download).param("owner", download.owner())
			.param("size", download.bytes())
			.param("now", this.clock.millis())
			.update();
	}

	private Begun find(Download download) {
		return of(FIND, download).query(Downloads::map).single();
	}

	private JdbcClient.StatementSpec of(String sql, Download download) {
		return this.jdbc.sql(sql)
			.param("kind", download.actor().kind().name())
			.param("actor", download.actor().id())
			.param("name", download.name());
	}

	private JdbcClient.StatementSpec by(String sql, Download download) {
		AuditActor actor = download.actor();
		return of(sql, download).param("organisation", actor.organisation())
			.param("role", actor.role())
			.param("address", actor.address());
	}

	private static Begun map(ResultSet row, int number) throws SQLException {
		AuditActor actor = new AuditActor(AuditActor.Kind.valueOf(row.getString("actor_kind")), row.getString("actor"),
				row.getString("organisation"), row.getString("role"), row.getString("address"));
		return new Begun(new Download(actor, row.getString("name"), row.getString("owner"), row.getLong("size_bytes")),
				row.getLong("begun_ms"), row.getLong("sent_bytes"), row.getString("parts"), row.getBoolean("recorded"));
	}

	/**
	 * A download as it is kept.
	 */
	private record Begun(Download download, long begunMs, long sentBytes, String parts, boolean recorded) {
	}

}
