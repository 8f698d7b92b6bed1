package io.medsettle.batch.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.medsettle.core.audit.AuditAnchor;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * The manifest: what proves to a bureau that it has all files of a day, whole and in
 * order. One JSON object, indented, with these members in this order:
 * <ul>
 * <li>{@code city}, {@code day}, {@code revision};
 * <li>{@code sequenceNumber}: the city's manifests are numbered 1, 2, 3, … without gaps;
 * <li>{@code cutOff}: the first instant that no longer belongs to the day;
 * <li>{@code files}: {@code name}, {@code kind}, {@code bytes}, {@code records},
 * {@code sha256} of the detail, summary and breaks file;
 * <li>{@code totals}: {@code payableClaims}, {@code payableFen},
 * {@code receivableClaims}, {@code receivableFen}, {@code netFen} of what cleared;
 * <li>{@code held}: {@code payableClaims}, {@code payableFen}, {@code receivableClaims},
 * {@code receivableFen} of what is held back after the day;
 * <li>{@code previousManifestSha256}: of the city's manifest before, null on the first;
 * <li>{@code auditTrail}: {@code entries} and {@code head}, how many rows the audit trail
 * had and the hash of the last of them when the day was first composed.
 * </ul>
 */
@Component
class ManifestFile {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

	private final JsonMapper mapper;

	private final ObjectWriter writer;

	private final ZoneId zone;

	ManifestFile(JsonMapper mapper, SettlementSettings settings) {
		this.mapper = mapper;
		DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
		this.writer = mapper.writer()
			.without(StreamWriteFeature.AUTO_CLOSE_TARGET)
			.with(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
		this.zone = settings.timeZone();
	}

	FileContent write(OutputStream stream, Head head, List<ClearingFile> files) throws IOException {
		ControlTotals cleared = totalsOf(files, ClearingFileKind.DETAIL);
		ControlTotals held = totalsOf(files, ClearingFileKind.BREAKS);
		ObjectNode manifest = this.mapper.createObjectNode()
			.put("city", head.city())
			.put("day", head.day().toString())
			.put("revision", head.revision())
			.put("sequenceNumber", head.sequenceNumber())
			.put("cutOff", TIME.format(head.cutOff().atZone(this.zone)));
		ArrayNode listed = manifest.putArray("files");
		for (ClearingFile file : files) {
			listed.addObject()
				.put("name", file.name())
				.put("kind", file.kind().name().toLowerCase(Locale.ROOT))
				.put("bytes", file.sizeBytes())
				.put("records", file.records())
				.put("sha256", file.sha256());
		}
		put(manifest.putObject("totals"), cleared).put("netFen", cleared.netFen());
		put(manifest.putObject("held"), held);
		manifest.put("previousManifestSha256", head.previousSha256());
		manifest.putObject("auditTrail").put("entries", head.audit().entries()).put("head", head.audit().head());
		this.writer.writeValue(stream, manifest);
		stream.write('\n');
		return new FileContent(1, cleared);
	}

	private static ObjectNode put(ObjectNode json, ControlTotals totals) {
		return json.put("payableClaims", totals.payableClaims())
			.put("payableFen", totals.payableFen())
			.put("receivableClaims", totals.receivableClaims())
			.put("receivableFen", totals.receivableFen());
	}

	private static ControlTotals totalsOf(List<ClearingFile> files, ClearingFileKind kind) {
		return files.stream()
			.filter((file) -> file.kind() == kind)
			.map(ClearingFile::totals)
			.findFirst()
			.orElse(ControlTotals.NONE);
	}

	/**
	 * What a manifest says of itself.
	 *
	 * @param city the city
	 * @param day the clearing day
	 * @param revision of the day's files
	 * @param sequenceNumber one more than that of the city's manifest before
	 * @param cutOff the day's cut-off
	 * @param previousSha256 the checksum of the city's manifest before, if there is one
	 * @param audit where the audit trail stood
	 */
	record Head(String city, LocalDate day, int revision, long sequenceNumber, Instant cutOff,
			@Nullable String previousSha256, AuditAnchor audit) {
	}

}
