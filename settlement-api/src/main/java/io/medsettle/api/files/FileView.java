package io.medsettle.api.files;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFileKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A clearing file, as bureaus see it.
 */
@Schema(name = "ClearingFile")
record FileView(@Schema(description = "Unique within the day.", example = "310000_20261120_detail_v1.csv") String name,
		@Schema(description = "The city it is for.", example = "310000") String city,
		@Schema(description = "What it holds.") ClearingFileKind kind, @Schema(description = "From 1.") int revision,
		@Schema(description = "1, 2, 3, … without gaps: the city's number of the day's files.") long sequenceNumber,
		@Schema(description = "ACKNOWLEDGED: the bureau has confirmed that it has these bytes.") State state,
		@Schema(description = "Its length.") long bytes,
		@Schema(description = "Lines without the header; 1 for a manifest.") long records,
		@Schema(description = "Its checksum, in hexadecimal digits.",
				example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08") String sha256,
		@Schema(description = "When the bureau confirmed that; absent before.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant acknowledgedAt,
		@Schema(description = "Where its bytes are.",
				example = "/api/v1/clearing-days/2026-11-20/files/310000_20261120_detail_v1.csv") String href) {

	/**
	 * What the bureau has made of a file.
	 */
	enum State {

		/** Can be fetched. */
		PUBLISHED,

		/** The bureau has confirmed its checksum. */
		ACKNOWLEDGED

	}

	static FileView of(ClearingFile file) {
		boolean acknowledged = file.acknowledgedAt() != null;
		return new FileView(file.name(), file.city(), file.kind(), file.revision(), file.sequenceNumber(),
				acknowledged ? State.ACKNOWLEDGED : State.PUBLISHED, file.sizeBytes(), file.records(), file.sha256(),
				file.acknowledgedAt(), "/api/v1/clearing-days/" + file.day() + "/files/" + file.name());
	}

}
