package io.medsettle.core.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventAuthenticatorTests {

	private final EventAuthenticator authenticator = new EventAuthenticator(new byte[32]);

	@Test
	void knowsWhatItHasSigned() {
		assertThat(this.authenticator.isGenuine(event(signed("key", "value"), "key", "value"))).isTrue();
		assertThat(this.authenticator.isGenuine(event(signed(null, "value"), null, "value"))).isTrue();
		assertThat(this.authenticator.isGenuine(event(signed("key", null), "key", null))).isTrue();
	}

	@Test
	void knowsNothingElse() {
		Headers another = headers().add("treatmentCity", utf8("320500"));
		assertThat(this.authenticator.isGenuine(event(headers(), "key", "value"))).as("unsigned").isFalse();
		assertThat(this.authenticator.isGenuine(event(signed("key", "value"), "yek", "value"))).as("key").isFalse();
		assertThat(this.authenticator.isGenuine(event(signed("key", "value"), "key", "valuf"))).as("value").isFalse();
		assertThat(this.authenticator.isGenuine(event(signed("key", "value"), "keyv", "alue"))).as("border").isFalse();
		assertThat(this.authenticator.isGenuine(event(signed(null, "value"), "", "value"))).as("no key").isFalse();
		Headers changed = another.add(signed("key", "value").lastHeader(EventAuthenticator.HEADER));
		assertThat(this.authenticator.isGenuine(event(changed, "key", "value"))).as("one header more").isFalse();
		assertThat(this.authenticator
			.isGenuine(event(headers().add(EventAuthenticator.HEADER, (byte[]) null), "key", "value"))).as("null")
			.isFalse();
		assertThat(new EventAuthenticator("thirty-two other bytes of a key.".getBytes(StandardCharsets.UTF_8))
			.isGenuine(event(signed("key", "value"), "key", "value"))).as("another region").isFalse();
	}

	private Headers signed(@Nullable String key, @Nullable String value) {
		Headers headers = headers();
		this.authenticator.sign(headers, utf8(key), utf8(value));
		return headers;
	}

	private static Headers headers() {
		return new RecordHeaders().add("source", utf8("3-1204")).add("clearingDay", utf8("2026-11-20"));
	}

	private static ConsumerRecord<byte[], byte[]> event(Headers headers, @Nullable String key, @Nullable String value) {
		return new ConsumerRecord<>("claims.routed.insured", 0, 0, 0, TimestampType.LOG_APPEND_TIME, 0, 0, utf8(key),
				utf8(value), headers, Optional.empty());
	}

	private static byte @Nullable [] utf8(@Nullable String text) {
		return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
	}

}
