package io.medsettle.batch.await;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the events of a clearing day where they come in, and where they end if that is
 * elsewhere than on the day.
 */
@Component
public class EventAccounts {

	private static final String SUBMITTED = """
			select coalesce(sum(events), 0) from clearing_watermark where day = :day""";

	private static final String LAST_OFFSETS = """
			select source_partition, end_offset from clearing_watermark
			where day = (select max(day) from clearing_watermark where day < :day)""";

	/**
	 * What was posted on an earlier day than the one before never clears, and does not
	 * count.
	 */
	private static final String PLACED = """
			select count(case when o.source_offset >= coalesce(b.end_offset, 0)
			                   and o.source_offset < e.end_offset then 1 end) as within,
			       count(case when o.source_offset >= coalesce(b.end_offset, 0)
			                   and o.source_offset < e.end_offset and o.clearing_day <> e.day then 1 end) as elsewhere
			from clearing_watermark e
			left join clearing_watermark b
			  on b.source_partition = e.source_partition
			  and b.day = (select max(day) from clearing_watermark where day < :day)
			join event_outcome o on o.source_partition = e.source_partition and o.clearing_day >= :before
			where e.day = :day""";

	private static final String AHEAD = """
			select o.source_partition, max(o.source_offset) as last_offset
			from clearing_watermark e
			join event_outcome o
			  on o.source_partition = e.source_partition and o.source_offset >= e.end_offset
			where e.day = :day and o.clearing_day = :day
			group by o.source_partition""";

	private final JdbcClient client;

	EventAccounts(JdbcClient client) {
		this.client = client;
	}

	/**
	 * How many events were submitted on the day, as the broker has them.
	 */
	public long submitted(LocalDate day) {
		return this.client.sql(SUBMITTED).param("day", day).query(Long.class).single();
	}

	/**
	 * What became of the events that stand within the day's ends, on whatever day. Costs
	 * far more than counting: to be asked only when the counts of the day differ.
	 */
	public PlacedEvents placed(LocalDate day) {
		SortedMap<Integer, Long> ahead = new TreeMap<>();
		this.client.sql(AHEAD).param("day", day).query((row) -> {
			ahead.put(row.getInt("source_partition"), row.getLong("last_offset"));
		});
		return this.client.sql(PLACED)
			.param("day", day)
			.param("before", day.minusDays(1))
			.query((row, number) -> new PlacedEvents(row.getLong("within"), row.getLong("elsewhere"), ahead))
			.single();
	}

	/**
	 * Where each partition stood at the cut-off of the day before; partitions without
	 * events before are missing.
	 */
	SortedMap<Integer, Long> offsetsBefore(LocalDate day) {
		SortedMap<Integer, Long> offsets = new TreeMap<>();
		this.client.sql(LAST_OFFSETS).param("day", day).query((row) -> {
			offsets.put(row.getInt("source_partition"), row.getLong("end_offset"));
		});
		return offsets;
	}

}
