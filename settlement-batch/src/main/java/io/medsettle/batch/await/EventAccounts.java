package io.medsettle.batch.await;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;

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

	private static final String COUNTED = "select exists (select 1 from clearing_watermark where day = :day)";

	private static final String LAST_OFFSETS = """
			select source_partition, end_offset from clearing_watermark
			where day = (select max(day) from clearing_watermark where day < :day)""";

	/**
	 * What was posted on an earlier day than the one before never clears, and does not
	 * count.
	 */
	private static final String PLACED = """
			select count(*) as within, coalesce(sum(p.outcomes), 0) - count(*) as excess,
			       coalesce(sum(p.elsewhere), 0) as elsewhere
			from (
			  select count(*) as outcomes, count(case when o.clearing_day <> e.day then 1 end) as elsewhere
			  from clearing_watermark e
			  left join clearing_watermark b
			    on b.source_partition = e.source_partition
			    and b.day = (select max(day) from clearing_watermark where day < :day)
			  join event_outcome o
			    on o.source_partition = e.source_partition and o.clearing_day >= :before
			    and o.source_offset >= coalesce(b.end_offset, 0) and o.source_offset < e.end_offset
			  where e.day = :day
			  group by o.source_partition, o.source_offset) p""";

	/** Claims of the day at places where something else has ended as well. */
	private static final String DOUBLED = """
			select o.hospital_code, o.claim_no
			from (
			  select hospital_code, claim_no, clearing_day, count(*) over (partition by source_partition, source_offset) as ended
			  from event_outcome where clearing_day >= :before) o
			where o.ended > 1 and o.clearing_day = :day and o.claim_no is not null""";

	/** Claims of the day that stand outside its ends. */
	private static final String OUTSIDE = """
			select o.hospital_code, o.claim_no, o.source_partition, o.source_offset
			from event_outcome o
			left join clearing_watermark e on e.day = :day and e.source_partition = o.source_partition
			left join clearing_watermark b
			  on b.source_partition = o.source_partition
			  and b.day = (select max(day) from clearing_watermark where day < :day)
			where o.clearing_day = :day and o.claim_no is not null
			  and (e.end_offset is null or o.source_offset >= e.end_offset or o.source_offset < b.end_offset)""";

	private static final String PLACES = """
			select source_partition, source_offset from event_outcome
			where clearing_day >= :since and source_offset between :first and :last""";

	/** A leg does not come later than this after its event. */
	private static final int LATE_DAYS_MAX = 31;

	private static final int FETCHED_AT_ONCE = 5000;

	private final JdbcClient client;

	EventAccounts(JdbcClient client) {
		this.client = client;
	}

	/**
	 * Whether the night has counted the events of the day.
	 */
	public boolean areCounted(LocalDate day) {
		return this.client.sql(COUNTED).param("day", day).query(Boolean.class).single();
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
		return this.client.sql(PLACED)
			.param("day", day)
			.param("before", day.minusDays(1))
			.query(PlacedEvents.class)
			.single();
	}

	/**
	 * The posted claims of the day that no event of their own explains: they name a place
	 * that the topic does not have, or one where something else has ended as well. Which
	 * of several is the one that was submitted, the books do not say. Costs far more than
	 * counting, as {@link #placed} does.
	 * @param ends where the partitions of the topic of submitted events end
	 */
	public Set<ClaimIdentity> unexplained(LocalDate day, SortedMap<Integer, Long> ends) {
		Set<ClaimIdentity> unexplained = new LinkedHashSet<>();
		this.client.sql(DOUBLED).param("day", day).param("before", day.minusDays(1)).query((row) -> {
			unexplained.add(identity(row));
		});
		Map<SourcePosition, ClaimIdentity> outside = new HashMap<>();
		this.client.sql(OUTSIDE).param("day", day).query((row) -> {
			SourcePosition place = place(row);
			if (place.offset() >= ends.getOrDefault(place.partition(), 0L)) {
				unexplained.add(identity(row));
			}
			else {
				outside.put(place, identity(row));
			}
		});
		outside.keySet().retainAll(doubled(day, outside.keySet()));
		unexplained.addAll(outside.values());
		return unexplained;
	}

	/** Those of the places at which several events have ended in the days before. */
	private Set<SourcePosition> doubled(LocalDate day, Set<SourcePosition> places) {
		Map<SourcePosition, Integer> ended = new HashMap<>();
		LongSummaryStatistics offsets = places.stream().mapToLong(SourcePosition::offset).summaryStatistics();
		if (!places.isEmpty()) {
			this.client.sql(PLACES)
				.param("since", day.minusDays(LATE_DAYS_MAX))
				.param("first", offsets.getMin())
				.param("last", offsets.getMax())
				.withFetchSize(FETCHED_AT_ONCE)
				.query((row) -> {
					SourcePosition place = place(row);
					if (places.contains(place)) {
						ended.merge(place, 1, Integer::sum);
					}
				});
		}
		ended.values().removeIf((times) -> times < 2);
		return ended.keySet();
	}

	private static SourcePosition place(ResultSet row) throws SQLException {
		return new SourcePosition(row.getInt("source_partition"), row.getLong("source_offset"));
	}

	private static ClaimIdentity identity(ResultSet row) throws SQLException {
		return new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no"));
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
