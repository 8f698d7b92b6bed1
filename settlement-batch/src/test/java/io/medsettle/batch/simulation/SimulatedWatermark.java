package io.medsettle.batch.simulation;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.await.Watermark;
import io.medsettle.core.kafka.Topics;

/**
 * What a broker would say about the topics of the pipeline.
 */
final class SimulatedWatermark implements Watermark {

	private final Pipeline pipeline;

	SimulatedWatermark(Pipeline pipeline) {
		this.pipeline = pipeline;
	}

	@Override
	public SortedMap<Integer, Long> beginnings(String topic) {
		SortedMap<Integer, Long> beginnings = new TreeMap<>();
		ends(topic).keySet().forEach((partition) -> beginnings.put(partition, 0L));
		return beginnings;
	}

	@Override
	public SortedMap<Integer, Long> offsetsAt(String topic, Instant instant) {
		return this.pipeline.topic(topic).offsetsAt(instant.toEpochMilli());
	}

	@Override
	public SortedMap<Integer, Long> ends(String topic) {
		return this.pipeline.topic(topic).ends();
	}

	@Override
	public SortedMap<Integer, Long> committed(String group, String topic) {
		return topic.equals(Topics.CLAIMS_SUBMITTED) ? this.pipeline.routed() : new TreeMap<>();
	}

	@Override
	public long eventsLeft(String topic, SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends) {
		return ends.entrySet().stream().mapToLong((end) -> left(positions, end)).sum();
	}

	private static long left(SortedMap<Integer, Long> positions, Map.Entry<Integer, Long> end) {
		return Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L));
	}

	/** Whose leg the treatment ledger has lost, the night does not miss. */
	@Override
	public long count(String topic, int partition, long from, long to) {
		return to - from - this.pipeline.lost(partition, from, to);
	}

}
