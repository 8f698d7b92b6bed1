package io.medsettle.core.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets statements run side by side, and a checkpoint while none runs.
 */
final class StatementGate {

	/**
	 * Fair: statements that follow each other closely would never let a checkpoint in.
	 */
	private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

	/**
	 * Runs a statement, or whatever else changes the database.
	 * @throws Throwable what the statement throws
	 */
	Object run(Statement statement) throws Throwable {
		this.lock.readLock().lock();
		try {
			return statement.run();
		}
		finally {
			this.lock.readLock().unlock();
		}
	}

	/**
	 * Runs the action as soon as no statement runs. Statements that come meanwhile wait:
	 * therefore this gives up in time, as one that runs may wait for what another one has
	 * locked.
	 * @return whether it was run
	 */
	boolean runAlone(Runnable action, Duration waitMax) throws InterruptedException {
		if (!this.lock.writeLock().tryLock(waitMax.toMillis(), TimeUnit.MILLISECONDS)) {
			return false;
		}
		try {
			action.run();
			return true;
		}
		finally {
			this.lock.writeLock().unlock();
		}
	}

	/**
	 * What runs within the gate.
	 */
	@FunctionalInterface
	interface Statement {

		Object run() throws Throwable;

	}

}
