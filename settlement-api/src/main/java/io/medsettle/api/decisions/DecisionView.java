package io.medsettle.api.decisions;

import java.time.LocalDate;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.decision.DecisionReader;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.KeptDecision;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.registry.City;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an insured city has said of a claim, as bureaus see it.
 *
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number
 * @param clearingDay the claim's clearing day
 * @param city the insured city
 * @param decision whether it refuses or deducts
 * @param deductFen what it deducts, without sign
 * @param reasonCode why
 * @param description what the reason means
 * @param comment in its words
 * @param actor who says so
 * @param at since when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Decision", description = "What an insured city has said of a claim of one of its insured.")
public record DecisionView(String hospitalCode, String claimNo, LocalDate clearingDay, String city,
		InsuredDecision.Kind decision,
		@Schema(description = "Only of a deduction, without sign.") @Nullable Long deductFen, DecisionReason reasonCode,
		String description, String comment, String actor, Instant at) {

	public static DecisionView of(KeptDecision kept) {
		InsuredDecision decision = kept.decision();
		return new DecisionView(decision.claim().hospitalCode(), decision.claim().claimNo(), kept.clearingDay(),
				decision.city(), decision.kind(),
				(decision.kind() == InsuredDecision.Kind.DEDUCT) ? decision.deductFen() : null, decision.reason(),
				ReaderLanguage.say(decision.reason().sentence()), decision.remark(), decision.actor(), kept.at());
	}

	/**
	 * What an insured city sends.
	 */
	@Schema(name = "DecisionRequest", requiredProperties = { "city", "decision", "reasonCode" })
	record Request(
			@Schema(description = "The insured city.", pattern = City.CODE_PATTERN, example = "320500") String city,
			InsuredDecision.Kind decision,
			@Schema(description = "For DEDUCT alone, without sign; less than what would clear.", minimum = "1",
					maximum = "" + FieldRules.MAXIMUM_FEN, example = "10000") @Nullable Long deductFen,
			DecisionReason reasonCode, @Schema(pattern = TextRules.REMARK_PATTERN,
					maxLength = DecisionReader.REMARK_LENGTH_MAX) @Nullable String comment) {
	}

}
