package io.medsettle.batch.lease;

import java.util.Optional;
import java.util.stream.IntStream;

import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.settings.SettlementSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps a process that has lost the night's lease from writing. Every transaction of the
 * night carries a pass of its process's lease: a row that it locks until it ends, each
 * transaction another, so that they do not wait for each other. Whoever takes the lease
 * calls in all passes, which waits for the transactions that carry one, and issues passes
 * of its own number. So the two can never write side by side, whatever the isolation: a
 * transaction of the old number has ended before the new number is seen, or finds no
 * pass.
 */
@Component
public class LeaseFence {

	private static final Logger log = LoggerFactory.getLogger(LeaseFence.class);

	private static final String CARRY = """
			select slot from lease_fence where number = :number limit 1 for update skip locked""";

	private static final String CONFIRM = "select count(*) from lease_fence where number = :number";

	private static final String CALL_IN = "delete from lease_fence";

	private static final String ISSUE = "insert into lease_fence (number, slot) values (:number, :slot)";

	/**
	 * Lets a PostgreSQL server end the transaction of a process that stands still in it,
	 * or whose machine is gone, so that its pass comes free. Longer than the night ever
	 * counts or announces between two statements.
	 */
	private static final String IDLE_TIME_MAX = "set local idle_in_transaction_session_timeout = '5min'";

	/** Beside the workers: the night's own thread and whoever stops it. */
	private static final int PASSES_BESIDE_WORKERS = 4;

	private final JdbcClient jdbc;

	private final DatabaseProduct product;

	private final int count;

	/** What a transaction is known by that carries a pass already. */
	private final TransactionSynchronization carried = new TransactionSynchronization() {
	};

	private volatile long number;

	private volatile boolean lost;

	LeaseFence(JdbcClient jdbc, DatabaseProduct product, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.product = product;
		this.count = settings.clearing().workers() + PASSES_BESIDE_WORKERS;
	}

	/**
	 * Calls in the passes of whoever had the lease before and issues new ones, in the
	 * transaction that takes the lease. Waits until no transaction carries an old one.
	 * @param newNumber the number of the lease
	 */
	public void issue(long newNumber) {
		this.jdbc.sql(CALL_IN).update();
		IntStream.range(0, this.count)
			.forEach((slot) -> this.jdbc.sql(ISSUE).param("number", newNumber).param("slot", slot).update());
	}

	/**
	 * Lets this process use the passes of a lease that it holds.
	 * @param heldNumber the number of the lease, or 0 for none
	 */
	public void use(long heldNumber) {
		this.number = heldNumber;
		this.lost = false;
	}

	/**
	 * Lets the current transaction carry a pass until it ends. It must be the first thing
	 * that a transaction of the night does.
	 * @throws LeaseLostException if there is none for this process
	 */
	public void carry() {
		if (TransactionSynchronizationManager.getSynchronizations().contains(this.carried)) {
			return;
		}
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.sql(IDLE_TIME_MAX).update();
		}
		Optional<Integer> slot = this.jdbc.sql(CARRY).param("number", this.number).query(Integer.class).optional();
		if (slot.isEmpty()) {
			throw lost();
		}
		TransactionSynchronizationManager.registerSynchronization(this.carried);
	}

	/**
	 * Makes sure that the current transaction still has its pass, before something is
	 * done that is not undone with it: a process may have stood still for so long that
	 * the database has ended its transaction.
	 */
	public void confirm() {
		if (this.jdbc.sql(CONFIRM).param("number", this.number).query(Long.class).single() == 0) {
			throw lost();
		}
	}

	/**
	 * Whether a transaction was refused since this process took or last confirmed its
	 * lease.
	 */
	public boolean isLost() {
		return this.lost;
	}

	private LeaseLostException lost() {
		if (!this.lost) {
			this.lost = true;
			log.warn("The lease of the night is lost: nothing more is written here, and another process goes on");
		}
		return new LeaseLostException();
	}

}
