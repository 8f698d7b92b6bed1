package io.medsettle.batch.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.day.CutOffTopic;

/**
 * Keeps the cut-offs as Kafka does: whatever becomes of the database.
 */
public class FakeCutOffTopic implements CutOffTopic {

	private final SortedMap<LocalDate, Instant> cutOffs = new TreeMap<>();

	@Override
	public synchronized SortedMap<LocalDate, Instant> read() {
		return new TreeMap<>(this.cutOffs);
	}

	@Override
	public synchronized void append(SortedMap<LocalDate, Instant> appended) {
		appended.forEach(
				(day, cutOff) -> this.cutOffs.merge(day, cutOff, (one, other) -> one.isBefore(other) ? one : other));
	}

	synchronized void clear() {
		this.cutOffs.clear();
	}

}
