package io.medsettle.core.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A value with dates of effect: one from the beginning of time, and others each of which
 * holds from its day on until the next. Immutable.
 *
 * @param <T> what changes
 */
public final class Dated<T> {

	private final NavigableMap<LocalDate, T> valueFrom;

	private Dated(NavigableMap<LocalDate, T> valueFrom) {
		this.valueFrom = valueFrom;
	}

	/**
	 * A value that changes.
	 * @param first what holds before the first change
	 * @param changes what holds from a day on, that day included
	 */
	public static <T> Dated<T> from(T first, SortedMap<LocalDate, T> changes) {
		NavigableMap<LocalDate, T> valueFrom = new TreeMap<>(changes);
		valueFrom.put(LocalDate.MIN, first);
		return new Dated<>(valueFrom);
	}

	/**
	 * What holds on this day.
	 */
	public T on(LocalDate day) {
		return Objects.requireNonNull(this.valueFrom.floorEntry(day)).getValue();
	}

	/**
	 * The same dates with other values.
	 */
	public <R> Dated<R> map(Function<? super T, ? extends R> function) {
		NavigableMap<LocalDate, R> mapped = new TreeMap<>();
		for (Map.Entry<LocalDate, T> entry : this.valueFrom.entrySet()) {
			mapped.put(entry.getKey(), function.apply(entry.getValue()));
		}
		return new Dated<>(mapped);
	}

}
