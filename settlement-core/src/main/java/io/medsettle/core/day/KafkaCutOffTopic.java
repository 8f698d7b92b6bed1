package io.medsettle.core.day;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.TopicReader;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps the cut-offs on {@link Topics#CLEARING_CUT_OFFS}: one event for each, with the
 * day as key and the members {@code day} and {@code cutOff}.
 */
@Component
class KafkaCutOffTopic implements CutOffTopic {

	/** How long writing may take. */
	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(10);

	private final TopicReader reader;

	private final KafkaTemplate<byte[], byte[]> producer;

	private final EventAuthenticator authenticator;

	private final JsonMapper mapper;

	private final ZoneId zone;

	KafkaCutOffTopic(KafkaClients clients, TopicReader reader, EventAuthenticator authenticator, JsonMapper mapper,
			SettlementSettings settings) {
		this.reader = reader;
		this.authenticator = authenticator;
		this.producer = clients.durableProducer("cut-offs", ANSWER_TIME_MAX, ANSWER_TIME_MAX);
		this.mapper = mapper;
		this.zone = settings.timeZone();
	}

	@Override
	public SortedMap<LocalDate, Instant> read() {
		SortedMap<LocalDate, Instant> cutOffs = new TreeMap<>();
		this.reader.readSince(Topics.CLEARING_CUT_OFFS, Instant.EPOCH).forEach((event) -> take(event, cutOffs));
		return cutOffs;
	}

	@Override
	public void append(SortedMap<LocalDate, Instant> cutOffs) {
		try {
			List<? extends CompletableFuture<?>> sent = cutOffs.entrySet()
				.stream()
				.map((cutOff) -> this.producer.send(event(cutOff.getKey(), cutOff.getValue())))
				.toList();
			this.producer.flush();
			sent.forEach(CompletableFuture::join);
		}
		catch (CompletionException | org.springframework.kafka.KafkaException ex) {
			throw new KafkaException(Topics.CLEARING_CUT_OFFS + " could not be written.", ex);
		}
	}

	private ProducerRecord<byte[], byte[]> event(LocalDate day, Instant cutOff) {
		byte[] value = this.mapper.writeValueAsBytes(this.mapper.createObjectNode()
			.put("day", day.toString())
			.put("cutOff", cutOff.atZone(this.zone).toOffsetDateTime().toString()));
		return this.authenticator.signed(
				new ProducerRecord<>(Topics.CLEARING_CUT_OFFS, day.toString().getBytes(StandardCharsets.UTF_8), value));
	}

	private void take(ConsumerRecord<byte[], byte[]> event, SortedMap<LocalDate, Instant> cutOffs) {
		JsonNode value = this.mapper.readTree(event.value());
		LocalDate day = LocalDate.parse(value.get("day").asString());
		Instant cutOff = OffsetDateTime.parse(value.get("cutOff").asString()).toInstant();
		cutOffs.merge(day, cutOff, (one, other) -> one.isBefore(other) ? one : other);
	}

}
