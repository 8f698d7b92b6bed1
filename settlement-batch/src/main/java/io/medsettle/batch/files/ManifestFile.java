package io.medsettle.batch.files;

import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

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
 * <li>{@code previousManifestSha256}: of the city's manifest before, null on the first.
 * </ul>
 */
@Component
class ManifestFile {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

	private final ObjectWriter writer;

	private final ZoneId zone;

	ManifestFile(JsonMapper mapper, SettlementSettings settings) {
		DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
		this.writer = mapper.writer()
			.without(StreamWriteFeature.AUTO_CLOSE_TARGET)
			.with(new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
		this.zone = settings.timeZone();
	}

	FileContent write(OutputStream stream, Head head, List<ClearingFile> files) {
		ControlTotals cleared = totalsOf(files, ClearingFileKind.DETAIL);
		ControlTotals held = totalsOf(files, ClearingFileKind.BREAKS);
		try (JsonGenerator json = this.writer.createGenerator(stream)) {
			json.writeStartObject();
			json.writeStringProperty("city", head.city());
			json.writeStringProperty("day", head.day().toString());
			json.writeNumberProperty("revision", head.revision());
			json.writeNumberProperty("sequenceNumber", head.sequenceNumber());
			json.writeStringProperty("cutOff", TIME.format(head.cutOff().atZone(this.zone)));
			json.writeArrayPropertyStart("files");
			files.forEach((file) -> write(json, file));
			json.writeEndArray();
			json.writeObjectPropertyStart("totals");
			write(json, cleared);
			json.writeNumberProperty("netFen", cleared.netFen());
			json.writeEndObject();
			json.writeObjectPropertyStart("held");
			write(json, held);
			json.writeEndObject();
			json.writeStringProperty("previousManifestSha256", head.previousSha256());
			json.writeEndObject();
			json.writeRaw('\n');
		}
		return new FileContent(1, cleared);
	}

	private static void write(JsonGenerator json, ClearingFile file) {
		json.writeStartObject();
		json.writeStringProperty("name", file.name());
		json.writeStringProperty("kind", file.kind().name().toLowerCase(Locale.ROOT));
		json.writeNumberProperty("bytes", file.sizeBytes());
		json.writeNumberProperty("records", file.records());
		json.writeStringProperty("sha256", file.sha256());
		json.writeEndObject();
	}

	private static void write(JsonGenerator json, ControlTotals totals) {
		json.writeNumberProperty("payableClaims", totals.payableClaims());
		json.writeNumberProperty("payableFen", totals.payableFen());
		json.writeNumberProperty("receivableClaims", totals.receivableClaims());
		json.writeNumberProperty("receivableFen", totals.receivableFen());
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
	 */
	record Head(String city, LocalDate day, int revision, long sequenceNumber, Instant cutOff,
			@Nullable String previousSha256) {
	}

}
