package io.medsettle.batch.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.step.Yuan;
import io.medsettle.core.catalogue.BreakCategory;
import org.jspecify.annotations.Nullable;

/**
 * Judges a reversal by its original. Only claims of the reversal's clearing day and
 * earlier count: what comes later is judged on a later day.
 */
final class Reversals {

	private Reversals() {
	}

	/**
	 * Why the reversal is held, if it is.
	 * @param reversal the reversal in the treatment city's book
	 * @param original the claim it names, if it is there
	 * @param originalHeldBy the category of the open break that holds the original, if
	 * one does
	 * @param originalSettledFen what the original cleared with, if people decided that
	 * @param otherReversal the number of another valid reversal of the same original that
	 * goes before this one, if there is one
	 */
	static Optional<Finding> judge(BookedClaim reversal, @Nullable BookedClaim original,
			@Nullable BreakCategory originalHeldBy, @Nullable Long originalSettledFen, @Nullable String otherReversal) {
		if (original == null) {
			return Optional.of(Finding.of(BreakCategory.REVERSAL_WITHOUT_ORIGINAL));
		}
		List<String> differences = differences(reversal, original);
		if (!differences.isEmpty()) {
			return Optional.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"Reversal and original: " + String.join(", ", differences) + "."));
		}
		if (originalSettledFen != null && originalSettledFen != original.clearedFen()) {
			return Optional.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"The original cleared with " + Yuan.of(originalSettledFen) + ", as was decided about it."));
		}
		if (otherReversal != null) {
			return Optional.of(Finding.of(BreakCategory.DOUBLE_REVERSAL, "The other is " + otherReversal + "."));
		}
		if (originalHeldBy != null) {
			return Optional.of(Finding.of(BreakCategory.ORIGINAL_HELD, "Its break is " + originalHeldBy + "."));
		}
		return Optional.empty();
	}

	private static List<String> differences(BookedClaim reversal, BookedClaim original) {
		List<String> differences = new ArrayList<>();
		if (original.isReversal()) {
			differences.add("the original is a reversal itself");
		}
		if (!reversal.insuredCity().equals(original.insuredCity())) {
			differences.add("insured city " + reversal.insuredCity() + " and " + original.insuredCity());
		}
		if (!reversal.personNo().equals(original.personNo())) {
			differences.add("different persons");
		}
		addIfDifferent(differences, "total", reversal.totalFen(), original.totalFen());
		addIfDifferent(differences, "fund", reversal.fundFen(), original.fundFen());
		addIfDifferent(differences, "account", reversal.accountFen(), original.accountFen());
		addIfDifferent(differences, "cash", reversal.cashFen(), original.cashFen());
		return differences;
	}

	private static void addIfDifferent(List<String> differences, String name, long reversalFen, long originalFen) {
		if (reversalFen != originalFen) {
			differences.add(name + " " + Yuan.of(reversalFen) + " and " + Yuan.of(originalFen));
		}
	}

}
