package io.medsettle.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Takes checkpoints of the embedded database: versions of its file that hold all that was
 * committed, and of what was not only what is rolled back when the file is opened. After
 * a crash the last of them is where the engine goes on.
 * <p>
 * What was written since is lost with the process, and nobody may have been told of it:
 * events are read again from Kafka, a night does its step again, and whoever answers
 * people takes a checkpoint first.
 */
public class Checkpoints implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

	/** How much work a crash may cost. */
	private static final Duration INTERVAL = Duration.ofSeconds(2);

	/** How long statements may be held up for a checkpoint that nobody waits for. */
	private static final Duration REGULAR_WAIT_MAX = Duration.ofMillis(50);

	/** And for one that somebody waits for; less than a statement waits for a lock. */
	private static final Duration REQUIRED_WAIT_MAX = Duration.ofMillis(500);

	/** Lets those through who had to wait for an attempt. */
	private static final Duration PAUSE = Duration.ofMillis(20);

	/**
	 * H2's own housekeeping is switched off, because it moves pages to places where a
	 * checkpoint does not look for them; this copies live pages out of parts that are
	 * filled less than this, and only so many bytes at once.
	 */
	private static final int FILL_RATE_MIN_PERCENT = 50;

	private static final int REWRITTEN_BYTES_MAX = 4 * 1024 * 1024;

	private final DataSource database;

	private final StatementGate gate;

	private final DatabaseFile file;

	private volatile @Nullable Session session;

	private @Nullable Checkpoint last;

	private volatile @Nullable Clockwork clockwork;

	/**
	 * @param database the database itself, without gate or pool
	 */
	Checkpoints(DataSource database, StatementGate gate, DatabaseFile file) {
		this.database = database;
		this.gate = gate;
		this.file = file;
	}

	/**
	 * Returns once all that was committed before outlives the process and the machine.
	 */
	public void take() {
		try {
			while (!attempt(REQUIRED_WAIT_MAX, true)) {
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted before a checkpoint was taken", ex);
		}
	}

	/**
	 * Takes a checkpoint unless statements keep running.
	 * @param forced whether it is to outlive the machine as well
	 * @return whether it was taken
	 */
	private synchronized boolean attempt(Duration waitMax, boolean forced) throws InterruptedException {
		MVStore store = Objects.requireNonNull(this.session).store();
		Checkpoint checkpoint = new Checkpoint(store, store.registerVersionUsage());
		if (!this.gate.runAlone(checkpoint::capture, waitMax)) {
			checkpoint.release();
			return false;
		}
		// Writing goes on beside the statements; this waits for what was captured.
		store.executeFilestoreOperation(() -> {
		});
		if (forced) {
			store.sync();
		}
		this.file.keepCheckpoint(checkpoint.version);
		if (this.last != null) {
			this.last.release();
		}
		this.last = checkpoint;
		return true;
	}

	@Override
	public void start() {
		this.session = Session.open(this.database);
		take();
		Clockwork started = new Clockwork();
		this.clockwork = started;
		started.thread.start();
	}

	/**
	 * When nothing works with the database any more, its newest version is complete.
	 */
	@Override
	public void stop() {
		Clockwork stopped = this.clockwork;
		this.clockwork = null;
		if (stopped != null) {
			stopped.end();
			take();
			this.file.deleteCheckpoint();
			Objects.requireNonNull(this.session).close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.clockwork != null;
	}

	/** Before anything writes, until nothing does. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	/**
	 * Keeps the database open, whatever the pool does with its own connections.
	 */
	private record Session(Connection connection, MVStore store) {

		static Session open(DataSource database) {
			try {
				Connection connection = database.getConnection();
				SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
				return new Session(connection, session.getDatabase().getStore().getMvStore());
			}
			catch (SQLException ex) {
				throw new DataAccessResourceFailureException("The embedded database cannot be opened", ex);
			}
		}

		void close() {
			JdbcUtils.closeConnection(this.connection);
		}

	}

	/**
	 * A version of the file, whose pages are kept until it is released.
	 */
	private static final class Checkpoint {

		private final MVStore store;

		private final MVStore.TxCounter usage;

		private long version;

		Checkpoint(MVStore store, MVStore.TxCounter usage) {
			this.store = store;
			this.usage = usage;
		}

		void capture() {
			// Another thread may be writing what was committed before, and only that.
			while (this.store.hasUnsavedChanges() && this.store.tryCommit() < 0) {
				Thread.onSpinWait();
			}
			this.version = this.store.getCurrentVersion();
		}

		void release() {
			this.store.deregisterVersionUsage(this.usage);
		}

	}

	/**
	 * One thread, from a start to a stop. It is never interrupted: an interrupted thread
	 * would close the file.
	 */
	private final class Clockwork implements Runnable {

		private final CountDownLatch stopping = new CountDownLatch(1);

		private final Thread thread = new Thread(this, "checkpoints");

		@Override
		public void run() {
			while (!isOver()) {
				try {
					if (attempt(REGULAR_WAIT_MAX, false)) {
						Objects.requireNonNull(Checkpoints.this.session)
							.store()
							.compact(FILL_RATE_MIN_PERCENT, REWRITTEN_BYTES_MAX);
					}
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException("Nobody interrupts this thread", ex);
				}
				catch (RuntimeException ex) {
					log.error("No checkpoint of the embedded database could be taken; it is tried again", ex);
				}
			}
		}

		private boolean isOver() {
			try {
				return this.stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("Nobody interrupts this thread", ex);
			}
		}

		void end() {
			this.stopping.countDown();
			boolean interrupted = false;
			while (this.thread.isAlive()) {
				try {
					this.thread.join();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
