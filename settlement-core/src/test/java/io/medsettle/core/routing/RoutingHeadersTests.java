package io.medsettle.core.routing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Stream;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers must get back what the router has written, and know what it has not.
 */
class RoutingHeadersTests {

	private static final RoutingHeaders ROUTING = new RoutingHeaders(new SourcePosition(12, 34_567_890_123L),
			1_763_600_000_123L, LocalDate.of(2026, 11, 20));

	@Test
	void readsWhatWasWritten() {
		Headers headers = new RecordHeaders();
		ROUTING.writeTo(headers);
		assertThat(RoutingHeaders.readFrom(headers)).isEqualTo(ROUTING);
	}

	@ParameterizedTest
	@ValueSource(strings = { "source", "acceptedAt", "clearingDay" })
	void isNoHeadersOfTheRouterWhereOneIsMissing(String missing) {
		Headers headers = new RecordHeaders();
		ROUTING.writeTo(headers);
		assertThat(RoutingHeaders.readFrom(headers.remove(missing))).isNull();
	}

	@Test
	void takesTheLastOfHeadersOfOneNameAndWritesNoneForNull() {
		Headers headers = new RecordHeaders();
		RoutingHeaders.add(headers, "treatmentCity", "310000");
		RoutingHeaders.add(headers, "treatmentCity", "320500");
		RoutingHeaders.add(headers, "hospitalCode", null);
		assertThat(RoutingHeaders.text(headers, "treatmentCity")).isEqualTo("320500");
		assertThat(headers).hasSize(2);
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void readsTheRefusalThatWasWritten(Refusal refusal) {
		byte[] key = "key".getBytes(StandardCharsets.UTF_8);
		byte[] value = "值".getBytes(StandardCharsets.UTF_8);
		ProducerRecord<byte[], byte[]> event = refusal.toEvent(key, value);
		assertThat(event.topic()).isEqualTo("claims.rejected");
		assertThat(event.key()).isEqualTo(key);
		assertThat(event.value()).isEqualTo(value);
		assertThat(Refusal.readFrom(event.headers())).isEqualTo(refusal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "source", "code", "pointer", "message" })
	void isNoRefusalWhereAHeaderIsMissing(String missing) {
		Headers headers = refusal("H31000000001", "C-1").toEvent(null, new byte[0]).headers();
		assertThat(Refusal.readFrom(headers.remove(missing))).isNull();
	}

	static Stream<Refusal> refusals() {
		return Stream.of(refusal("H31000000001", "C-1"), refusal(null, "C-1"), refusal("H31000000001", null));
	}

	private static Refusal refusal(@Nullable String hospitalCode, @Nullable String claimNo) {
		return new Refusal(ROUTING, hospitalCode, claimNo,
				new InputError("/insuredCity", ProblemCode.UNKNOWN_CITY, "没有 this city."));
	}

}
