package io.medsettle.batch.verify;

import java.time.LocalDate;

/**
 * A clearing file as it was registered when its day was published.
 *
 * @param day its clearing day
 * @param name its name
 * @param city the city it is for
 * @param kind {@code DETAIL}, {@code SUMMARY}, {@code BREAKS} or {@code MANIFEST}
 * @param revision its revision
 * @param sequenceNumber the city's number of the day's files
 * @param bytes its length
 * @param records its lines without the header; 1 for a manifest
 * @param sha256 its checksum
 * @param totals what its lines add up to
 */
record PublishedFile(LocalDate day, String name, String city, String kind, int revision, long sequenceNumber,
		long bytes, long records, String sha256, Totals totals) {

	static final String DETAIL = "DETAIL";

	static final String SUMMARY = "SUMMARY";

	static final String BREAKS = "BREAKS";

	static final String MANIFEST = "MANIFEST";

	/** The file as it is on the disk. */
	PublishedFile onDisk(FileReader.Content content) {
		return new PublishedFile(this.day, this.name, this.city, this.kind, this.revision, this.sequenceNumber,
				content.bytes(), content.records(), content.sha256(), this.totals);
	}

}
