package io.medsettle.core.kafka;

import io.medsettle.core.claim.ClaimDecoder;
import org.jspecify.annotations.Nullable;

/**
 * How large events may be, in bytes. What the engine writes about an event always fits:
 * it copies no more than this of it.
 */
public final class EventSizes {

	/**
	 * A batch on its topic, and so the largest event (Kafka's own default); also what an
	 * event may have once it is unpacked.
	 */
	public static final int EVENT_MAX = 1_048_588;

	/** What is copied of an event's value. */
	public static final int COPIED_VALUE_MAX = ClaimDecoder.MAXIMUM_BYTES;

	/** The longest key that is copied; a hospital's code has 12. */
	public static final int COPIED_KEY_MAX = 256;

	private EventSizes() {
	}

	/**
	 * A key as it may be copied: none, where it is too long.
	 */
	public static byte @Nullable [] boundedKey(byte @Nullable [] key) {
		return (key != null && key.length <= COPIED_KEY_MAX) ? key : null;
	}

}
