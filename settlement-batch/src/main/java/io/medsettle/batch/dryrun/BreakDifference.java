package io.medsettle.batch.dryrun;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.StoredBreak;

/**
 * What the night would change about the breaks, counted over all and listed up to a
 * limit.
 */
final class BreakDifference {

	private final Map<String, StoredBreak> before;

	private final Map<BreakChange.Kind, SortedMap<BreakCategory, Long>> counts = new EnumMap<>(BreakChange.Kind.class);

	private final List<BreakChange> listed = new ArrayList<>();

	/**
	 * @param before what is stored now, by id; is emptied on the way
	 */
	BreakDifference(Map<String, StoredBreak> before) {
		this.before = before;
	}

	/** Adds one of those that would be stored. */
	void add(StoredBreak after) {
		StoredBreak known = this.before.remove(after.id());
		if (!after.equals(known)) {
			add(BreakChange.of(after, known));
		}
	}

	/** Nothing else would be stored. */
	void finish() {
		this.before.values().forEach((left) -> add(BreakChange.withdrawn(left)));
		this.before.clear();
	}

	List<BreakChange> listed() {
		return this.listed;
	}

	List<ChangeCount> counts() {
		List<ChangeCount> all = new ArrayList<>();
		this.counts.forEach((change, categories) -> categories
			.forEach((category, count) -> all.add(new ChangeCount(change, category, count))));
		return all;
	}

	private void add(BreakChange change) {
		this.counts.computeIfAbsent(change.change(), (kind) -> new TreeMap<>()).merge(change.category(), 1L, Long::sum);
		if (this.listed.size() < DryRunResult.LISTED_MAX) {
			this.listed.add(change);
		}
	}

}
