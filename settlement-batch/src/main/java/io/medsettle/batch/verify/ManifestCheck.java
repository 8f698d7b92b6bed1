package io.medsettle.batch.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Holds a manifest against the files it lists, the totals of the claims, and the city's
 * manifest before it.
 */
@Component
class ManifestCheck {

	private static final String WHAT = "Manifest";

	private static final String ANCHOR = "select entries, head from audit_anchor where day = ?";

	private static final String HASH = "select hash from audit_entry where number = ?";

	/** Where the audit trail had no row yet. */
	private static final String NO_HASH = "0".repeat(64);

	private final PublishedFiles files;

	private final JsonMapper mapper;

	private final JdbcTemplate jdbc;

	ManifestCheck(PublishedFiles files, JsonMapper mapper, JdbcTemplate jdbc) {
		this.files = files;
		this.mapper = mapper;
		this.jdbc = jdbc;
	}

	/**
	 * Reads the manifest.
	 * @param listed the city's other files of the day as they were found on the disk
	 * @throws UnreadableFileException if it is in no readable form
	 */
	FileReader.Content check(Path path, PublishedFile file, Day day, List<PublishedFile> listed,
			Discrepancies discrepancies) throws IOException {
		byte[] bytes = Files.readAllBytes(path);
		JsonNode manifest = parsed(bytes);
		compare(file, "city", file.city(), text(manifest, "city"), discrepancies);
		compare(file, "day", day.day().toString(), text(manifest, "day"), discrepancies);
		compare(file, "revision", String.valueOf(file.revision()), text(manifest, "revision"), discrepancies);
		compare(file, "cutOff", day.cutOff().toString(), instant(text(manifest, "cutOff")), discrepancies);
		compare(file, "totals", day.cleared().toString(), totals(manifest.path("totals")), discrepancies);
		compare(file, "netFen", String.valueOf(day.cleared().netFen()), text(manifest.path("totals"), "netFen"),
				discrepancies);
		compare(file, "held", day.held().toString(), totals(manifest.path("held")), discrepancies);
		listed(manifest.path("files"), file, listed, discrepancies);
		chain(manifest, file, day.day(), discrepancies);
		audit(manifest.path("auditTrail"), file, day.day(), discrepancies);
		return new FileReader.Content(bytes.length, 1, FileReader.checksum(bytes));
	}

	private void listed(JsonNode told, PublishedFile file, List<PublishedFile> listed, Discrepancies discrepancies) {
		compare(file, "number of files", String.valueOf(listed.size()), String.valueOf(told.size()), discrepancies);
		for (PublishedFile each : listed) {
			String expected = each.bytes() + " bytes, " + each.records() + " records, " + each.sha256();
			String found = told.valueStream()
				.filter((entry) -> text(entry, "name").equals(each.name())
						&& text(entry, "kind").equals(each.kind().toLowerCase(Locale.ROOT)))
				.findFirst()
				.map((entry) -> text(entry, "bytes") + " bytes, " + text(entry, "records") + " records, "
						+ text(entry, "sha256"))
				.orElse("nothing");
			compare(file, each.name(), expected, found, discrepancies);
		}
	}

	/**
	 * Each manifest names the checksum of the one before and has the next number, so that
	 * none can be missing or another.
	 */
	private void chain(JsonNode manifest, PublishedFile file, LocalDate day, Discrepancies discrepancies)
			throws IOException {
		Optional<PublishedFile> before = this.files.manifestBefore(day, file.city());
		long number = before.map(PublishedFile::sequenceNumber).orElse(0L) + 1;
		compare(file, "sequenceNumber", String.valueOf(number), text(manifest, "sequenceNumber"), discrepancies);
		compare(file, "registered sequence number", String.valueOf(number), String.valueOf(file.sequenceNumber()),
				discrepancies);
		compare(file, "previousManifestSha256", before.map(PublishedFile::sha256).orElse("null"),
				text(manifest, "previousManifestSha256"), discrepancies);
		if (before.isPresent()) {
			PublishedFile earlier = before.get();
			Path path = this.files.path(earlier);
			// One that is gone is found when its own day is verified.
			if (Files.exists(path)) {
				compare(earlier, "checksum on the disk", earlier.sha256(),
						FileReader.checksum(Files.readAllBytes(path)), discrepancies);
			}
		}
	}

	/**
	 * The manifest tells the place in the audit trail that the day has, and the trail has
	 * it still. Days of before there was a trail have none.
	 */
	private void audit(JsonNode told, PublishedFile file, LocalDate day, Discrepancies discrepancies) {
		String anchor = this.jdbc.query(ANCHOR, (row, number) -> place(row.getString(1), row.getString(2)), day)
			.stream()
			.findFirst()
			.orElse("nothing");
		String found = told.isObject() ? place(text(told, "entries"), text(told, "head")) : "nothing";
		compare(file, "auditTrail", anchor, found, discrepancies);
		if (told.isObject()) {
			long entries = told.path("entries").asLong(-1);
			String hash = (entries == 0) ? NO_HASH
					: this.jdbc.queryForList(HASH, String.class, entries).stream().findFirst().orElse("no such row");
			compare(file, "row of the audit trail", place(text(told, "entries"), hash), found, discrepancies);
		}
	}

	private static String place(String entries, String head) {
		return "row " + entries + " with the hash " + head;
	}

	private JsonNode parsed(byte[] bytes) {
		try {
			return this.mapper.readTree(bytes);
		}
		catch (JacksonException ex) {
			throw new UnreadableFileException("no JSON", ex);
		}
	}

	private static void compare(PublishedFile file, String member, String expected, String found,
			Discrepancies discrepancies) {
		discrepancies.compare(WHAT, file.name() + ", " + member, expected, found);
	}

	private static String totals(JsonNode totals) {
		return new Totals(totals.path("payableClaims").asLong(0), totals.path("payableFen").asLong(0),
				totals.path("receivableClaims").asLong(0), totals.path("receivableFen").asLong(0))
			.toString();
	}

	private static String text(JsonNode node, String member) {
		return node.path(member).isNull() ? "null" : node.path(member).asString("nothing");
	}

	private static String instant(String time) {
		try {
			return OffsetDateTime.parse(time).toInstant().toString();
		}
		catch (DateTimeParseException ex) {
			return time;
		}
	}

	/**
	 * What the manifest must say of its day.
	 *
	 * @param day the clearing day
	 * @param cutOff its cut-off
	 * @param cleared what the city pays and is paid
	 * @param held what is held of it
	 */
	record Day(LocalDate day, Instant cutOff, Totals cleared, Totals held) {
	}

}
