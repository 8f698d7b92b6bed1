package io.medsettle.core.claim;

import java.util.List;

import io.medsettle.core.catalogue.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * The sums inside a claim: total = fund + account + cash; total = the parts of the split;
 * fund = the fund parts.
 */
final class AmountRules {

	private AmountRules() {
	}

	/**
	 * Adds an error for each sum of the claim that is wrong.
	 */
	static void check(Claim claim, List<InputError> errors) {
		if (!isSum(claim.totalFen(), claim.fundFen(), claim.accountFen(), claim.cashFen())) {
			errors.add(error("/totalFen", "The total is fund + account + cash."));
		}
		Claim.@Nullable Split split = claim.split();
		if (split != null && !isSum(claim.totalFen(), split.ownPayFen(), split.overLimitFen(), split.prePayFen(),
				split.inScopeFen())) {
			errors.add(error("/split", "The total is own pay + over limit + pre-pay + in scope."));
		}
		if (!claim.funds().isEmpty()
				&& !isSum(claim.fundFen(), claim.funds().values().stream().mapToLong(Long::longValue).toArray())) {
			errors.add(error("/funds", "The fund share is the sum of its parts."));
		}
	}

	/**
	 * A sum beyond a long is no amount at all, so it is wrong.
	 */
	private static boolean isSum(long sumFen, long... partsFen) {
		try {
			long fen = 0;
			for (long part : partsFen) {
				fen = Math.addExact(fen, part);
			}
			return fen == sumFen;
		}
		catch (ArithmeticException ex) {
			return false;
		}
	}

	private static InputError error(String pointer, String sentence) {
		return new InputError(pointer, ProblemCode.AMOUNTS_DO_NOT_ADD_UP, sentence);
	}

}
