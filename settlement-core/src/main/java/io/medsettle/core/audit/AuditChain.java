package io.medsettle.core.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Verifies the audit trail from its first row to its last, also while it is being
 * written.
 */
@Component
public class AuditChain {

	private static final int PAGE = 1000;

	private static final String HEAD = "select number, hash from audit_head";

	private static final String NEXT = AuditTable.SELECT + "where number > ? and number <= ? order by number limit ?";

	private static final String TOUCHES = """
			select number, organisation from audit_touch where number > ? and number <= ?""";

	/** In one statement, so that a row that is just being added is not taken for one. */
	private static final String BEYOND_HEAD = """
			select min(e.number) from audit_entry e where e.number > (select h.number from audit_head h)""";

	private static final String ANCHORS = "select day, entries, head from audit_anchor order by day";

	private final JdbcTemplate jdbc;

	AuditChain(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Reads the whole trail.
	 */
	public Result verify() {
		AuditAnchor head = this.jdbc
			.query(HEAD, (row, index) -> new AuditAnchor(row.getLong("number"), row.getString("hash")))
			.getFirst();
		return new Result(head.entries(), Optional.ofNullable(fault(head)));
	}

	/**
	 * What is wrong first, as a sentence; null if nothing is.
	 */
	private @Nullable String fault(AuditAnchor head) {
		SortedMap<Long, SortedMap<LocalDate, String>> anchors = anchors();
		String wrong = anchorFault(anchors.remove(0L), 0, AuditTable.NO_HASH);
		Link last = new Link(0, AuditTable.NO_HASH, "");
		long read = Long.MIN_VALUE;
		List<AuditTable.Stored> page;
		while (wrong == null
				&& !(page = this.jdbc.query(NEXT, AuditTable::map, read, head.entries(), PAGE)).isEmpty()) {
			long end = page.getLast().row().number();
			Map<Long, SortedSet<String>> touches = touches(read, end);
			for (AuditTable.Stored each : page) {
				AuditRow row = each.row();
				wrong = fault(each, last);
				if (wrong == null
						&& !touches.getOrDefault(row.number(), new TreeSet<>()).equals(new TreeSet<>(row.touched()))) {
					wrong = "Row %d is not shown to the organisations that it touched.".formatted(row.number());
				}
				if (wrong == null) {
					wrong = anchorFault(anchors.remove(row.number()), row.number(), row.hash());
				}
				if (wrong != null) {
					return wrong;
				}
				last = new Link(row.number(), row.hash(), last.hash());
			}
			read = end;
		}
		return (wrong != null) ? wrong : endFault(head, last, anchors);
	}

	private static @Nullable String fault(AuditTable.Stored each, Link last) {
		long number = each.row().number();
		if (number <= last.number()) {
			return "Row %d was inserted: rows begin with 1.".formatted(number);
		}
		if (number > last.number() + 1) {
			return "Row %d was removed.".formatted(last.number() + 1);
		}
		if (!each.reckonedHash().equals(each.row().hash())) {
			return "Row %d was changed: it does not have the hash of what it says.".formatted(number);
		}
		if (!each.previousHash().equals(last.hash())) {
			return (each.previousHash().equals(last.previousHash())
					? "Row %d was inserted: row %d follows the row before it."
					: "Row %d was changed or inserted: row %d follows another row.")
				.formatted(last.number(), number);
		}
		return null;
	}

	private @Nullable String endFault(AuditAnchor head, Link last,
			SortedMap<Long, SortedMap<LocalDate, String>> anchors) {
		if (last.number() < head.entries()) {
			return "Row %d was removed: the trail has %d rows.".formatted(last.number() + 1, head.entries());
		}
		if (!last.hash().equals(head.head())) {
			return "Row %d was changed: the trail ends with another hash.".formatted(last.number());
		}
		Long beyond = this.jdbc.queryForObject(BEYOND_HEAD, Long.class);
		if (beyond != null) {
			return "Row %d was inserted: the trail ends before it.".formatted(beyond);
		}
		// A night may have taken one since the head was read.
		Map.Entry<Long, SortedMap<LocalDate, String>> gone = anchors.tailMap(head.entries() + 1)
			.entrySet()
			.stream()
			.filter((anchor) -> anchor.getKey() > rows())
			.findFirst()
			.orElse(null);
		return (gone != null) ? "Row %d was removed: clearing day %s is anchored to it.".formatted(gone.getKey(),
				gone.getValue().firstKey()) : null;
	}

	private static @Nullable String anchorFault(@Nullable SortedMap<LocalDate, String> anchors, long number,
			String hash) {
		return (anchors == null) ? null
				: anchors.entrySet()
					.stream()
					.filter((anchor) -> !anchor.getValue().equals(hash))
					.findFirst()
					.map((anchor) -> "Row %d, or one before it, was changed: clearing day %s is anchored to another."
						.formatted(number, anchor.getKey()))
					.orElse(null);
	}

	private long rows() {
		return this.jdbc.query(HEAD, (row, index) -> row.getLong("number")).getFirst();
	}

	private SortedMap<Long, SortedMap<LocalDate, String>> anchors() {
		SortedMap<Long, SortedMap<LocalDate, String>> anchors = new TreeMap<>();
		this.jdbc.query(ANCHORS, (row) -> {
			anchors.computeIfAbsent(row.getLong("entries"), (number) -> new TreeMap<>())
				.put(row.getObject("day", LocalDate.class), row.getString("head"));
		});
		return anchors;
	}

	private Map<Long, SortedSet<String>> touches(long after, long end) {
		Map<Long, SortedSet<String>> touches = new TreeMap<>();
		this.jdbc.query(TOUCHES, (row) -> {
			touches.computeIfAbsent(row.getLong("number"), (number) -> new TreeSet<>())
				.add(row.getString("organisation"));
		}, after, end);
		return touches;
	}

	/**
	 * What came of it.
	 *
	 * @param rows how many rows the trail has
	 * @param fault the first thing that is wrong, as a sentence
	 */
	public record Result(long rows, Optional<String> fault) {
	}

	private record Link(long number, String hash, String previousHash) {
	}

}
