package io.medsettle.api.operator;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.problem.ProblemCode;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be taken.
 */
@Schema(name = "DeadLetter")
record DeadLetterView(
		@Schema(example = "claims.submitted-3-1204",
				description = "Topic, partition and offset, where its bytes stand.") String id,
		@Schema(example = "claims.submitted", description = "The topic it stands on.") String topic,
		@Schema(description = "The day it counts for. Absent where no submitted event is missed for it.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate clearingDay,
		@Schema(description = "The code of why it could not be taken. Absent where there is none.",
				example = "SIGNATURE_MISSING") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String code,
		@Schema(description = "Why it could not be taken.", example = "The bytes are no UTF-8.") String reason,
		@Schema(description = "Its size.") int bytes,
		@Schema(description = "The SHA-256 of its bytes, 64 hexadecimal digits.") String sha256,
		@Schema(description = "How it begins: letters as a, digits as 9, what is not visible ASCII as a dot.",
				example = "{\"aaaaaaaaAaaa\":9,") String excerpt,
		@Schema(description = "When Kafka took it.") Instant receivedAt,
		@Schema(description = "What an operator has done with it. Absent until something is done.") @JsonInclude(JsonInclude.Include.NON_NULL) DeadLetter.@Nullable Resolution resolution,
		@Schema(description = "Who has done it.",
				example = "wang.li") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resolvedBy,
		@Schema(description = "When it was done.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant resolvedAt) {

	static DeadLetterView of(DeadLetter letter) {
		DeadLetter.@Nullable Account account = letter.account();
		DeadLetter.@Nullable Resolved resolved = letter.resolved();
		ProblemCode code = letter.code();
		return new DeadLetterView(letter.place().toString(), letter.place().topic(),
				(account != null) ? account.clearingDay() : null, (code != null) ? code.name() : null,
				ReaderLanguage.say(letter.reason()), letter.content().sizeBytes(), letter.content().sha256(),
				letter.content().excerpt(), letter.appendedAt(), (resolved != null) ? resolved.resolution() : null,
				(resolved != null) ? resolved.actor() : null, (resolved != null) ? resolved.at() : null);
	}

}
