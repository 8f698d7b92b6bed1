package io.medsettle.batch.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * Compares the two legs of a claim.
 */
public final class Legs {

	private Legs() {
	}

	/**
	 * All that is wrong between the legs. Beside cities, kind and amounts the rest of the
	 * content counts as far as it says whose visit it was; when each leg came tells
	 * nothing new then.
	 * @param treatment the claim in the treatment city's book, if it is there
	 * @param insured the claim in the insured city's book, if it is there
	 */
	static List<Finding> differences(@Nullable BookedClaim treatment, @Nullable BookedClaim insured) {
		if (treatment == null) {
			return List.of(Finding.of(BreakCategory.TREATMENT_LEG_MISSING));
		}
		if (insured == null) {
			return List.of(Finding.of(BreakCategory.INSURED_LEG_MISSING));
		}
		if (treatment.equals(insured)) {
			return List.of();
		}
		if (treatment.equals(insured.onDay(treatment.clearingDay()))) {
			return List.of(Finding.of(BreakCategory.LATE_LEG));
		}
		List<Finding> all = new ArrayList<>();
		cities(treatment, insured).ifPresent(all::add);
		kind(treatment, insured).ifPresent(all::add);
		amounts(treatment, insured).ifPresent(all::add);
		List<String> visit = visit(treatment, insured);
		if (all.isEmpty()) {
			all.add(content(treatment, insured));
		}
		else if (!visit.isEmpty()) {
			all.add(content(visit));
		}
		return List.copyOf(all);
	}

	private static Optional<Finding> cities(BookedClaim treatment, BookedClaim insured) {
		List<String> differences = new ArrayList<>();
		addIfDifferent(differences, "insured city", treatment.insuredCity(), insured.insuredCity());
		addIfDifferent(differences, "treatment city", treatment.treatmentCity(), insured.treatmentCity());
		return finding(BreakCategory.CITY_DIFFERS, differences);
	}

	private static Optional<Finding> kind(BookedClaim treatment, BookedClaim insured) {
		List<String> differences = new ArrayList<>();
		addIfDifferent(differences, "kind", ClaimKind.ofSign(treatment.sign()), ClaimKind.ofSign(insured.sign()));
		return finding(BreakCategory.KIND_DIFFERS, differences);
	}

	/**
	 * What clears is fund and account; a difference at the counter alone moves nothing
	 * between the cities.
	 */
	private static Optional<Finding> amounts(BookedClaim treatment, BookedClaim insured) {
		List<String> differences = new ArrayList<>();
		addIfDifferent(differences, "total", Yuan.of(treatment.totalFen()), Yuan.of(insured.totalFen()));
		addIfDifferent(differences, "fund", Yuan.of(treatment.fundFen()), Yuan.of(insured.fundFen()));
		addIfDifferent(differences, "account", Yuan.of(treatment.accountFen()), Yuan.of(insured.accountFen()));
		addIfDifferent(differences, "cash", Yuan.of(treatment.cashFen()), Yuan.of(insured.cashFen()));
		return finding(amountCategory(treatment, insured), differences);
	}

	private static BreakCategory amountCategory(BookedClaim treatment, BookedClaim insured) {
		boolean fundDiffers = treatment.fundFen() != insured.fundFen();
		boolean accountDiffers = treatment.accountFen() != insured.accountFen();
		if (fundDiffers && accountDiffers) {
			return BreakCategory.AMOUNT_DIFFERS;
		}
		if (fundDiffers) {
			return BreakCategory.FUND_DIFFERS;
		}
		return accountDiffers ? BreakCategory.ACCOUNT_DIFFERS : BreakCategory.CASH_DIFFERS;
	}

	/**
	 * The values stay out of the sentence: they may tell of a person.
	 */
	private static Finding content(BookedClaim treatment, BookedClaim insured) {
		List<String> fields = new ArrayList<>();
		addNameIfDifferent(fields, "clearing day", treatment.clearingDay(), insured.clearingDay());
		fields.addAll(visit(treatment, insured));
		addNameIfDifferent(fields, "time of acceptance", treatment.acceptedAtMs(), insured.acceptedAtMs());
		return content(fields.isEmpty() ? List.of("detail") : fields);
	}

	private static Finding content(List<String> fields) {
		return Finding.of(BreakCategory.CONTENT_DIFFERS, "Different: " + String.join(", ", fields) + ".");
	}

	private static List<String> visit(BookedClaim treatment, BookedClaim insured) {
		List<String> fields = new ArrayList<>();
		addNameIfDifferent(fields, "person", treatment.personNo(), insured.personNo());
		addNameIfDifferent(fields, "original claim", treatment.originalClaimNo(), insured.originalClaimNo());
		addNameIfDifferent(fields, "insurance type", treatment.insuranceType(), insured.insuranceType());
		addNameIfDifferent(fields, "visit type", treatment.visitType(), insured.visitType());
		addNameIfDifferent(fields, "time of settlement", treatment.settledAtMs(), insured.settledAtMs());
		return fields;
	}

	private static Optional<Finding> finding(BreakCategory category, List<String> differences) {
		return differences.isEmpty() ? Optional.empty() : Optional.of(Finding.of(category,
				"Treatment city's book and insured city's book: " + String.join(", ", differences) + "."));
	}

	/** Names a value that two accounts do not have alike, with both. */
	public static void addIfDifferent(List<String> differences, String name, Object one, Object other) {
		if (!one.equals(other)) {
			differences.add(name + " " + one + " and " + other);
		}
	}

	private static void addNameIfDifferent(List<String> fields, String name, @Nullable Object inTreatment,
			@Nullable Object inInsured) {
		if (!Objects.equals(inTreatment, inInsured)) {
			fields.add(name);
		}
	}

}
