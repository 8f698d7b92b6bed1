package io.medsettle.core.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Holds the statements of a thread to its {@link StatementTime}.
 */
@Component
class TimedJdbcTemplate extends JdbcTemplate {

	/**
	 * How much longer than its statement a connection is waited for: a database that is
	 * there cancels the statement before.
	 */
	private static final Duration CANCEL_TIME_MAX = Duration.ofSeconds(2);

	private final boolean timed;

	TimedJdbcTemplate(DataSource dataSource, DatabaseProduct product) {
		super(dataSource);
		// H2 would hold all later statements of the connection to it as well.
		this.timed = product == DatabaseProduct.POSTGRESQL;
	}

	@Override
	protected void applyStatementSettings(Statement statement) throws SQLException {
		super.applyStatementSettings(statement);
		Duration max = StatementTime.max();
		if (this.timed && max != null) {
			statement.setQueryTimeout((int) max.toSeconds());
			// The pool sets it back.
			statement.getConnection().setNetworkTimeout(Runnable::run, (int) max.plus(CANCEL_TIME_MAX).toMillis());
		}
	}

}
