package io.medsettle.batch.files;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A clearing file of a published day. Its bytes never change.
 *
 * @param day the clearing day
 * @param name its name, unique within the day
 * @param city the city it is for
 * @param kind what it holds
 * @param revision its revision, from 1
 * @param sequenceNumber the city's number of the day's files: 1, 2, 3, … without gaps
 * @param sizeBytes its length
 * @param records its lines without the header; 1 for a manifest
 * @param sha256 its checksum, 64 hexadecimal digits
 * @param totals what its rows add up to
 * @param acknowledgedAt when the bureau confirmed that it has these bytes, if it did
 */
public record ClearingFile(LocalDate day, String name, String city, ClearingFileKind kind, int revision,
		long sequenceNumber, long sizeBytes, long records, String sha256, ControlTotals totals,
		@Nullable Instant acknowledgedAt) {
}
