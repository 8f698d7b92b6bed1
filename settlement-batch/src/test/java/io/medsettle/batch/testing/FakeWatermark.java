package io.medsettle.batch.testing;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.batch.await.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * A broker with one partition, on which every reader has taken everything unless told
 * otherwise.
 */
public class FakeWatermark implements Watermark {

	private final AtomicLong submitted = new AtomicLong();

	private final ConcurrentHashMap<String, Long> backlogs = new ConcurrentHashMap<>();

	private final AtomicReference<Runnable> whenAsked = new AtomicReference<>(() -> {
	});

	private volatile long gaps;

	private volatile @Nullable Watermark followed;

	void clear() {
		this.followed = null;
		this.submitted.set(0);
		this.gaps = 0;
		this.backlogs.clear();
	}

	/**
	 * Says what another says. What is submitted here is only counted on top.
	 */
	public void follow(Watermark other) {
		this.followed = other;
	}

	/**
	 * Sets how many events were submitted in all so far.
	 */
	public void submitted(long events) {
		this.submitted.set(events);
	}

	/**
	 * Submits some more events.
	 */
	public void submit(long events) {
		this.submitted.addAndGet(events);
	}

	/**
	 * Sets how many of the offsets are markers of transactions.
	 */
	public void gaps(long offsets) {
		this.gaps = offsets;
	}

	/**
	 * Sets how many events of a topic its reader has not taken.
	 */
	public void backlog(String topic, long events) {
		this.backlogs.put(topic, events);
	}

	/**
	 * Does something the next time that anybody asks what a reader has left, once.
	 */
	public void whenAsked(Runnable action) {
		this.whenAsked.set(action);
	}

	@Override
	public SortedMap<Integer, Long> beginnings(String topic) {
		return (this.followed != null) ? this.followed.beginnings(topic) : new TreeMap<>(Map.of(0, 0L));
	}

	@Override
	public SortedMap<Integer, Long> offsetsAt(String topic, Instant instant) {
		return (this.followed != null) ? this.followed.offsetsAt(topic, instant) : ends(topic);
	}

	@Override
	public SortedMap<Integer, Long> ends(String topic) {
		return (this.followed != null) ? this.followed.ends(topic)
				: new TreeMap<>(Map.of(0, this.submitted.get() + this.gaps));
	}

	@Override
	public SortedMap<Integer, Long> committed(String group, String topic) {
		return (this.followed != null) ? this.followed.committed(group, topic) : new TreeMap<>();
	}

	@Override
	public long eventsLeft(String topic, SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends) {
		this.whenAsked.getAndSet(() -> {
		}).run();
		return (this.followed != null) ? this.followed.eventsLeft(topic, positions, ends)
				: this.backlogs.getOrDefault(topic, 0L);
	}

	@Override
	public long count(String topic, int partition, long from, long to) {
		if (this.followed != null) {
			return this.followed.count(topic, partition, from, to) + ((partition == 0) ? this.submitted.get() : 0);
		}
		return to - from - this.gaps;
	}

}
