package io.medsettle.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

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

	/** How much work a crash may cost. */
	static final Duration INTERVAL = Duration.ofSeconds(2);

	/** How long statements may be held up for a checkpoint that nobody waits for. */
	private static final Duration REGULAR_WAIT_MAX = Duration.ofMillis(50);

	/**
	 * And at first and in the end for one that somebody waits for. Most statements have
	 * ended sooner; one that waits for a row ends when the transaction that holds it has
	 * come to its own end, with statements that must not be held up.
	 */
	private static final Duration REQUIRED_WAIT_MIN = Duration.ofMillis(20);

	private static final Duration REQUIRED_WAIT_MAX = Duration.ofMillis(500);

	/** Longer than an attempt takes. */
	private static final Duration STOP_TIME_MAX = Duration.ofMinutes(1);

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

	private final Duration interval;

	private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

	private volatile @Nullable Session session;

	private @Nullable Checkpoint last;

	/**
	 * @param database the database itself, without gate or pool
	 * @param interval between those that nobody asks for
	 */
	Checkpoints(DataSource database, StatementGate gate, DatabaseFile file, Duration interval) {
		this.interval = interval;
		this.database = database;
		this.gate = gate;
		this.file = file;
		this.scheduler.setThreadNamePrefix("checkpoints-");
		// Never interrupted: an interrupted thread would close the file.
		this.scheduler.setWaitForTasksToCompleteOnShutdown(true);
		this.scheduler.setAwaitTerminationSeconds((int) STOP_TIME_MAX.toSeconds());
	}

	/**
	 * Returns once all that was committed before outlives the process and the machine.
	 */
	public void take() {
		try {
			Duration waitMax = REQUIRED_WAIT_MIN;
			while (!attempt(waitMax)) {
				waitMax = waitMax.multipliedBy(2);
				waitMax = (waitMax.compareTo(REQUIRED_WAIT_MAX) < 0) ? waitMax : REQUIRED_WAIT_MAX;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted before a checkpoint was taken", ex);
		}
		store().sync();
	}

	private void takeRegularly() {
		try {
			if (attempt(REGULAR_WAIT_MAX)) {
				store().compact(FILL_RATE_MIN_PERCENT, REWRITTEN_BYTES_MAX);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("Nobody interrupts this thread", ex);
		}
	}

	/**
	 * Takes a checkpoint unless statements keep running. Those have then as long to
	 * themselves as they were held up, whoever else wants a checkpoint.
	 * @return whether it was taken
	 */
	private synchronized boolean attempt(Duration waitMax) throws InterruptedException {
		Checkpoint checkpoint = new Checkpoint(store());
		try {
			if (!this.gate.runAlone(checkpoint::capture, waitMax)) {
				Thread.sleep(waitMax);
				return false;
			}
			if (this.last != null && this.last.version == checkpoint.version) {
				return true;
			}
			// Writing goes on beside the statements; this waits for what was captured.
			store().executeFilestoreOperation(() -> {
			});
			this.file.keepCheckpoint(checkpoint.version);
			Checkpoint before = this.last;
			this.last = checkpoint;
			checkpoint = before;
			return true;
		}
		finally {
			if (checkpoint != null) {
				checkpoint.release();
			}
		}
	}

	private MVStore store() {
		return Objects.requireNonNull(this.session, "Checkpoints are taken from the start to the stop").store();
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // What fails is logged and tried again.
	public void start() {
		this.session = Session.open(this.database);
		take();
		this.scheduler.initialize();
		this.scheduler.scheduleWithFixedDelay(this::takeRegularly,
				this.scheduler.getClock().instant().plus(this.interval), this.interval);
	}

	/**
	 * When nothing works with the database any more, its newest version is complete.
	 */
	@Override
	public void stop() {
		Session stopped = this.session;
		if (stopped != null) {
			this.scheduler.shutdown();
			take();
			this.file.deleteCheckpoint();
			this.session = null;
			this.last = null;
			stopped.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.session != null;
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

		Checkpoint(MVStore store) {
			this.store = store;
			this.usage = store.registerVersionUsage();
		}

		void capture() {
			// Another thread may be writing what was committed before, and only that.
			while (this.store.hasUnsavedChanges() && this.store.tryCommit() < 0) {
				if (this.store.isClosed()) {
					throw new DataAccessResourceFailureException("The embedded database has closed itself");
				}
				Thread.onSpinWait();
			}
			this.version = this.store.getCurrentVersion();
		}

		void release() {
			this.store.deregisterVersionUsage(this.usage);
		}

	}

}
