package io.medsettle.batch.lease;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.settings.SettlementSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes one process of a region the one that runs the night. It keeps others away for a
 * while and must be renewed in that while; when it is not, another process takes it.
 * <p>
 * Until when it holds is told by the clock of the database, the one clock that all
 * processes share: were it each process's own, one whose clock runs ahead would take the
 * lease of a holder that is well. Only how often it is renewed is measured here, in
 * elapsed time. And no clock is trusted with the books: a holder that stood still past
 * its time is kept from writing by its {@link LeaseFence passes}, which ask no clock.
 * <p>
 * An instance name is one process: what it held before it was started anew, it takes back
 * at once. If by mistake two processes have one name, the later one wins and the earlier
 * one waits like any other, instead of winning back.
 */
@Component
public class NightLease {

	private static final Logger log = LoggerFactory.getLogger(NightLease.class);

	/** For how long the lease is taken or renewed. */
	public static final Duration LEASE_TIME = Duration.ofSeconds(30);

	/** Two renewals may fail before the third would come too late. */
	static final int RENEWAL_INTERVAL_SECONDS = 10;

	/**
	 * How long taking waits for the transactions of whoever held it before; then it is
	 * tried again. H2 waits for 2 s by itself.
	 */
	private static final String WAITING_TIME_MAX = "set local lock_timeout = '2s'";

	/** What a PostgreSQL server says then; Spring does not know it. */
	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private static final String STILL_WRITING = "The night's lease could not be taken: its last holder is writing";

	private static final String NOW_MS = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

	private static final String SELECT = "select number, instance, token, held_until_ms > " + NOW_MS
			+ " as valid from night_lease";

	private static final String SELECT_LOCKED = SELECT + " for update";

	private static final String TAKE = "update night_lease set number = :number, instance = :instance, token = :token,"
			+ " held_until_ms = " + NOW_MS + " + :leaseMs";

	private static final String RENEW = "update night_lease set held_until_ms = " + NOW_MS
			+ " + :leaseMs where number = :number";

	private static final String RELEASE = "update night_lease set held_until_ms = 0 where number = :number";

	private final JdbcClient jdbc;

	private final LeaseFence fence;

	private final DatabaseProduct product;

	private final TransactionTemplate transaction;

	private final String instance;

	private final String token = UUID.randomUUID().toString();

	private long number;

	private long renewedNanos;

	private boolean hasHeld;

	NightLease(JdbcClient jdbc, LeaseFence fence, DatabaseProduct product,
			PlatformTransactionManager transactionManager, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.fence = fence;
		this.product = product;
		this.transaction = new TransactionTemplate(transactionManager);
		this.instance = settings.instance();
	}

	/**
	 * Whether any process holds the lease.
	 */
	public boolean isHeld() {
		return holder().isPresent();
	}

	/**
	 * The instance that holds the lease, if any does.
	 */
	public Optional<String> holder() {
		return standing().filter(Standing::valid).map(Standing::instance);
	}

	/**
	 * Takes the lease if it is to be had, or renews it when it is time to. May only be
	 * called while this process runs no night.
	 * @return whether this process holds it
	 */
	public synchronized boolean hold() {
		Standing found = standing().orElseThrow();
		if (this.number != 0 && found.number() == this.number) {
			this.fence.use(this.number);
			return System.nanoTime() - this.renewedNanos < TimeUnit.SECONDS.toNanos(RENEWAL_INTERVAL_SECONDS)
					|| renew();
		}
		lose();
		return mayTake(found) && take();
	}

	/**
	 * Prolongs the lease, also when its time is over and nobody has taken it.
	 * @return whether this process still holds it
	 */
	synchronized boolean renew() {
		if (this.number == 0) {
			return false;
		}
		long asked = System.nanoTime();
		int renewed = this.jdbc.sql(RENEW)
			.param("leaseMs", LEASE_TIME.toMillis())
			.param("number", this.number)
			.update();
		if (renewed == 0) {
			lose();
			return false;
		}
		this.renewedNanos = asked;
		return true;
	}

	/**
	 * Lets another process have it at once. May only be called when this process runs no
	 * night.
	 */
	public synchronized void release() {
		if (this.number != 0) {
			this.jdbc.sql(RELEASE).param("number", this.number).update();
			lose();
		}
	}

	/**
	 * Which taking of the lease this process holds, or 0 if it holds none.
	 */
	public synchronized long number() {
		return this.number;
	}

	private boolean mayTake(Standing found) {
		boolean ofEarlierStart = found.instance().equals(this.instance) && !this.hasHeld;
		return !found.valid() || ofEarlierStart || found.token().equals(this.token);
	}

	private boolean take() {
		try {
			Long taken = this.transaction.execute((status) -> tryTake());
			this.number = (taken != null) ? taken : 0;
		}
		catch (TransientDataAccessException ex) {
			log.debug(STILL_WRITING, ex);
		}
		catch (UncategorizedSQLException ex) {
			if (!(ex.getCause() instanceof SQLException said) || !LOCK_NOT_AVAILABLE.equals(said.getSQLState())) {
				throw ex;
			}
			log.debug(STILL_WRITING, ex);
		}
		if (this.number == 0) {
			return false;
		}
		this.hasHeld = true;
		this.fence.use(this.number);
		log.info("This process holds the lease of the night now (number {})", this.number);
		return true;
	}

	private long tryTake() {
		this.renewedNanos = System.nanoTime();
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.sql(WAITING_TIME_MAX).update();
		}
		Standing found = this.jdbc.sql(SELECT_LOCKED).query(Standing.class).single();
		if (!mayTake(found)) {
			return 0;
		}
		long next = found.number() + 1;
		this.fence.issue(next);
		this.jdbc.sql(TAKE)
			.param("number", next)
			.param("instance", this.instance)
			.param("token", this.token)
			.param("leaseMs", LEASE_TIME.toMillis())
			.update();
		return next;
	}

	private void lose() {
		this.number = 0;
		this.fence.use(0);
	}

	private Optional<Standing> standing() {
		return this.jdbc.sql(SELECT).query(Standing.class).optional();
	}

	/**
	 * Who holds the lease.
	 *
	 * @param number counts the takings so far
	 * @param instance the process by its name
	 * @param token the process by its start
	 * @param valid whether its time is not over
	 */
	record Standing(long number, String instance, String token, boolean valid) {
	}

}
