package io.medsettle.batch.testing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.batch.files.PublishedManifests;
import io.medsettle.batch.publish.Announcements;
import io.medsettle.core.audit.AuditAnchor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what was announced.
 */
public class FakeAnnouncements implements Announcements, PublishedManifests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

	/**
	 * Lets the next announcement fail.
	 */
	public void failNext(RuntimeException next) {
		this.failure.set(next);
	}

	public List<String> sent() {
		return this.sent;
	}

	@Override
	public void send(Map<String, byte[]> byCity) {
		RuntimeException next = this.failure.getAndSet(null);
		if (next != null) {
			throw next;
		}
		byCity.values().forEach((json) -> this.sent.add(new String(json, StandardCharsets.UTF_8)));
	}

	@Override
	public SortedMap<String, String> sha256ByName(LocalDate day) {
		SortedMap<String, String> manifests = new TreeMap<>();
		for (String json : this.sent) {
			JsonNode event = MAPPER.readTree(json);
			if (event.get("day").asString().equals(day.toString())) {
				manifests.putIfAbsent(event.get("manifest").asString(), event.get("manifestSha256").asString());
			}
		}
		return manifests;
	}

	@Override
	public Optional<AuditAnchor> auditAnchor(LocalDate day) {
		return this.sent.stream()
			.map(MAPPER::readTree)
			.filter((event) -> event.get("day").asString().equals(day.toString()))
			.map((event) -> event.get("auditTrail"))
			.findFirst()
			.map((audit) -> new AuditAnchor(audit.get("entries").asLong(), audit.get("head").asString()));
	}

}
