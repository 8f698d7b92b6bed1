package io.medsettle.core.claim;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

import io.medsettle.core.problem.InputError;
import org.jspecify.annotations.Nullable;

/**
 * A claim while it is read: takes the fields in the order they come and judges them, when
 * all have come, in the order of the contract.
 */
@SuppressWarnings("EnumOrdinal") // Arrays: one draft is made for every claim.
final class ClaimDraft {

	private static final int FIRST_AMOUNT = ClaimField.TOTAL_FEN.ordinal();

	private static final Comparator<Finding> IN_ORDER_OF_CONTRACT = Comparator
		.<Finding, ClaimField>comparing(Finding::field)
		.thenComparing((finding) -> finding.error().pointer());

	private final @Nullable String[] texts = new @Nullable String[FIRST_AMOUNT];

	private final long[] amountsFen = new long[ClaimField.SPLIT.ordinal() - FIRST_AMOUNT];

	/** One bit a field: its name was met. */
	private int met;

	/** One bit a field: a value was met, right or wrong, that is not null. */
	private int given;

	private Claim.@Nullable Split split;

	private SortedMap<String, Long> funds = Collections.emptySortedMap();

	private final List<Finding> findings = new ArrayList<>(0);

	private record Finding(ClaimField field, InputError error) {
	}

	/**
	 * Takes note that a field's name was met.
	 * @return whether that is the first time
	 */
	boolean meet(ClaimField field) {
		int bit = 1 << field.ordinal();
		boolean first = (this.met & bit) == 0;
		this.met |= bit;
		return first;
	}

	/**
	 * Takes a text. A blank one is what some systems write for none.
	 */
	void text(ClaimField field, String text) {
		if (!text.isBlank()) {
			give(field);
			this.texts[field.ordinal()] = text;
		}
	}

	void amount(ClaimField field, long fen) {
		give(field);
		this.amountsFen[field.ordinal() - FIRST_AMOUNT] = fen;
	}

	void split(Claim.Split split) {
		this.split = split;
	}

	void funds(SortedMap<String, Long> funds) {
		this.funds = Collections.unmodifiableSortedMap(funds);
	}

	/**
	 * Takes note that a field, or a member of its object, is wrong. Saying the same twice
	 * has no effect, so that a long input cannot make a long list.
	 */
	void wrong(ClaimField field, InputError error) {
		give(field);
		Finding finding = new Finding(field, error);
		if (!this.findings.contains(finding)) {
			this.findings.add(finding);
		}
	}

	/**
	 * What the fields met so far amount to.
	 */
	Decoding judge() {
		for (int place = 0; place < FIRST_AMOUNT; place++) {
			judgeText(ClaimField.at(place), this.texts[place]);
		}
		for (int place = FIRST_AMOUNT; place < FIRST_AMOUNT + this.amountsFen.length; place++) {
			ClaimField field = ClaimField.at(place);
			if (!isGiven(field)) {
				wrong(field, field.missing());
			}
		}
		judgeOriginal();
		return this.findings.isEmpty() ? new Decoding.Decoded(claim()) : refusal();
	}

	private void judgeText(ClaimField field, @Nullable String text) {
		if (text == null) {
			if (field.isMandatory() && !isGiven(field)) {
				wrong(field, field.missing());
			}
			return;
		}
		if (!field.accepts(text)) {
			wrong(field, field.invalid());
		}
	}

	private void judgeOriginal() {
		ClaimField field = ClaimField.ORIGINAL_CLAIM_NO;
		String original = this.texts[field.ordinal()];
		boolean reversal = ClaimKind.REVERSAL.name().equals(this.texts[ClaimField.KIND.ordinal()]);
		boolean settlement = ClaimKind.SETTLEMENT.name().equals(this.texts[ClaimField.KIND.ordinal()]);
		if (reversal && !isGiven(field)) {
			wrong(field, field.missing("A reversal must name the claim it takes back in originalClaimNo."));
		}
		else if (settlement && isGiven(field)) {
			wrong(field, field.invalid("A settlement must not have an originalClaimNo."));
		}
		else if (original != null && original.equals(this.texts[ClaimField.CLAIM_NO.ordinal()])) {
			wrong(field, field
				.invalid("A reversal must have a number of its own: originalClaimNo and claimNo are the same."));
		}
	}

	/**
	 * The one place where a person's number becomes what the engine knows it by: the
	 * check character of an identity number may be an x or an X.
	 */
	private String personNo() {
		return mandatory(ClaimField.PERSON_NO).toUpperCase(Locale.ROOT);
	}

	private Claim claim() {
		OffsetDateTime settledAt = Objects.requireNonNull(SettlementTime.parse(mandatory(ClaimField.SETTLED_AT)));
		return new Claim(mandatory(ClaimField.HOSPITAL_CODE), mandatory(ClaimField.CLAIM_NO),
				ClaimKind.valueOf(mandatory(ClaimField.KIND)), this.texts[ClaimField.ORIGINAL_CLAIM_NO.ordinal()],
				mandatory(ClaimField.INSURED_CITY), personNo(), mandatory(ClaimField.INSURANCE_TYPE),
				mandatory(ClaimField.VISIT_TYPE), settledAt, this.texts[ClaimField.TREATMENT_CITY.ordinal()],
				amountFen(ClaimField.TOTAL_FEN), amountFen(ClaimField.FUND_FEN), amountFen(ClaimField.ACCOUNT_FEN),
				amountFen(ClaimField.CASH_FEN), this.split, this.funds);
	}

	private Decoding refusal() {
		this.findings.sort(IN_ORDER_OF_CONTRACT);
		List<InputError> errors = new ArrayList<>(this.findings.stream().map(Finding::error).toList());
		checkSums(errors);
		return new Decoding.Refused(showable(ClaimField.HOSPITAL_CODE), showable(ClaimField.CLAIM_NO), errors);
	}

	/**
	 * A claim that is refused anyway never gets to {@link ClaimRules}; its sender learns
	 * of wrong sums here.
	 */
	private void checkSums(List<InputError> errors) {
		Set<ClaimField> wrong = EnumSet.noneOf(ClaimField.class);
		this.findings.forEach((finding) -> wrong.add(finding.field()));
		boolean totalIsRight = !wrong.contains(ClaimField.TOTAL_FEN);
		boolean fundIsRight = !wrong.contains(ClaimField.FUND_FEN);
		if (totalIsRight && fundIsRight && !wrong.contains(ClaimField.ACCOUNT_FEN)
				&& !wrong.contains(ClaimField.CASH_FEN)) {
			AmountRules.checkTotal(amountFen(ClaimField.TOTAL_FEN), amountFen(ClaimField.FUND_FEN),
					amountFen(ClaimField.ACCOUNT_FEN), amountFen(ClaimField.CASH_FEN), errors);
		}
		if (totalIsRight && !wrong.contains(ClaimField.SPLIT)) {
			AmountRules.checkSplit(amountFen(ClaimField.TOTAL_FEN), this.split, errors);
		}
		if (fundIsRight && !wrong.contains(ClaimField.FUNDS)) {
			AmountRules.checkFunds(amountFen(ClaimField.FUND_FEN), this.funds, errors);
		}
	}

	private @Nullable String showable(ClaimField field) {
		String text = this.texts[field.ordinal()];
		return (text != null && FieldRules.isVisibleAscii(text)) ? text : null;
	}

	private String mandatory(ClaimField field) {
		return Objects.requireNonNull(this.texts[field.ordinal()]);
	}

	private long amountFen(ClaimField field) {
		return this.amountsFen[field.ordinal() - FIRST_AMOUNT];
	}

	private boolean isGiven(ClaimField field) {
		return (this.given & (1 << field.ordinal())) != 0;
	}

	private void give(ClaimField field) {
		this.given |= 1 << field.ordinal();
	}

}
