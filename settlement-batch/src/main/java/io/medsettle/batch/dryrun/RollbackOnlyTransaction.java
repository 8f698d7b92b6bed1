package io.medsettle.batch.dryrun;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.medsettle.batch.step.QueryPlanning;
import io.medsettle.core.database.DatabaseProduct;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction that is never committed. It sees the books as they stand at one instant,
 * however much is posted meanwhile, and yields to everyone: it waits for nobody's rows,
 * and others wait for its own no longer than it may take.
 */
@Component
class RollbackOnlyTransaction {

	/** Several times what a day of five million claims takes in PostgreSQL. */
	static final Duration TIME_MAX = Duration.ofMinutes(2);

	/**
	 * Who does not wait is in nobody's way: a night that waits for rows that are written
	 * here must not be the one that the database takes for a deadlock.
	 */
	private static final String NO_WAITING = "set local lock_timeout = '50ms'";

	/** A process that stands still, or whose machine is gone, keeps no rows. */
	private static final String IDLE_TIME_MAX = "set local idle_in_transaction_session_timeout = '60s'";

	/** What PostgreSQL answers where waiting would have been needed. */
	private static final String LOCK_NOT_AVAILABLE = "55P03";

	/** H2 knows a statement's time-out only as that of all to come on its connection. */
	private static final String NO_TIME_OUT = "set query_timeout 0";

	private final JdbcTemplate jdbc;

	private final DataSource dataSource;

	private final QueryPlanning planning;

	private final DatabaseProduct product;

	private final TransactionTemplate transaction;

	RollbackOnlyTransaction(JdbcTemplate jdbc, DataSource dataSource, QueryPlanning planning, DatabaseProduct product,
			PlatformTransactionManager transactionManager) {
		this.jdbc = jdbc;
		this.dataSource = dataSource;
		this.planning = planning;
		this.product = product;
		this.transaction = new TransactionTemplate(transactionManager);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		// What PostgreSQL calls so is one instant for all tables; H2 calls that
		// serializable.
		this.transaction.setIsolationLevel((product == DatabaseProduct.POSTGRESQL)
				? TransactionDefinition.ISOLATION_REPEATABLE_READ : TransactionDefinition.ISOLATION_SERIALIZABLE);
		this.transaction.setTimeout((int) TIME_MAX.toSeconds());
	}

	/**
	 * Does something and undoes it.
	 * @return what came of it
	 * @throws TransientDataAccessException if others have rows that it needs, or it takes
	 * too long
	 * @throws TransactionTimedOutException if it takes too long
	 */
	<T> T execute(Supplier<T> work) {
		try {
			return executeAndUndo(work);
		}
		catch (UncategorizedSQLException ex) {
			if (LOCK_NOT_AVAILABLE.equals(Objects.requireNonNull(ex.getSQLException()).getSQLState())) {
				throw new CannotAcquireLockException("Others have rows that are needed.", ex);
			}
			throw ex;
		}
	}

	private <T> T executeAndUndo(Supplier<T> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			if (this.product == DatabaseProduct.POSTGRESQL) {
				this.jdbc.execute(NO_WAITING);
				this.jdbc.execute(IDLE_TIME_MAX);
				this.planning.advise();
				return work.get();
			}
			try {
				return work.get();
			}
			finally {
				clearTimeOut();
			}
		}));
	}

	/**
	 * On the bare connection: a template would first set a time-out, or find that there
	 * is no time left.
	 */
	private void clearTimeOut() {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try (Statement statement = connection.createStatement()) {
			statement.execute(NO_TIME_OUT);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The time-out of a connection could not be taken back.", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
	}

}
