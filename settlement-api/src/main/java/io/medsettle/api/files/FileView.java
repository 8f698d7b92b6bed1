package io.medsettle.api.files;

import java.time.OffsetDateTime;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFileKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A clearing file, as bureaus see it.
 *
 * @param name its name, unique within the day
 * @param city the city it is for
 * @param kind what it holds
 * @param revision its revision, from 1
 * @param sequenceNumber the city's number of the day's files, without gaps
 * @param state whether the bureau has confirmed that it has these bytes
 * @param bytes its length
 * @param records its lines without the header; 1 for a manifest
 * @param sha256 its checksum
 * @param acknowledgedAt when the bureau confirmed it; null before
 * @param href where its bytes are
 */
@Schema(name = "ClearingFile")
record FileView(@Schema(example = "310000_20261120_detail_v1.csv") String name, @Schema(example = "310000") String city,
		ClearingFileKind kind, int revision,
		@Schema(description = "1, 2, 3, … without gaps: the city's number of the day's files.") long sequenceNumber,
		State state, long bytes, @Schema(description = "Lines without the header; 1 for a manifest.") long records,
		@Schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08") String sha256,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OffsetDateTime acknowledgedAt,
		@Schema(example = "/api/v1/clearing-days/2026-11-20/files/310000_20261120_detail_v1.csv") String href) {

	/**
	 * What the bureau has made of a file.
	 */
	enum State {

		/** Can be fetched. */
		PUBLISHED,

		/** The bureau has confirmed its checksum. */
		ACKNOWLEDGED

	}

	static FileView of(ClearingFile file, ZoneId zone) {
		boolean acknowledged = file.acknowledgedAt() != null;
		return new FileView(file.name(), file.city(), file.kind(), file.revision(), file.sequenceNumber(),
				acknowledged ? State.ACKNOWLEDGED : State.PUBLISHED, file.sizeBytes(), file.records(), file.sha256(),
				(file.acknowledgedAt() != null) ? file.acknowledgedAt().atZone(zone).toOffsetDateTime() : null,
				"/api/v1/clearing-days/" + file.day() + "/files/" + file.name());
	}

}
