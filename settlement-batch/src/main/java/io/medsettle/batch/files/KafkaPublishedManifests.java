package io.medsettle.batch.files;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.kafka.TopicReader;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads the announcements back from {@link Topics#CLEARING_PUBLISHED}. Those of a day
 * stand behind its cut-off, so that a usual night has next to nothing to read.
 */
@Component
class KafkaPublishedManifests implements PublishedManifests {

	private final TopicReader reader;

	private final ClearingDays days;

	private final JsonMapper mapper;

	KafkaPublishedManifests(TopicReader reader, ClearingDays days, JsonMapper mapper) {
		this.reader = reader;
		this.days = days;
		this.mapper = mapper;
	}

	@Override
	public SortedMap<String, String> sha256ByName(LocalDate day) {
		SortedMap<String, String> manifests = new TreeMap<>();
		ClearingDay known = this.days.find(day).orElseThrow();
		this.reader.readSince(Topics.CLEARING_PUBLISHED, known.cutOff())
			.forEach((event) -> take(event, day, manifests));
		return manifests;
	}

	/**
	 * Of two announcements of a manifest the first stands: its bytes may have been
	 * fetched.
	 */
	private void take(ConsumerRecord<byte[], byte[]> event, LocalDate day, SortedMap<String, String> manifests) {
		JsonNode value = this.mapper.readTree(event.value());
		if (day.toString().equals(value.path("day").asString(""))) {
			manifests.putIfAbsent(value.get("manifest").asString(), value.get("manifestSha256").asString());
		}
	}

}
