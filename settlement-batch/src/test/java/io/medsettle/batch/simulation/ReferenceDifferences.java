package io.medsettle.batch.simulation;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong between the two legs of a claim.
 */
final class ReferenceDifferences {

	private ReferenceDifferences() {
	}

	/**
	 * The one difference that names the break, and beside cities and amounts whatever
	 * else differs.
	 */
	static Set<String> of(@Nullable Booked treatment, @Nullable Booked insured) {
		if (treatment == null) {
			return Set.of("TREATMENT_LEG_MISSING");
		}
		if (insured == null) {
			return Set.of("INSURED_LEG_MISSING");
		}
		Content ours = treatment.content();
		Content theirs = insured.content();
		Set<String> differences = new HashSet<>();
		if (!ours.insuredCity().equals(theirs.insuredCity())) {
			differences.add("CITY_DIFFERS");
		}
		if (ours.sign() != theirs.sign()) {
			differences.add("KIND_DIFFERS");
		}
		boolean fundDiffers = ours.fundFen() != theirs.fundFen();
		if (ours.accountFen() != theirs.accountFen()) {
			differences.add(fundDiffers ? "AMOUNT_DIFFERS" : "ACCOUNT_DIFFERS");
		}
		else if (fundDiffers || ours.cashFen() != theirs.cashFen()) {
			differences.add(fundDiffers ? "FUND_DIFFERS" : "CASH_DIFFERS");
		}
		boolean crossReference = treatment.submission().equals(insured.submission());
		if (!haveSameRest(ours, theirs) || (differences.isEmpty() && !crossReference)) {
			differences.add("CONTENT_DIFFERS");
		}
		return differences;
	}

	private static boolean haveSameRest(Content ours, Content theirs) {
		return theirs.with(ours.claimNo(), ours.sign(), theirs.originalClaimNo())
			.withInsuredCity(ours.insuredCity())
			.withFen(ours.fundFen(), ours.accountFen(), ours.cashFen())
			.equals(ours);
	}

}
