package io.medsettle.core.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * The cut-offs of clearing days, kept where a database that was restored from a backup
 * finds them. A wall: behind it is Kafka.
 */
public interface CutOffTopic {

	/**
	 * Every cut-off that was ever written. A cut-off is only ever brought forward, so of
	 * several for one day the earliest is the one that holds, in whatever order they were
	 * written.
	 * @return the cut-offs that hold, by clearing day
	 */
	SortedMap<LocalDate, Instant> read();

	/**
	 * Writes cut-offs, and returns once all of them are durable.
	 */
	void append(SortedMap<LocalDate, Instant> cutOffs);

}
