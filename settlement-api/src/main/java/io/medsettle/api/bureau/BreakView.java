package io.medsettle.api.bureau;

import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.reconcile.Break;
import io.medsettle.batch.reconcile.BreakState;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.claim.ClaimKind;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held back from clearing, as bureaus see it.
 *
 * @param id the same for the same claim, for ever
 * @param category why, by kind
 * @param meaning what the category means
 * @param remedy who does what about it
 * @param state whether it still holds the claim
 * @param openedDay the clearing day it was first held on
 * @param resolvedDay the clearing day it cleared on; null while it is held
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number
 * @param kind settlement or reversal
 * @param originalClaimNo the claim a reversal takes back
 * @param insuredCity the city that would pay
 * @param treatmentCity the city that would receive
 * @param clearedFen what would clear: negative for a reversal
 * @param reason why, in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Break", description = "A claim that is or was held back from clearing.")
record BreakView(@Schema(example = "5f2b9c0e7d1a4c33") String id, BreakCategory category,
		@Schema(example = "The reversal's original has not been submitted.") String meaning,
		@Schema(example = "The hospital submits the original; the reversal clears on that day.") String remedy,
		BreakState state, @Schema(description = "The clearing day it was first held on.") LocalDate openedDay,
		@Schema(description = "The clearing day it cleared on; absent while it is held.") @Nullable LocalDate resolvedDay,
		String hospitalCode, String claimNo, ClaimKind kind, @Nullable String originalClaimNo, String insuredCity,
		String treatmentCity,
		@Schema(description = "What would clear; negative for a reversal.", example = "-80000") long clearedFen,
		String reason) {

	static BreakView of(Break held) {
		return new BreakView(held.id(), held.category(), held.category().sentence(), held.category().remedy(),
				held.state(), held.openedDay(), held.resolvedDay(), held.hospitalCode(), held.claimNo(), held.kind(),
				held.originalClaimNo(), held.insuredCity(), held.treatmentCity(), held.clearedFen(), held.reason());
	}

}
