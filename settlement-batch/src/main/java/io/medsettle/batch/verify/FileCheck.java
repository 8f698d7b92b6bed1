package io.medsettle.batch.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the files of every city from the disk and holds them against what they were
 * registered with and against the claims.
 */
@Component
class FileCheck {

	/** Every city on the registry has a net position, and with it files. */
	private static final String CITIES = "select city from net_position where day = ?";

	private static final String FILE = "File";

	private final PublishedFiles files;

	private final DetailCheck details;

	private final ManifestCheck manifests;

	private final JdbcTemplate jdbc;

	FileCheck(PublishedFiles files, DetailCheck details, ManifestCheck manifests, JdbcTemplate jdbc) {
		this.files = files;
		this.details = details;
		this.manifests = manifests;
		this.jdbc = jdbc;
	}

	/**
	 * Checks the files of all cities.
	 * @param progress called before each city
	 * @return how many files were read
	 */
	long check(ClearedDay cleared, Instant cutOff, Discrepancies discrepancies, Runnable progress) {
		Map<String, Map<String, PublishedFile>> byCity = new HashMap<>();
		this.files.ofDay(cleared.day()).forEach((file) -> {
			if (byCity.computeIfAbsent(file.city(), (city) -> new HashMap<>()).put(file.kind(), file) != null) {
				discrepancies.add(FILE, file.name(), "one " + file.kind() + " file of the city", "several");
			}
		});
		Map<String, PublishedFile> breaksBefore = new HashMap<>();
		this.files.ofDay(cleared.day().minusDays(1))
			.stream()
			.filter((file) -> file.kind().equals(PublishedFile.BREAKS))
			.forEach((file) -> breaksBefore.put(file.city(), file));
		SortedSet<String> cities = BreaksCheck.cities(cleared);
		cities.addAll(byCity.keySet());
		cities.addAll(this.jdbc.query(CITIES, (row, number) -> row.getString(1), cleared.day()));
		cleared.pairs().forEach((pair) -> {
			cities.add(pair.insuredCity());
			cities.add(pair.treatmentCity());
		});
		long read = 0;
		for (String city : cities) {
			progress.run();
			read += ofCity(city, byCity.getOrDefault(city, Map.of()), heldBy(breaksBefore.get(city)), cleared, cutOff,
					discrepancies);
		}
		return read;
	}

	private long ofCity(String city, Map<String, PublishedFile> byKind, Set<String> heldBefore, ClearedDay cleared,
			Instant cutOff, Discrepancies discrepancies) {
		Totals totals = SummaryCheck.totals(city, cleared);
		BreaksCheck breaks = new BreaksCheck(heldBefore);
		List<PublishedFile> files = new ArrayList<>();
		long[] read = { 0 };
		Check check = (kind, adds, content) -> {
			PublishedFile file = byKind.get(kind);
			if (file == null) {
				discrepancies.add(FILE, kind + " of city " + city, "a registered file", "none");
			}
			else {
				Optional<PublishedFile> onDisk = check(file, content, discrepancies);
				if (onDisk.isPresent()) {
					read[0]++;
					discrepancies.compare(FILE, file.name() + " as registered", adds.get().toString(),
							file.totals().toString());
				}
				files.add(onDisk.orElse(file));
			}
		};
		check.of(PublishedFile.DETAIL, () -> totals,
				(path, file) -> this.details.check(path, file, cleared, discrepancies));
		check.of(PublishedFile.SUMMARY, () -> totals,
				(path, file) -> SummaryCheck.check(path, file, cleared, discrepancies));
		check.of(PublishedFile.BREAKS, breaks::totals,
				(path, file) -> breaks.check(path, file, cleared, discrepancies));
		List<PublishedFile> listed = List.copyOf(files);
		ManifestCheck.Day told = new ManifestCheck.Day(cleared.day(), cutOff, totals, breaks.totals());
		check.of(PublishedFile.MANIFEST, () -> totals,
				(path, file) -> this.manifests.check(path, file, told, listed, discrepancies));
		return read[0];
	}

	/** What is wrong with that file, the verification of its own day tells. */
	private Set<String> heldBy(@Nullable PublishedFile breaks) {
		try {
			return (breaks != null) ? BreaksCheck.held(this.files.path(breaks)) : Set.of();
		}
		catch (UnreadableFileException | IOException ex) {
			return Set.of();
		}
	}

	/**
	 * Checks a file.
	 * @return the file as it is on the disk, if it is there and can be read
	 */
	private Optional<PublishedFile> check(PublishedFile file, ContentCheck check, Discrepancies discrepancies) {
		Path path = this.files.path(file);
		if (!Files.isRegularFile(path)) {
			discrepancies.add(FILE, file.name(), "on the disk", "no file");
			return Optional.empty();
		}
		try {
			FileReader.Content content = check.check(path, file);
			discrepancies.compare(FILE, file.name(), described(file.bytes(), file.records(), file.sha256()),
					described(content.bytes(), content.records(), content.sha256()));
			return Optional.of(file.onDisk(content));
		}
		catch (UnreadableFileException ex) {
			discrepancies.add(FILE, file.name(), "a " + file.kind() + " file", String.valueOf(ex.getMessage()));
		}
		catch (IOException ex) {
			discrepancies.add(FILE, file.name(), "a " + file.kind() + " file",
					"unreadable: " + ex.getClass().getSimpleName());
		}
		return Optional.empty();
	}

	private static String described(long bytes, long records, String sha256) {
		return bytes + " bytes, " + records + " records, SHA-256 " + sha256;
	}

	/** Checks one kind of file of a city. */
	private interface Check {

		/**
		 * @param adds what its lines must add up to, once they are read
		 */
		void of(String kind, Supplier<Totals> adds, ContentCheck content);

	}

	private interface ContentCheck {

		FileReader.Content check(Path path, PublishedFile file) throws IOException;

	}

}
