package io.medsettle.batch.night;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import io.medsettle.batch.lease.LeaseFence;
import io.medsettle.core.database.Durability;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Nights that are asked for. They are kept in the database, so that any process may ask
 * and the one that holds the night's lease takes them up.
 */
@Component
public class NightRequests {

	private static final String INSERT = """
			insert into night_request (day, requested_at_ms) values (:day, :now) on conflict do nothing""";

	private static final String SELECT = "select day from night_request";

	private static final String DELETE = "delete from night_request where day = :day";

	private final JdbcClient jdbc;

	private final Durability durability;

	private final Clock clock;

	private final LeaseFence fence;

	private final TransactionTemplate transaction;

	NightRequests(JdbcClient jdbc, Durability durability, Clock clock, LeaseFence fence,
			PlatformTransactionManager transactionManager) {
		this.jdbc = jdbc;
		this.durability = durability;
		this.clock = clock;
		this.fence = fence;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * Asks for the night of a day: to begin it where it does not begin by itself, or to
	 * try a failed one again. It begins once the day's cut-off has passed and all days
	 * before are published. Asking again, or for a published day, changes nothing.
	 */
	public void request(LocalDate day) {
		this.jdbc.sql(INSERT).param("day", day).param("now", this.clock.millis()).update();
		this.durability.assure();
	}

	/**
	 * Whether the day's night is asked for and has not begun.
	 */
	boolean isRequested(LocalDate day) {
		return all().contains(day);
	}

	/**
	 * Whether this night, or one after it that must wait for it, is asked for.
	 */
	boolean isNeeded(LocalDate day) {
		return !all().tailSet(day).isEmpty();
	}

	/**
	 * The first day that is asked for.
	 */
	Optional<LocalDate> first() {
		return all().stream().findFirst();
	}

	/**
	 * Forgets that the night is asked for, once it has begun.
	 */
	void take(LocalDate day) {
		this.transaction.executeWithoutResult((status) -> {
			this.fence.carry();
			this.jdbc.sql(DELETE).param("day", day).update();
		});
	}

	private SortedSet<LocalDate> all() {
		return new TreeSet<>(this.jdbc.sql(SELECT).query(LocalDate.class).list());
	}

}
