package io.medsettle.batch.settle;

import java.util.ArrayList;
import java.util.List;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.Legs;
import io.medsettle.batch.step.Yuan;

/**
 * Compares a reversal with its original, as the treatment city's book has both.
 */
final class Reversals {

	private Reversals() {
	}

	/**
	 * In what a reversal does not take back what its original cleared with, if in
	 * anything.
	 */
	static List<Finding> mismatches(BookedClaim reversal, Original original) {
		List<String> differences = differences(reversal, original.booked());
		if (!differences.isEmpty()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"Reversal and original: " + String.join(", ", differences) + "."));
		}
		Original.Settled settled = original.settled();
		if (settled != null && original.clearedOtherwise()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"The original cleared with " + Yuan.of(settled.fen()) + ", as was decided about it."));
		}
		if (settled != null && original.clearedElsewhere()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH, "The original cleared between "
					+ settled.insuredCity() + " and " + settled.treatmentCity() + ", as was decided about it."));
		}
		return List.of();
	}

	/**
	 * Whether a reversal repeats its original, so that it may take it back by itself.
	 */
	static boolean repeats(BookedClaim reversal, BookedClaim original) {
		return differences(reversal, original).isEmpty();
	}

	private static List<String> differences(BookedClaim reversal, BookedClaim original) {
		List<String> differences = new ArrayList<>();
		if (original.isReversal()) {
			differences.add("the original is a reversal itself");
		}
		Legs.addIfDifferent(differences, "insured city", reversal.insuredCity(), original.insuredCity());
		Legs.addIfDifferent(differences, "treatment city", reversal.treatmentCity(), original.treatmentCity());
		if (!reversal.personNo().equals(original.personNo())) {
			differences.add("different persons");
		}
		Legs.addIfDifferent(differences, "total", Yuan.of(reversal.totalFen()), Yuan.of(original.totalFen()));
		Legs.addIfDifferent(differences, "fund", Yuan.of(reversal.fundFen()), Yuan.of(original.fundFen()));
		Legs.addIfDifferent(differences, "account", Yuan.of(reversal.accountFen()), Yuan.of(original.accountFen()));
		Legs.addIfDifferent(differences, "cash", Yuan.of(reversal.cashFen()), Yuan.of(original.cashFen()));
		return differences;
	}

}
