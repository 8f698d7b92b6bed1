package io.medsettle.core.day;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.database.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where clearing days have ended in {@code claims.submitted}, as the night has kept it.
 * An event behind a day's end has no part in that day, whatever its time says: times may
 * go backwards, by a broker's clock or by a topic that takes its senders' word for them.
 */
@Component
public class DayEnds {

	private static final String ENDS = """
			select day, source_partition, end_offset from clearing_watermark where day >= :first""";

	private static final String INSERT = """
			insert into clearing_watermark (day, source_partition, end_offset, events) values (?, ?, ?, ?)""";

	private static final String PASSED = """
			select day from clearing_day where day between :first and :last and cut_off_ms <= :now""";

	/** The ends of sealed days do not move: nobody has to be kept from moving them. */
	private static final String UNSEALED = PASSED + " and state not in " + ClearingDays.SEALED;

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final ClearingDays days;

	private final String lock;

	private final Clock clock;

	DayEnds(JdbcClient jdbc, JdbcTemplate template, ClearingDays days, DatabaseProduct product, Clock clock) {
		this.jdbc = jdbc;
		this.template = template;
		this.days = days;
		// The two ledgers need not wait for each other where that can be had.
		this.lock = UNSEALED + ((product == DatabaseProduct.POSTGRESQL) ? " for share" : " for update");
		this.clock = clock;
	}

	/**
	 * What is known now of the ends of a day and of those after it.
	 */
	public Ends since(LocalDate first) {
		Map<Integer, NavigableMap<LocalDate, Long>> ends = new HashMap<>();
		this.jdbc.sql(ENDS).param("first", first).query((row) -> {
			ends.computeIfAbsent(row.getInt("source_partition"), (partition) -> new TreeMap<>())
				.put(row.getObject("day", LocalDate.class), row.getLong("end_offset"));
		});
		return new Ends(ends);
	}

	/**
	 * The ends that events of these days have to be held against before they are posted,
	 * in the transaction that posts them. Until it ends, no night can end one of the days
	 * whose cut-off has passed: what is posted before is seen by the night, and what
	 * comes after sees the end.
	 */
	public Ends lock(Collection<LocalDate> days) {
		if (days.isEmpty()) {
			return Ends.NONE;
		}
		LocalDate first = Collections.min(days);
		LocalDate last = Collections.max(days);
		if (days(PASSED, first, last).isEmpty()) {
			return Ends.NONE;
		}
		days(this.lock, first, last);
		return since(first);
	}

	/**
	 * Keeps where a day ends.
	 * @param ends where each partition stood at the cut-off
	 * @param events how many events of the day each partition has
	 * @throws DaySealedException if the day is published
	 */
	public void keep(LocalDate day, SortedMap<Integer, Long> ends, Map<Integer, Long> events) {
		this.days.requireUnsealed(day);
		this.template.update("delete from clearing_watermark where day = ?", day);
		List<Object[]> rows = ends.entrySet()
			.stream()
			.map((end) -> new Object[] { day, end.getKey(), end.getValue(), events.getOrDefault(end.getKey(), 0L) })
			.toList();
		this.template.batchUpdate(INSERT, rows);
	}

	private List<LocalDate> days(String question, LocalDate first, LocalDate last) {
		return this.jdbc.sql(question)
			.param("first", first)
			.param("last", last)
			.param("now", this.clock.millis())
			.query((row, number) -> row.getObject("day", LocalDate.class))
			.list();
	}

	/**
	 * Where days have ended.
	 *
	 * @param byPartition the offset of the first event behind each day, by partition
	 */
	public record Ends(Map<Integer, NavigableMap<LocalDate, Long>> byPartition) {

		static final Ends NONE = new Ends(Map.of());

		/**
		 * The day that an event belongs to: the one its time says, or, if it stands
		 * behind the end of that one, the first whose end it does not stand behind.
		 */
		public LocalDate dayOf(SourcePosition source, LocalDate byTime) {
			NavigableMap<LocalDate, Long> ends = this.byPartition.get(source.partition());
			if (ends == null) {
				return byTime;
			}
			LocalDate day = byTime;
			for (Map.Entry<LocalDate, Long> end : ends.tailMap(byTime).entrySet()) {
				if (end.getValue() <= source.offset()) {
					day = end.getKey().plusDays(1);
				}
			}
			return day;
		}

	}

}
