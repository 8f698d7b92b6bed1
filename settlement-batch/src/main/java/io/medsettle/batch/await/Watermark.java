package io.medsettle.batch.await;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What the broker says about topics and about how far their readers have come. Maps are
 * by partition. A wall: behind it is Kafka, before it the night.
 */
public interface Watermark {

	/**
	 * The oldest offset each partition still has.
	 */
	SortedMap<Integer, Long> beginnings(String topic);

	/**
	 * The offset of the first event that was appended at the instant or later; where
	 * there is none, the offset of the next event. The instant must have passed.
	 */
	SortedMap<Integer, Long> offsetsAt(String topic, Instant instant);

	/**
	 * The offset behind the last event, whether its transaction is committed or not.
	 */
	SortedMap<Integer, Long> ends(String topic);

	/**
	 * How many events before the given ends the group has not taken yet; 0 once it has
	 * taken all of them.
	 */
	long backlog(String group, String topic, SortedMap<Integer, Long> ends);

	/**
	 * How many committed events there are from one offset up to before another: fewer
	 * than their difference where transactions left markers or were given up.
	 */
	long count(String topic, int partition, long from, long to);

}
