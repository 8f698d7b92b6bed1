package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFileKind;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.files.PublishedManifests;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.audit.AuditAnchor;
import io.medsettle.core.audit.AuditAnchors;
import io.medsettle.core.database.Durability;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Tells every city that its files of the day lie ready: one event a city, at least once,
 * and not again where it was told before the database was restored from a backup. An
 * event has the members {@code day}, {@code city}, {@code revision},
 * {@code sequenceNumber}, {@code manifest}, {@code manifestSha256}, {@code payableFen},
 * {@code receivableFen}, {@code netFen} and {@code auditTrail}.
 */
@Component
public class AnnounceDay extends NightStep {

	private final ClearingFileTable files;

	private final Announcements announcements;

	private final PublishedManifests published;

	private final AuditAnchors anchors;

	private final Durability durability;

	private final JsonMapper mapper;

	AnnounceDay(ClearingFileTable files, Announcements announcements, PublishedManifests published,
			AuditAnchors anchors, Durability durability, JsonMapper mapper) {
		super("announce", "cities");
		this.files = files;
		this.announcements = announcements;
		this.published = published;
		this.anchors = anchors;
		this.durability = durability;
		this.mapper = mapper;
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		AuditAnchor audit = this.anchors.find(day).orElseThrow();
		SortedMap<String, String> told = this.published.sha256ByName(day);
		SortedMap<String, byte[]> byCity = new TreeMap<>();
		int cities = 0;
		for (ClearingFile file : this.files.list(day)) {
			if (file.kind() != ClearingFileKind.MANIFEST) {
				continue;
			}
			cities++;
			if (!file.sha256().equals(told.get(file.name()))) {
				byCity.put(file.city(), this.mapper.writeValueAsBytes(event(file, audit)));
			}
		}
		this.durability.assure();
		this.announcements.send(byCity);
		task.finish(cities);
		task.conclude(byCity.size() + " cities told");
		return true;
	}

	private ObjectNode event(ClearingFile manifest, AuditAnchor audit) {
		ObjectNode event = this.mapper.createObjectNode()
			.put("day", manifest.day().toString())
			.put("city", manifest.city())
			.put("revision", manifest.revision())
			.put("sequenceNumber", manifest.sequenceNumber())
			.put("manifest", manifest.name())
			.put("manifestSha256", manifest.sha256())
			.put("payableFen", manifest.totals().payableFen())
			.put("receivableFen", manifest.totals().receivableFen())
			.put("netFen", manifest.totals().netFen());
		event.putObject("auditTrail").put("entries", audit.entries()).put("head", audit.head());
		return event;
	}

}
