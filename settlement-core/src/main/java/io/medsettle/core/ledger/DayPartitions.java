package io.medsettle.core.ledger;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.medsettle.core.database.DatabaseProduct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each clearing day a partition of its own in the books of a PostgreSQL database,
 * so that neither taking a claim nor a night costs more the longer the history is, and so
 * that old days can be detached whole. H2 has no partitions, and there is nothing to do.
 */
@Component
public class DayPartitions {

	private static final Logger log = LoggerFactory.getLogger(DayPartitions.class);

	/**
	 * Any number, the same in all processes: who makes partitions waits for the others.
	 */
	private static final long LOCK = 4_610_023_118L;

	private static final String LOCKED = "select pg_advisory_xact_lock(?)";

	private static final String EXISTS = "select to_regclass(?) is not null";

	/** A day that began in the partition of all other days stays there. */
	private static final String IN_OTHER = "select exists (select 1 from %s_other where clearing_day = ?)";

	/** What changes tables is done by their owner, in functions of the database. */
	private static final String MAKE = "select make_day_partition(?, ?)";

	private static final String ANALYZE = "select analyze_day_partition(?, ?)";

	private static final String PARTITIONS = """
			select c.relname
			from pg_inherits i
			join pg_class c on c.oid = i.inhrelid
			where i.inhparent = cast(? as regclass) and c.relname <> ?
			order by c.relname""";

	private static final String PUBLISHED = "select exists (select 1 from sealed_day where day = ?)";

	private static final String NOT_VACUUMED = """
			select c.relname
			from pg_inherits i
			join pg_class c on c.oid = i.inhrelid
			where i.inhparent = cast(? as regclass) and 'autovacuum_enabled=false' = any(c.reloptions)
			order by c.relname""";

	private static final String VACUUM_FROM_NOW_ON = "select release_day_partition(?, ?)";

	private static final String DETACH = "select detach_day_partition(?, ?)";

	/** Detaching waits for readers of the books, and whoever comes next waits for it. */
	private static final String HURRY = "set local lock_timeout = '2s'";

	/**
	 * The night's plans ask for orders of magnitude; the whole table need not be read.
	 */
	private static final String SMALL_SAMPLE = "set local default_statistics_target = 10";

	private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

	private static final String OTHER = "_other";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final WaitingClaims waiting;

	private final boolean partitioned;

	private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

	DayPartitions(JdbcTemplate jdbc, PlatformTransactionManager transactionManager, WaitingClaims waiting,
			DatabaseProduct product) {
		this.jdbc = jdbc;
		this.waiting = waiting;
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.partitioned = product == DatabaseProduct.POSTGRESQL;
	}

	/**
	 * Makes the partitions of a day, unless they are there. A day that is known to have
	 * them costs nothing.
	 */
	public void make(LocalDate day) {
		if (!this.partitioned || this.made.contains(day)) {
			return;
		}
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.query(LOCKED, (row) -> {
			}, LOCK);
			tables().forEach((table) -> make(table, day));
		});
		this.made.add(day);
	}

	/**
	 * Lets the database learn what a day holds, before much is asked about it. Nobody
	 * else does so in time: the day has only just been filled.
	 */
	public void analyze(LocalDate day) {
		if (this.partitioned) {
			this.transaction.executeWithoutResult((status) -> {
				this.jdbc.execute(SMALL_SAMPLE);
				tables().filter((table) -> is(EXISTS, partition(table, day)))
					.forEach((table) -> call(ANALYZE, table, day));
			});
		}
	}

	/**
	 * Leaves the published days to the database's own housekeeping.
	 */
	public void release() {
		if (this.partitioned) {
			tables().forEach((table) -> this.jdbc.queryForList(NOT_VACUUMED, String.class, table)
				.stream()
				.map((partition) -> dayOf(table, partition))
				.filter((day) -> is(PUBLISHED, day))
				.forEach((day) -> call(VACUUM_FROM_NOW_ON, table, day)));
		}
	}

	/**
	 * Takes the days before the given one out of the books, if they are settled. Their
	 * rows stay in tables of their own, to be archived and dropped by the operator; the
	 * identities of their claims stay in the books for ever.
	 */
	public void detachSettled(LocalDate before) {
		if (!this.partitioned) {
			return;
		}
		for (Side side : Side.values()) {
			LedgerTables tables = LedgerTables.of(side);
			for (String table : List.of(tables.claims(), tables.entries())) {
				this.jdbc.queryForList(PARTITIONS, String.class, table, table + OTHER)
					.stream()
					.filter((partition) -> dayOf(table, partition).isBefore(before))
					.filter((partition) -> isSettled(side, dayOf(table, partition)))
					.forEach((partition) -> detach(table, partition));
			}
		}
	}

	/**
	 * A day is detached when it is published and nothing of it waits any more.
	 */
	private boolean isSettled(Side side, LocalDate day) {
		return is(PUBLISHED, day) && !this.waiting.any(side, day);
	}

	private void detach(String table, String partition) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.execute(HURRY);
			call(DETACH, table, dayOf(table, partition));
		});
		log.info("{} was detached: archive it, then drop it", partition);
	}

	private void make(String table, LocalDate day) {
		String partition = partition(table, day);
		if (is(EXISTS, partition)) {
			return;
		}
		if (is(IN_OTHER.formatted(table), day)) {
			log.warn("{} of {} were written before their partition was made and stay in {}_other", table, day, table);
			return;
		}
		call(MAKE, table, day);
	}

	/** Such as {@code treatment_claim_20261124}. */
	static String partition(String table, LocalDate day) {
		return table + "_" + SUFFIX.format(day);
	}

	private static LocalDate dayOf(String table, String partition) {
		return LocalDate.parse(partition.substring(table.length() + 1), SUFFIX);
	}

	static Stream<String> tables() {
		return Stream.of(Side.values())
			.map(LedgerTables::of)
			.flatMap((tables) -> Stream.of(tables.claims(), tables.entries()));
	}

	private void call(String function, String table, LocalDate day) {
		this.jdbc.query(function, (row) -> {
		}, table, day);
	}

	private boolean is(String question, Object parameter) {
		return Boolean.TRUE.equals(this.jdbc.queryForObject(question, Boolean.class, parameter));
	}

}
