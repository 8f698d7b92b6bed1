package io.medsettle.core.day;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
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

import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.TopicReader;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
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

	private static final Logger log = LoggerFactory.getLogger(KafkaCutOffTopic.class);

	/** How long writing may take. */
	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(10);

	private final TopicReader reader;

	private final KafkaTemplate<byte[], byte[]> producer;

	private final JsonMapper mapper;

	private final ZoneId zone;

	KafkaCutOffTopic(KafkaClients clients, TopicReader reader, JsonMapper mapper, SettlementSettings settings) {
		this.reader = reader;
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
				.map((cutOff) -> this.producer.send(Topics.CLEARING_CUT_OFFS,
						cutOff.getKey().toString().getBytes(StandardCharsets.UTF_8),
						event(cutOff.getKey(), cutOff.getValue())))
				.toList();
			this.producer.flush();
			sent.forEach(CompletableFuture::join);
		}
		catch (CompletionException | org.springframework.kafka.KafkaException ex) {
			throw new KafkaException(Topics.CLEARING_CUT_OFFS + " could not be written.", ex);
		}
	}

	private byte[] event(LocalDate day, Instant cutOff) {
		return this.mapper.writeValueAsBytes(this.mapper.createObjectNode()
			.put("day", day.toString())
			.put("cutOff", cutOff.atZone(this.zone).toOffsetDateTime().toString()));
	}

	/**
	 * What the engine did not write says nothing, and keeps nobody from reading the rest.
	 */
	private void take(ConsumerRecord<byte[], byte[]> event, SortedMap<LocalDate, Instant> cutOffs) {
		try {
			JsonNode value = this.mapper.readTree((event.value() != null) ? event.value() : new byte[0]);
			LocalDate day = LocalDate.parse(value.path("day").asString(""));
			Instant cutOff = OffsetDateTime.parse(value.path("cutOff").asString("")).toInstant();
			cutOffs.merge(day, cutOff, (one, other) -> one.isBefore(other) ? one : other);
		}
		catch (JacksonException | DateTimeException ex) {
			log.error("{}-{}@{} is no cut-off of this engine and is ignored", event.topic(), event.partition(),
					event.offset());
		}
	}

}
