package io.medsettle.api.claims;

import java.time.LocalDate;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.intake.ClaimStatus;
import io.medsettle.core.intake.FinalStatus;
import io.medsettle.core.problem.InputError;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital gets for a claim it submits.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What a hospital gets for a claim it submits.")
record ClaimReceipt(@Schema(example = "H31000000001") String hospitalCode,
		@Schema(example = "H31000000001-20261120-000017") String claimNo,
		@Schema(description = "RECEIVED, or the final status if the caller waited for it.", allowableValues = {
				"RECEIVED", "POSTED", "REJECTED", "DUPLICATE" }) ClaimStatus status,
		@Schema(description = "When the claim became durable; decides its clearing day.",
				example = "2026-11-20T08:30:13.204+08:00") Instant receivedAt,
		@Schema(description = "With a final status: the day the claim counts for.") @Nullable LocalDate clearingDay,
		@Schema(description = "With REJECTED: the reason.") @Nullable String code,
		@Schema(description = "With REJECTED: the field that is the reason.") @Nullable String pointer,
		@Schema(description = "With REJECTED: the reason in a sentence.") @Nullable String message){

	static ClaimReceipt received(ClaimIdentity identity, Instant receivedAt) {
		return new ClaimReceipt(identity.hospitalCode(), identity.claimNo(), ClaimStatus.RECEIVED, receivedAt, null,
				null, null, null);
	}

	ClaimReceipt ended(FinalStatus end) {
		@Nullable InputError error = end.error();
		return new ClaimReceipt(this.hospitalCode, this.claimNo, end.status(), this.receivedAt, end.clearingDay(),
				(error != null) ? error.code().name() : null, (error != null) ? error.pointer() : null,
				(error != null) ? ReaderLanguage.say(error.message()) : null);
	}

}
