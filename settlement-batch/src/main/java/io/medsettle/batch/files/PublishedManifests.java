package io.medsettle.batch.files;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

import io.medsettle.core.audit.AuditAnchor;

/**
 * What was announced of published days, whatever the database knows of it: a database
 * that was restored from a backup has forgotten days whose files bureaus have. A wall:
 * behind it is Kafka.
 */
public interface PublishedManifests {

	/**
	 * The manifests of the day that were announced.
	 * @return the SHA-256 of each, hexadecimal, by its name
	 */
	SortedMap<String, String> sha256ByName(LocalDate day);

	/**
	 * Where the audit trail stood as the manifests of the day tell it, if they were
	 * announced.
	 */
	Optional<AuditAnchor> auditAnchor(LocalDate day);

}
