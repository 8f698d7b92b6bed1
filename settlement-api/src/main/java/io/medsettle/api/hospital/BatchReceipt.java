package io.medsettle.api.hospital;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.claim.InputError;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch when it was taken in.
 *
 * @param received lines that are durable in Kafka
 * @param refused lines that are not, because something is wrong with them
 * @param errors what is wrong, in the order of the lines
 * @param clearingDays how many of the received count for which clearing day; null if the
 * engine cannot tell now
 * @param errorsOmitted how many more errors there are than the list holds
 */
@Schema(description = "What became of a batch. Blank lines count neither as received nor as refused.")
record BatchReceipt(
		@Schema(description = "Lines that are durable in Kafka. Whether they are posted shows at each claim.",
				example = "2383") long received,
		@Schema(description = "Lines that were not taken.", example = "2") long refused,
		@Schema(description = "What is wrong with the refused lines; the first " + Errors.ERRORS_MAX
				+ " errors.") List<LineError> errors,
		@Schema(description = "How many of the received lines count for which clearing day: a statement names each "
				+ "claim on that day. Absent if the engine cannot tell now; every claim tells it for itself.",
				example = "{\"2026-11-20\": 2380, \"2026-11-21\": 3}") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<LocalDate, Long> clearingDays,
		@Schema(description = "How many more errors there are than the list holds; absent when it holds them all.") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long errorsOmitted) {

	/**
	 * One thing wrong with one line.
	 *
	 * @param line the line's number, from 1, blank lines counted
	 * @param code what kind of wrong
	 * @param pointer JSON pointer of the field, empty for the whole line
	 * @param message the rule that is broken
	 */
	record LineError(@Schema(example = "17") long line, @Schema(example = "MISSING_FIELD") String code,
			@Schema(example = "/personNo") String pointer,
			@Schema(example = "The field personNo is missing.") String message) {
	}

	/**
	 * Errors as they are found, up to a bound.
	 */
	static final class Errors {

		/** The most errors that an answer lists. */
		static final int ERRORS_MAX = 1000;

		private final List<LineError> first = new ArrayList<>();

		private long omitted;

		void add(long line, InputError error) {
			if (this.first.size() < ERRORS_MAX) {
				this.first.add(new LineError(line, error.code().name(), error.pointer(), error.message()));
			}
			else {
				this.omitted++;
			}
		}

		BatchReceipt receipt(long received, long refused, @Nullable SortedMap<LocalDate, Long> clearingDays) {
			return new BatchReceipt(received, refused, List.copyOf(this.first), clearingDays, this.omitted);
		}

	}

}
