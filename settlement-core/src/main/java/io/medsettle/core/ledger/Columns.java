package io.medsettle.core.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Binds rows to a statement column by column, as arrays for {@code unnest}: a batch costs
 * one statement, whatever its size.
 *
 * @param <T> the type of a row
 */
public final class Columns<T> {

	private final PreparedStatement statement;

	private final Connection connection;

	private final Collection<T> rows;

	private int bound;

	/**
	 * Starts with the statement's first parameter.
	 */
	public Columns(PreparedStatement statement, Collection<T> rows) throws SQLException {
		this.statement = statement;
		this.connection = statement.getConnection();
		this.rows = rows;
	}

	public Columns<T> varchar(Function<T, @Nullable String> value) throws SQLException {
		return bind("varchar", value, String[]::new);
	}

	public Columns<T> bigint(Function<T, Long> value) throws SQLException {
		return bind("bigint", value, Long[]::new);
	}

	public Columns<T> integer(Function<T, Integer> value) throws SQLException {
		return bind("integer", value, Integer[]::new);
	}

	public Columns<T> smallint(Function<T, Short> value) throws SQLException {
		return bind("smallint", value, Short[]::new);
	}

	public Columns<T> date(Function<T, java.time.LocalDate> value) throws SQLException {
		return bind("date", value, Object[]::new);
	}

	/**
	 * Arrays of the very type go to PostgreSQL in binary form; others would be written
	 * out as text and parsed again.
	 */
	private <E> Columns<T> bind(String type, Function<T, ? extends @Nullable E> value,
			IntFunction<@Nullable E[]> columnOf) throws SQLException {
		@Nullable E[] column = columnOf.apply(this.rows.size());
		int row = 0;
		for (T each : this.rows) {
			column[row++] = value.apply(each);
		}
		this.statement.setArray(++this.bound, this.connection.createArrayOf(type, column));
		return this;
	}

}
