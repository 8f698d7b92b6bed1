package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.files.ClearingFileKind;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.files.PublishedManifests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * A day that was published before its database was restored from a backup is published
 * again with the same bytes or not at all.
 */
@Component
class AnnouncedProof extends Proof {

	private final ClearingFileTable files;

	private final PublishedManifests published;

	AnnouncedProof(ClearingFileTable files, PublishedManifests published) {
		super(7, "a published day never changes");
		this.files = files;
		this.published = published;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		SortedMap<String, String> now = new TreeMap<>();
		this.files.list(day)
			.stream()
			.filter((file) -> file.kind() == ClearingFileKind.MANIFEST)
			.forEach((file) -> now.put(file.name(), file.sha256()));
		return this.published.sha256ByName(day)
			.entrySet()
			.stream()
			.filter((announced) -> !announced.getValue().equals(now.get(announced.getKey())))
			.findFirst()
			.map((announced) -> violation(announced, now.get(announced.getKey())));
	}

	private static String violation(Map.Entry<String, String> announced, @Nullable String now) {
		return ("%s was published before with the checksum %s and would now have %s. What was entered over HTTP after "
				+ "the backup of the database is missing: see Restoring in infra/README.md.")
			.formatted(announced.getKey(), announced.getValue(), (now != null) ? now : "no file");
	}

}
