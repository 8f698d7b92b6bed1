package io.medsettle.batch.files;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.audit.AuditAnchor;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.kafka.TopicReader;
import io.medsettle.core.kafka.Topics;
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

	/**
	 * Of two announcements of a manifest the first stands: its bytes may have been
	 * fetched.
	 */
	@Override
	public SortedMap<String, String> sha256ByName(LocalDate day) {
		SortedMap<String, String> manifests = new TreeMap<>();
		announcements(day).forEach((announced) -> manifests.putIfAbsent(announced.get("manifest").asString(),
				announced.get("manifestSha256").asString()));
		return manifests;
	}

	@Override
	public Optional<AuditAnchor> auditAnchor(LocalDate day) {
		return announcements(day).stream()
			.map((announced) -> announced.path("auditTrail"))
			.filter(JsonNode::isObject)
			.findFirst()
			.map((audit) -> new AuditAnchor(audit.path("entries").asLong(), audit.path("head").asString("")));
	}

	private List<JsonNode> announcements(LocalDate day) {
		List<JsonNode> announcements = new ArrayList<>();
		ClearingDay known = this.days.find(day).orElseThrow();
		this.reader.readSince(Topics.CLEARING_PUBLISHED, known.cutOff()).forEach((event) -> {
			JsonNode announced = this.mapper.readTree(event.value());
			if (day.toString().equals(announced.path("day").asString(""))) {
				announcements.add(announced);
			}
		});
		return announcements;
	}

}
