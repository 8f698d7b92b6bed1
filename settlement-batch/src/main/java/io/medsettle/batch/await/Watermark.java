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
	 * The next offset that a consumer group reads of each partition, as far as it has
	 * committed any.
	 */
	SortedMap<Integer, Long> committed(String group, String topic);

	/**
	 * How many events a reader has left before the given ends; 0 once it has taken all of
	 * them, whatever else stands there.
	 * @param positions the next offset the reader reads; a partition that is missing is
	 * read from its beginning
	 */
	long eventsLeft(String topic, SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends);

	/**
	 * How many committed events there are from one offset up to before another: fewer
	 * than their difference where transactions left markers or were given up.
	 */
	long count(String topic, int partition, long from, long to);

}
