package io.medsettle.api.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The people in the database.
 */
@Component
public class People {

	private static final Duration KNOWN_FOR = Duration.ofSeconds(20);

	private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

	private static final int KNOWN_MAX = 10_000;

	private static final String COLUMNS = """
			select username, password_hash, roles, organisation, disabled_at_ms, sessions_from_ms
			from access_person""";

	private static final String ADD = """
			insert into access_person (username, password_hash, roles, organisation, created_at_ms)
			values (?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String CHANGE = """
			update access_person
			set password_hash = ?, roles = ?, organisation = ?, disabled_at_ms = coalesce(disabled_at_ms, ?),
			    sessions_from_ms = greatest(sessions_from_ms, ?)
			where username = ?""";

	private static final String LINK = """
			update access_person
			set issuer = ?, subject = ?,
			    sessions_from_ms = case when issuer <> ? or subject <> ? then ? else sessions_from_ms end
			where username = ?""";

	private final RecentlyRead<String, Person> known = new RecentlyRead<>(KNOWN_MAX, KNOWN_FOR, FORGOTTEN_AFTER,
			Executors.newSingleThreadExecutor(Thread.ofPlatform().name("people-", 1).daemon().factory()), this::find);

	private final JdbcTemplate jdbc;

	private final Clock clock;

	People(JdbcTemplate jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** The person of a name, as the database has them now. */
	public Optional<Person> find(String username) {
		return this.jdbc.query(COLUMNS + " where username = ?", People::map, username).stream().findFirst();
	}

	/** The person whom another provider knows by a subject. */
	public Optional<Person> find(String issuer, String subject) {
		return this.jdbc.query(COLUMNS + " where issuer = ? and subject = ?", People::map, issuer, subject)
			.stream()
			.findFirst();
	}

	/**
	 * Somebody who has logged in, as this process knew them some seconds ago, or when the
	 * database last answered.
	 */
	public Optional<Person> ofSession(String username) {
		return this.known.get(username);
	}

	public List<Person> list() {
		return this.jdbc.query(COLUMNS + " order by username", People::map);
	}

	boolean isEmpty() {
		return Boolean.FALSE
			.equals(this.jdbc.queryForObject("select exists (select 1 from access_person)", Boolean.class));
	}

	/** Whether somebody has a password that is kept so. */
	boolean hasPassword(String passwordHash) {
		return Boolean.TRUE.equals(this.jdbc.queryForObject(
				"select exists (select 1 from access_person where disabled_at_ms is null and password_hash = ?)",
				Boolean.class, passwordHash));
	}

	/**
	 * Adds people. One whose name is taken is passed over.
	 * @return how many are new
	 */
	public int add(Collection<Person> people) {
		long now = this.clock.millis();
		int[] added = this.jdbc.batchUpdate(ADD,
				people.stream()
					.map((person) -> new @Nullable Object[] { person.username(), person.passwordHash(),
							names(person.roles()), person.organisation(), now })
					.toList());
		return Arrays.stream(added).sum();
	}

	/**
	 * Puts what is known of somebody in the place of what was; but whoever was disabled
	 * or logged out meanwhile stays so.
	 */
	public void change(Person person) {
		Instant disabledAt = person.disabledAt();
		this.jdbc.update(CHANGE, person.passwordHash(), names(person.roles()), person.organisation(),
				(disabledAt != null) ? disabledAt.toEpochMilli() : null, person.sessionsFrom().toEpochMilli(),
				person.username());
		this.known.forget(person.username());
	}

	/**
	 * Says whom another provider means by a subject. Whom it meant before is logged out
	 * everywhere.
	 * @return whether nobody else is meant by it
	 */
	public boolean link(String username, String issuer, String subject) {
		try {
			this.jdbc.update(LINK, issuer, subject, issuer, subject, this.clock.millis(), username);
			this.known.forget(username);
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private static String names(Set<AccessRole> roles) {
		return roles.stream().map(AccessRole::name).sorted().collect(Collectors.joining(","));
	}

	private static Person map(ResultSet row, int number) throws SQLException {
		Long disabledAtMs = row.getObject("disabled_at_ms", Long.class);
		return new Person(row.getString("username"), row.getString("password_hash"),
				Arrays.stream(row.getString("roles").split(",")).map(AccessRole::valueOf).collect(Collectors.toSet()),
				row.getString("organisation"), (disabledAtMs != null) ? Instant.ofEpochMilli(disabledAtMs) : null,
				Instant.ofEpochMilli(row.getLong("sessions_from_ms")));
	}

}
