package io.medsettle.core.claim;

import java.util.List;
import java.util.SortedMap;

import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
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
		checkTotal(claim.totalFen(), claim.fundFen(), claim.accountFen(), claim.cashFen(), errors);
		checkSplit(claim.totalFen(), claim.split(), errors);
		checkFunds(claim.fundFen(), claim.funds(), errors);
	}

	static void checkTotal(long totalFen, long fundFen, long accountFen, long cashFen, List<InputError> errors) {
		if (!isSum(totalFen, fundFen, accountFen, cashFen)) {
			errors.add(error("/totalFen", "The total must be fund + account + cash."));
		}
	}

	static void checkSplit(long totalFen, Claim.@Nullable Split split, List<InputError> errors) {
		if (split != null
				&& !isSum(totalFen, split.ownPayFen(), split.overLimitFen(), split.prePayFen(), split.inScopeFen())) {
			errors.add(error("/split", "The total must be own pay + over limit + pre-pay + in scope."));
		}
	}

	static void checkFunds(long fundFen, SortedMap<String, Long> funds, List<InputError> errors) {
		if (!funds.isEmpty() && !isSum(fundFen, funds.values().stream().mapToLong(Long::longValue).toArray())) {
			errors.add(error("/funds", "The fund share must be the sum of its parts."));
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
