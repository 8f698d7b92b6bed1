package io.medsettle.batch.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.medsettle.core.day.ClearingDays;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What came of verifications, of each day the last one.
 */
@Component
class VerificationTable {

	private static final String SEALED = "d.state in " + ClearingDays.SEALED;

	private static final String CUT_OFF = "select d.cut_off_ms from clearing_day d where d.day = ? and " + SEALED;

	private static final String SEALED_DAYS = "select d.day from clearing_day d where d.day between ? and ? and "
			+ SEALED + " order by d.day";

	private static final String FIRST_UNVERIFIED = """
			select d.day from clearing_day d
			where %s and not exists (select 1 from verification v where v.day = d.day)
			order by d.day limit 1""".formatted(SEALED);

	private static final String HELD_BEFORE = """
			select v.held_claims as claims, v.held_fingerprint as fingerprint
			from (select d.day from clearing_day d where d.day < ? and %s order by d.day desc limit 1) before
			join verification v on v.day = before.day""".formatted(SEALED);

	/** By the clock of the database, as the lease itself. */
	private static final String HOLDS_LEASE = """
			select count(*) from night_lease
			where instance = ? and held_until_ms > cast(extract(epoch from current_timestamp) * 1000 as bigint)""";

	private static final String FIND = """
			select verified_at_ms, took_ms, claims, files, discrepancies from verification where day = ?""";

	private static final String LISTED = """
			select what, place, expected, found from verification_discrepancy where day = ? order by number""";

	private static final String DISCREPANCIES = "select coalesce(sum(discrepancies), 0) from verification";

	private static final String DELETE = "delete from verification where day = ?";

	private static final String DELETE_LISTED = "delete from verification_discrepancy where day = ?";

	private static final String INSERT = """
			insert into verification (day, verified_at_ms, took_ms, claims, files, discrepancies, held_claims,
			  held_fingerprint)
			values (?, ?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_LISTED = """
			insert into verification_discrepancy (day, number, what, place, expected, found)
			values (?, ?, ?, ?, ?, ?)""";

	private final JdbcClient client;

	private final JdbcTemplate template;

	VerificationTable(JdbcClient client, JdbcTemplate template) {
		this.client = client;
		this.template = template;
	}

	/** The cut-off of a day, if the day is published. */
	Optional<Instant> cutOffOfPublished(LocalDate day) {
		return this.client.sql(CUT_OFF).param(day).query(Long.class).optional().map(Instant::ofEpochMilli);
	}

	List<LocalDate> published(LocalDate from, LocalDate to) {
		return this.client.sql(SEALED_DAYS)
			.params(from, to)
			.query((row, number) -> row.getObject(1, LocalDate.class))
			.list();
	}

	/** The first published day that was never verified. */
	Optional<LocalDate> firstUnverified() {
		return this.client.sql(FIRST_UNVERIFIED).query(LocalDate.class).optional();
	}

	/**
	 * Whether this is the process that runs the nights.
	 */
	boolean isOfNight(String instance) {
		return this.client.sql(HOLDS_LEASE).param(instance).query(Long.class).single() > 0;
	}

	/**
	 * What was held after the published day before, if that was verified.
	 */
	Optional<Held> heldBefore(LocalDate day) {
		return this.client.sql(HELD_BEFORE).param(day).query(Held.class).optional();
	}

	Optional<Verification> find(LocalDate day) {
		return this.client.sql(FIND)
			.param(day)
			.query((row, number) -> new Verification(day, Instant.ofEpochMilli(row.getLong(1)),
					Duration.ofMillis(row.getLong(2)), row.getLong(3), row.getLong(4), row.getLong(5), listed(day)))
			.optional();
	}

	/** How many discrepancies all days have. */
	long discrepancies() {
		return this.client.sql(DISCREPANCIES).query(Long.class).single();
	}

	/**
	 * Keeps what came of a verification. Must be called in a transaction.
	 */
	void save(Verification verification, Held held) {
		LocalDate day = verification.day();
		this.template.update(DELETE_LISTED, day);
		this.template.update(DELETE, day);
		this.template.update(INSERT, day, verification.verifiedAt().toEpochMilli(), verification.took().toMillis(),
				verification.claims(), verification.files(), verification.discrepancies(), held.claims(),
				held.fingerprint());
		List<Discrepancy> listed = verification.listed();
		this.template.batchUpdate(INSERT_LISTED,
				IntStream.range(0, listed.size()).mapToObj((index) -> row(day, index, listed.get(index))).toList());
	}

	private static Object[] row(LocalDate day, int index, Discrepancy discrepancy) {
		return new Object[] { day, index + 1, discrepancy.what(), discrepancy.where(), discrepancy.expected(),
				discrepancy.found() };
	}

	private List<Discrepancy> listed(LocalDate day) {
		return this.client.sql(LISTED)
			.param(day)
			.query((row, number) -> new Discrepancy(row.getString(1), row.getString(2), row.getString(3),
					row.getString(4)))
			.list();
	}

}
