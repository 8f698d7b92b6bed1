package io.medsettle.batch.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.batch.step.Sha256;

import org.springframework.stereotype.Component;

/**
 * Keeps the files of days that were published before the database was restored from a
 * backup: what bureaus may have fetched never changes.
 */
@Component
class PublishedBytes {

	private final PublishedManifests published;

	PublishedBytes(PublishedManifests published) {
		this.published = published;
	}

	/**
	 * Makes sure that a file may take the place of the one that has its name. A file is
	 * written again by every night that is done again, so Kafka is asked only where the
	 * bytes differ.
	 * @param manifest the name of the manifest that the file belongs to
	 * @throws NightRefusedException if that was announced and the bytes differ
	 */
	void requireUnchanged(LocalDate day, String manifest, Path file, String sha256) throws IOException {
		if (Files.exists(file) && !Sha256.ofFile(file).equals(sha256)
				&& this.published.sha256ByName(day).containsKey(manifest)) {
			throw new NightRefusedException(("%s was published before, and this night would write other bytes; the "
					+ "published file was left as it is. What was entered over HTTP after the backup of the database "
					+ "(statements, insured cities' decisions, break actions) is missing: see Restoring in "
					+ "infra/README.md.")
				.formatted(file.getFileName()));
		}
	}

}
