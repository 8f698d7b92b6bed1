package io.medsettle.core.claim;

import java.util.List;
import java.util.function.Predicate;

import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The fields of a claim event with the rule of each, in the order of the contract, which
 * is the order in which errors are reported. Texts stand first, then amounts, then
 * objects.
 */
@SuppressWarnings("EnumOrdinal") // The order is the contract's.
enum ClaimField {

	HOSPITAL_CODE("hospitalCode", true, Hospital::isCode, Hospital.CODE_RULE),

	CLAIM_NO("claimNo", true, FieldRules::isClaimNo, FieldRules.CLAIM_NO_RULE),

	KIND("kind", true, FieldRules::isKind, FieldRules.KIND_RULE),

	ORIGINAL_CLAIM_NO("originalClaimNo", false, FieldRules::isClaimNo, FieldRules.CLAIM_NO_RULE),

	INSURED_CITY("insuredCity", true, City::isCode, City.CODE_RULE),

	PERSON_NO("personNo", true, FieldRules::isPersonNo, FieldRules.PERSON_NO_RULE),

	INSURANCE_TYPE("insuranceType", true, FieldRules::isInsuranceType, FieldRules.INSURANCE_TYPE_RULE),

	VISIT_TYPE("visitType", true, FieldRules::isVisitType, FieldRules.VISIT_TYPE_RULE),

	SETTLED_AT("settledAt", true, SettlementTime::isTime, SettlementTime.RULE),

	TREATMENT_CITY("treatmentCity", false, City::isCode, City.CODE_RULE),

	TOTAL_FEN("totalFen", true, ClaimField::isNoText, FieldRules.AMOUNT_RULE),

	FUND_FEN("fundFen", true, ClaimField::isNoText, FieldRules.AMOUNT_RULE),

	ACCOUNT_FEN("accountFen", true, ClaimField::isNoText, FieldRules.AMOUNT_RULE),

	CASH_FEN("cashFen", true, ClaimField::isNoText, FieldRules.AMOUNT_RULE),

	SPLIT("split", false, ClaimField::isNoText, FieldRules.SPLIT_RULE),

	FUNDS("funds", false, ClaimField::isNoText, FieldRules.FUNDS_RULE);

	private static final List<ClaimField> ALL = List.of(values());

	private final String jsonName;

	private final boolean mandatory;

	@SuppressWarnings("ImmutableEnumChecker") // Each is a method without state.
	private final Predicate<String> accepts;

	private final String rule;

	ClaimField(String jsonName, boolean mandatory, Predicate<String> accepts, String rule) {
		this.jsonName = jsonName;
		this.mandatory = mandatory;
		this.accepts = accepts;
		this.rule = rule;
	}

	/**
	 * A matcher that turns a name into the place of its field, for {@link #at}.
	 */
	static PropertyNameMatcher matcher(TokenStreamFactory factory) {
		return factory.constructNameMatcher(ALL.stream().map((field) -> Named.fromString(field.jsonName)).toList(),
				false);
	}

	static ClaimField at(int place) {
		return ALL.get(place);
	}

	boolean isText() {
		return ordinal() < TOTAL_FEN.ordinal();
	}

	boolean isAmount() {
		return ordinal() >= TOTAL_FEN.ordinal() && ordinal() < SPLIT.ordinal();
	}

	boolean isMandatory() {
		return this.mandatory;
	}

	String pointer() {
		return "/" + this.jsonName;
	}

	/**
	 * The pointer of a member of this field's object. The name must need no escape.
	 */
	String pointer(String member) {
		return pointer() + "/" + member;
	}

	InputError invalid() {
		return invalid(this.rule);
	}

	InputError invalid(String sentence) {
		return new InputError(pointer(), ProblemCode.INVALID_FIELD, sentence);
	}

	InputError missing() {
		return missing("The field " + this.jsonName + " is mandatory.");
	}

	InputError missing(String sentence) {
		return new InputError(pointer(), ProblemCode.MISSING_FIELD, sentence);
	}

	/**
	 * Whether a text that is not blank keeps this field's own rule.
	 */
	boolean accepts(String text) {
		return this.accepts.test(text);
	}

	private static boolean isNoText(String text) {
		return false;
	}

}
