package io.medsettle.batch.simulation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How grave what stands against a claim is, and what people may decide about it: two
 * tables.
 */
final class ReferenceRules {

	private static final List<String> GRAVEST_FIRST = List.of("DOUBLE_REVERSAL", "HOSPITAL_DIFFERS",
			"TREATMENT_LEG_MISSING", "INSURED_LEG_MISSING", "CITY_DIFFERS", "KIND_DIFFERS", "AMOUNT_DIFFERS",
			"FUND_DIFFERS", "ACCOUNT_DIFFERS", "CASH_DIFFERS", "CONTENT_DIFFERS", "STATEMENT_MISSING",
			"STATEMENT_AMOUNT", "REFUSED", "DEDUCTED", "REVERSAL_MISMATCH", "DUPLICATE", "ORIGINAL_HELD",
			"REVERSAL_WITHOUT_ORIGINAL", "LATE_LEG");

	private static final Set<String> EITHER_BOOK = Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT");

	private static final Set<String> EITHER_BOOK_OR_ROUNDING = Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT",
			"WRITE_OFF_ROUNDING");

	/** Each may also be cancelled. */
	private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
			Map.entry("DOUBLE_REVERSAL", Set.of("DEDUCT")),
			Map.entry("TREATMENT_LEG_MISSING", Set.of("ACCEPT_INSURED")),
			Map.entry("INSURED_LEG_MISSING", Set.of("ACCEPT_TREATMENT")), Map.entry("CITY_DIFFERS", EITHER_BOOK),
			Map.entry("KIND_DIFFERS", EITHER_BOOK), Map.entry("AMOUNT_DIFFERS", EITHER_BOOK_OR_ROUNDING),
			Map.entry("FUND_DIFFERS", EITHER_BOOK_OR_ROUNDING), Map.entry("ACCOUNT_DIFFERS", EITHER_BOOK_OR_ROUNDING),
			Map.entry("CASH_DIFFERS", EITHER_BOOK), Map.entry("CONTENT_DIFFERS", EITHER_BOOK),
			Map.entry("STATEMENT_MISSING", Set.of("ACCEPT_TREATMENT")),
			Map.entry("STATEMENT_AMOUNT", Set.of("ACCEPT_TREATMENT", "DEDUCT", "WRITE_OFF_ROUNDING")),
			Map.entry("REFUSED", EITHER_BOOK), Map.entry("DEDUCTED", EITHER_BOOK),
			Map.entry("REVERSAL_MISMATCH", Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT", "LINK")),
			Map.entry("DUPLICATE", Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED")), Map.entry("ORIGINAL_HELD", Set.of()),
			Map.entry("REVERSAL_WITHOUT_ORIGINAL", Set.of("LINK")),
			Map.entry("LATE_LEG", Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED")));

	private ReferenceRules() {
	}

	static List<String> byGravity(Set<String> categories) {
		return categories.stream().sorted(Comparator.comparingInt(GRAVEST_FIRST::indexOf)).toList();
	}

	/** Whether a category stays until people decide, and keeps a claim from release. */
	static boolean staysFound(String category) {
		return category.startsWith("STATEMENT_") || category.equals("DUPLICATE");
	}

	/** Whether all that stands against a claim lets it be resolved so. */
	static boolean allow(String resolution, List<String> categories) {
		return categories.stream()
			.allMatch((category) -> resolution.equals("CANCEL")
					|| ALLOWED.getOrDefault(category, new HashSet<>()).contains(resolution));
	}

}
