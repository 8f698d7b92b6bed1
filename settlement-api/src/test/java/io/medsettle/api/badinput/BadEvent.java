package io.medsettle.api.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * An event that nobody of good will appends.
 *
 * @param topic where it is appended
 * @param what what is wrong with it
 * @param key its key
 * @param value its value
 * @param headers its headers
 * @param signed whether it has the authenticator of the engine all the same
 * @param packing how it is packed, as the setting {@code compression.type} has it
 * @param end what becomes of it
 */
record BadEvent(String topic, String what, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers,
		boolean signed, String packing, End end) {

	/** What becomes of a bad event. */
	enum End {

		/** It is put aside. */
		DEAD_LETTER,

		/** Its hospital is told. */
		REFUSED,

		/** The broker does not take it. */
		NOT_TAKEN,

		/** It is passed over by those who read the topic for other events. */
		PASSED_OVER

	}

	static BadEvent of(String topic, End end, String what, @Nullable String value) {
		return new BadEvent(topic, what, null, (value != null) ? value.getBytes(StandardCharsets.UTF_8) : null,
				List.of(), false, "none", end);
	}

	static BadEvent of(String topic, End end, String what, byte[] value) {
		return new BadEvent(topic, what, null, value, List.of(), false, "none", end);
	}

	BadEvent keyed(String key) {
		return new BadEvent(this.topic, this.what, key.getBytes(StandardCharsets.UTF_8), this.value, this.headers,
				this.signed, this.packing, this.end);
	}

	/** With one header more; null is one without a value. */
	BadEvent with(String name, @Nullable String text) {
		List<Header> more = new ArrayList<>(this.headers);
		more.add(new RecordHeader(name, (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null));
		return new BadEvent(this.topic, this.what, this.key, this.value, List.copyOf(more), this.signed, this.packing,
				this.end);
	}

	BadEvent signedByTheEngine() {
		return new BadEvent(this.topic, this.what, this.key, this.value, this.headers, true, this.packing, this.end);
	}

	BadEvent packed(String packing) {
		return new BadEvent(this.topic, this.what + ", packed by " + packing, this.key, this.value, this.headers,
				this.signed, packing, this.end);
	}

	@Override
	public String toString() {
		return this.topic + ", " + this.what;
	}

}
