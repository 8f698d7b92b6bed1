package io.medsettle.batch.simulation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.medsettle.core.claim.SourcePosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the router must make of each event: it was known when the event was made up.
 */
final class ReferenceRouter {

	private final Map<SourcePosition, List<Outcome>> expected = new HashMap<>();

	/** One leg for each side, with the day and the city. */
	void expectLegs(Submission event) {
		Content content = event.content();
		expect(event.source(), event.acceptedAtMs(), event.day(), content.toBytes(), content.hospitalCode(),
				content.treatmentCity(), "claims.routed.treatment", "claims.routed.insured");
	}

	/** One refusal, with the code of the first thing wrong. */
	void expectRefusal(SourcePosition source, long acceptedAtMs, LocalDate day, byte[] bytes, String code) {
		expect(source, acceptedAtMs, day, bytes, null, code, "claims.rejected");
	}

	/** One dead letter. */
	void expectDeadLetter(SourcePosition source, long acceptedAtMs, LocalDate day, byte[] bytes) {
		expect(source, acceptedAtMs, day, bytes, null, "The bytes are no JSON at byte 0.", "claims.dead-letter");
	}

	/**
	 * Makes sure that a batch has become what it must: no more, no less, and in its
	 * order.
	 */
	void check(List<ConsumerRecord<byte[], byte[]>> batch, List<ProducerRecord<byte[], byte[]>> sent) {
		assertThat(sent.stream().map(Outcome::of).sorted(Outcome.BY_TOPIC)).as("what the router has sent")
			.containsExactlyElementsOf(batch.stream()
				.map((event) -> this.expected.get(new SourcePosition(event.partition(), event.offset())))
				.flatMap(List::stream)
				.sorted(Outcome.BY_TOPIC)
				.toList());
	}

	private void expect(SourcePosition source, long acceptedAtMs, LocalDate day, byte[] bytes, @Nullable String key,
			String detail, String... topics) {
		this.expected.put(source, Stream.of(topics)
			.map((topic) -> new Outcome(topic, key, source.partition() + "-" + source.offset(),
					Long.toString(acceptedAtMs), day.toString(), detail, new String(bytes, StandardCharsets.UTF_8)))
			.toList());
	}

	/**
	 * An event as the router sends it.
	 *
	 * @param detail the treatment city of a leg, the code of a refusal, the reason of a
	 * dead letter
	 */
	private record Outcome(String topic, @Nullable String key, String source, String acceptedAtMs, String day,
			String detail, String value) {

		/** Sorting is stable: within a topic the order stays. */
		static final Comparator<Outcome> BY_TOPIC = Comparator.comparing(Outcome::topic);

		static Outcome of(ProducerRecord<byte[], byte[]> event) {
			Headers headers = event.headers();
			byte[] key = event.key();
			return new Outcome(event.topic(), (key == null) ? null : new String(key, StandardCharsets.UTF_8),
					text(headers, "source"), text(headers, "acceptedAt"), text(headers, "clearingDay"),
					Stream.of("treatmentCity", "code", "reason")
						.filter((name) -> headers.lastHeader(name) != null)
						.map((name) -> text(headers, name))
						.findFirst()
						.orElse(""),
					new String(event.value(), StandardCharsets.UTF_8));
		}

		@Override
		public String toString() {
			return "%s %s, accepted at %s, day %s, %s, key %s, value %08x".formatted(this.topic, this.source,
					this.acceptedAtMs, this.day, this.detail, this.key, this.value.hashCode());
		}

		private static String text(Headers headers, String name) {
			Header header = Objects.requireNonNull(headers.lastHeader(name), name);
			return new String(header.value(), StandardCharsets.UTF_8);
		}

	}

}
