package io.medsettle.api.claims;

import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.claim.PersonNumber;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A claim with the names of the contract, as it is described to callers and shown to the
 * hospital that sent it.
 */
@Schema(name = "Claim", description = "One settled visit, or the reversal of one. Amounts are whole fen.",
		example = ClaimDocument.EXAMPLE, requiredProperties = { "hospitalCode", "claimNo", "kind", "insuredCity",
				"personNo", "insuranceType", "visitType", "settledAt", "totalFen", "fundFen", "accountFen", "cashFen" })
public record ClaimDocument(
		@Schema(description = "H, 6-digit area, 5 digits.", pattern = Hospital.CODE_PATTERN) String hospitalCode,
		@Schema(description = "The hospital's own number; with hospitalCode it names the claim for ever.",
				pattern = FieldRules.CLAIM_NO_PATTERN, maxLength = FieldRules.MAXIMUM_TEXT_LENGTH) String claimNo,
		ClaimKind kind,
		@Schema(description = "On a reversal: the claim it takes back.", pattern = FieldRules.CLAIM_NO_PATTERN,
				maxLength = FieldRules.MAXIMUM_TEXT_LENGTH, types = {
						"string", "null" }) @Nullable String originalClaimNo,
		@Schema(description = "GB/T 2260 code of the city that pays.", pattern = City.CODE_PATTERN) String insuredCity,
		@Schema(description = "The person's number in the insured city. Compared and kept in capitals: an identity number may end in x or X.",
				pattern = FieldRules.PERSON_NO_PATTERN, maxLength = FieldRules.MAXIMUM_TEXT_LENGTH) String personNo,
		@Schema(description = "310 employee, 390 resident.",
				pattern = FieldRules.INSURANCE_TYPE_PATTERN) String insuranceType,
		@Schema(description = "11 outpatient, 12 registration, 13 emergency, 14 chronic.",
				pattern = FieldRules.VISIT_TYPE_PATTERN) String visitType,
		@Schema(description = "With seconds and offset. A blank may stand instead of the T, and the offset without its colon.") OffsetDateTime settledAt,
		@Schema(description = "If given, the hospital's city.",
				pattern = City.CODE_PATTERN) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String treatmentCity,
		@Schema(description = "totalFen = fundFen + accountFen + cashFen", minimum = "0",
				maximum = "" + FieldRules.MAXIMUM_FEN) long totalFen,
		@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long fundFen,
		@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long accountFen,
		@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long cashFen,
		@Schema(description = "If given, adds up to totalFen.",
				implementation = Split.class) @JsonInclude(JsonInclude.Include.NON_NULL) Claim.@Nullable Split split,
		@Schema(description = "Parts of fundFen by fund; if given, they add up to it. Names are ASCII letters, digits, dots, dashes and underscores.",
				maxProperties = FieldRules.MAXIMUM_FUNDS) @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> funds){

	static final String EXAMPLE = """
			{"hospitalCode":"H31000000001","claimNo":"H31000000001-20261120-000017","kind":"SETTLEMENT",\
			"originalClaimNo":null,"insuredCity":"320500","personNo":"32050000012345","insuranceType":"310",\
			"visitType":"11","settledAt":"2026-11-20T08:30:12+08:00","totalFen":128650,"fundFen":30000,\
			"accountFen":50000,"cashFen":48650}""";

	static ClaimDocument of(Claim claim) {
		return of(claim, new Detail(claim.split(), claim.funds()));
	}

	/**
	 * A claim whose optional parts are kept apart from it.
	 */
	static ClaimDocument of(Claim claim, Detail detail) {
		Map<String, Long> funds = detail.funds();
		return new ClaimDocument(claim.hospitalCode(), claim.claimNo(), claim.kind(), claim.originalClaimNo(),
				claim.insuredCity(), claim.personNo(), claim.insuranceType(), claim.visitType(), claim.settledAt(),
				claim.treatmentCity(), claim.totalFen(), claim.fundFen(), claim.accountFen(), claim.cashFen(),
				detail.split(), (funds != null) ? funds : Map.of());
	}

	/** The same, as it is shown to those who need not know whose visit it was. */
	ClaimDocument masked() {
		return new ClaimDocument(this.hospitalCode, this.claimNo, this.kind, this.originalClaimNo, this.insuredCity,
				PersonNumber.masked(this.personNo), this.insuranceType, this.visitType, this.settledAt,
				this.treatmentCity, this.totalFen, this.fundFen, this.accountFen, this.cashFen, this.split, this.funds);
	}

	@Override
	public String toString() {
		return "ClaimDocument of " + this.claimNo;
	}

	/**
	 * The treatment city's split, as it is described to callers.
	 */
	@Schema(name = "ClaimSplit", requiredProperties = { "ownPayFen", "overLimitFen", "prePayFen", "inScopeFen" })
	record Split(@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long ownPayFen,
			@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long overLimitFen,
			@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long prePayFen,
			@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long inScopeFen) {
	}

	/**
	 * The optional parts of a claim, as {@code ClaimDetail} writes them.
	 */
	record Detail(Claim.@Nullable Split split, @Nullable Map<String, Long> funds) {

		static final Detail NONE = new Detail(null, null);

	}

}
