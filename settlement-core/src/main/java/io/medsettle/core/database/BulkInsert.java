package io.medsettle.core.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Puts many rows into one table at once, the way that costs its database least:
 * PostgreSQL by COPY, H2 by arrays. Knows no conflicts: a row that is there already fails
 * all of them.
 *
 * @param <T> the type of a row
 */
public final class BulkInsert<T> {

	private static final String COPY = "copy %s (%s) from stdin (format binary)";

	private static final String INSERT = "insert into %s (%s) select * from unnest(%s)";

	private final JdbcTemplate jdbc;

	private final List<Column<T>> columns;

	private final boolean copies;

	private final String sql;

	public BulkInsert(JdbcTemplate jdbc, DatabaseProduct product, String table, List<Column<T>> columns) {
		this.jdbc = jdbc;
		this.columns = List.copyOf(columns);
		this.copies = product == DatabaseProduct.POSTGRESQL;
		String names = Column.names(columns);
		String arrays = Column.arrays(columns);
		this.sql = this.copies ? COPY.formatted(table, names) : INSERT.formatted(table, names, arrays);
	}

	/**
	 * Inserts the rows in the transaction that is running.
	 */
	public void insert(Collection<T> rows) {
		if (rows.isEmpty()) {
			return;
		}
		if (this.copies) {
			this.jdbc.execute((ConnectionCallback<@Nullable Void>) (connection) -> copy(connection, rows));
		}
		else {
			this.jdbc.update(this.sql, (statement) -> new Columns<>(statement, rows).all(this.columns));
		}
	}

	private @Nullable Void copy(Connection connection, Collection<T> rows) throws SQLException {
		CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(this.sql);
		try {
			new CopyRows(copy).write(rows, this.columns);
		}
		finally {
			if (copy.isActive()) {
				copy.cancelCopy();
			}
		}
		return null;
	}

}
