package io.medsettle.core.audit;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The anchor of each clearing day, taken once: when the day is composed again, it has the
 * same, so that the same day gives the same bytes.
 */
@Component
public class AuditAnchors {

	private static final String FIND = "select entries, head from audit_anchor where day = :day";

	private static final String TAKE = """
			insert into audit_anchor (day, entries, head)
			select cast(:day as date), number, hash from audit_head
			on conflict do nothing""";

	private static final String KEEP = """
			insert into audit_anchor (day, entries, head) values (:day, :entries, :head)
			on conflict do nothing""";

	private final JdbcClient jdbc;

	AuditAnchors(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The anchor of the day. If it has none yet, it gets the one it was published with
	 * before the database was restored from a backup, or else where the trail stands now.
	 * @param published asked only if the day has none
	 */
	public AuditAnchor of(LocalDate day, Supplier<Optional<AuditAnchor>> published) {
		return find(day).orElseGet(() -> {
			published.get()
				.ifPresentOrElse((anchor) -> this.jdbc.sql(KEEP)
					.param("day", day)
					.param("entries", anchor.entries())
					.param("head", anchor.head())
					.update(), () -> this.jdbc.sql(TAKE).param("day", day).update());
			return find(day).orElseThrow();
		});
	}

	/**
	 * The anchor that the day has, if it has one.
	 */
	public Optional<AuditAnchor> find(LocalDate day) {
		return this.jdbc.sql(FIND)
			.param("day", day)
			.query((row, number) -> new AuditAnchor(row.getLong("entries"), row.getString("head")))
			.optional();
	}

}
