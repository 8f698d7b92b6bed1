package io.medsettle.core.database;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A column of the books and how a row gives its value.
 *
 * @param <T> the type of a row
 * @param name of the column
 * @param type of the column
 * @param value the row's value, of the type's class; null only in a column that allows it
 */
public record Column<T>(String name, Type type, Function<T, ? extends @Nullable Object> value) {

	public static <T> Column<T> varchar(String name, Function<T, @Nullable String> value) {
		return new Column<>(name, Type.VARCHAR, value);
	}

	public static <T> Column<T> bigint(String name, Function<T, Long> value) {
		return new Column<>(name, Type.BIGINT, value);
	}

	public static <T> Column<T> integer(String name, Function<T, Integer> value) {
		return new Column<>(name, Type.INTEGER, value);
	}

	public static <T> Column<T> smallint(String name, Function<T, Short> value) {
		return new Column<>(name, Type.SMALLINT, value);
	}

	public static <T> Column<T> date(String name, Function<T, LocalDate> value) {
		return new Column<>(name, Type.DATE, value);
	}

	/** The names of the columns, for a list of columns in SQL. */
	public static <T> String names(List<Column<T>> columns) {
		return columns.stream().map(Column::name).collect(Collectors.joining(", "));
	}

	/** A parameter for the values of each column, for {@code unnest}. */
	public static <T> String arrays(List<Column<T>> columns) {
		return columns.stream()
			.map((column) -> "cast(? as " + column.type() + " array)")
			.collect(Collectors.joining(", "));
	}

	/**
	 * The types that the books have, by their names in SQL.
	 */
	public enum Type {

		/** Text, as a {@link String}. */
		VARCHAR,

		/** A {@link Long}. */
		BIGINT,

		/** An {@link Integer}. */
		INTEGER,

		/** A {@link Short}. */
		SMALLINT,

		/** A {@link LocalDate}. */
		DATE

	}

}
