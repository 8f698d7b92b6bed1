package io.medsettle.batch.publish;

import java.util.Map;

/**
 * Where published days are announced. A wall: behind it is Kafka.
 */
public interface Announcements {

	/**
	 * Sends the announcements, and returns once all of them are durable.
	 * @param byCity the announcement for each city, as JSON
	 */
	void send(Map<String, byte[]> byCity);

}
