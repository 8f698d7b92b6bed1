package io.medsettle.core.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
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

	private final Collection<T> rows;

	private int bound;

	/**
	 * Starts with the statement's first parameter.
	 */
	public Columns(PreparedStatement statement, Collection<T> rows) {
		this.statement = statement;
		this.rows = rows;
	}

	public Columns<T> varchar(Function<T, @Nullable String> value) throws SQLException {
		return bind(value, String[]::new);
	}

	public Columns<T> bigint(Function<T, Long> value) throws SQLException {
		return bind(value, Long[]::new);
	}

	public void all(List<Column<T>> columns) throws SQLException {
		for (Column<T> column : columns) {
			switch (column.type()) {
				case VARCHAR -> bind(column.value(), String[]::new);
				case BIGINT -> bind(column.value(), Long[]::new);
				case INTEGER -> bind(column.value(), Integer[]::new);
				case SMALLINT -> bind(column.value(), Short[]::new);
				case DATE -> bindDates(column.value());
			}
		}
	}

	/**
	 * Both drivers take arrays of the very type as they are: H2 would turn each value of
	 * an {@link java.sql.Array} over twice, and PostgreSQL's sends them in binary form.
	 */
	private Columns<T> bind(Function<T, ? extends @Nullable Object> value, IntFunction<@Nullable Object[]> columnOf)
			throws SQLException {
		this.statement.setObject(++this.bound, column(value, columnOf));
		return this;
	}

	/** PostgreSQL's driver knows no arrays of Java's dates. */
	private void bindDates(Function<T, ? extends @Nullable Object> value) throws SQLException {
		@Nullable Object[] dates = column(value, Object[]::new);
		this.statement.setArray(++this.bound, this.statement.getConnection().createArrayOf("date", dates));
	}

	private @Nullable Object[] column(Function<T, ? extends @Nullable Object> value,
			IntFunction<@Nullable Object[]> columnOf) {
		@Nullable Object[] column = columnOf.apply(this.rows.size());
		int row = 0;
		for (T each : this.rows) {
			column[row++] = value.apply(each);
		}
		return column;
	}

}
