package io.medsettle.core.statement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A hospital's totals beside those of the treatment ledger. The one place that knows what
 * totals with and without reversals mean.
 *
 * @param statement the hospital's totals
 * @param result what comes of it
 * @param ours the ledger's totals of the same claims
 * @param groups the ledger's totals by insured city and insurance type
 */
public record StatementComparison(HospitalStatement statement, StatementResult result, StatementSums ours,
		List<Group> groups) {

	/**
	 * Compares.
	 * @param ledger what the ledger has of the hospital's day
	 */
	public static StatementComparison of(HospitalStatement statement, Collection<LedgerGroup> ledger) {
		SortedMap<Key, StatementSums> sums = new TreeMap<>(
				Comparator.comparing(Key::insuredCity).thenComparing(Key::insuranceType));
		ledger.stream()
			.filter(statement::holds)
			.forEach((group) -> sums.merge(new Key(group.insuredCity(), group.insuranceType()), group.signedSums(),
					StatementSums::plus));
		StatementSums ours = sums.values().stream().reduce(StatementSums.NONE, StatementSums::plus);
		return new StatementComparison(statement, StatementResult.of(ours, statement.sums()), ours,
				sums.entrySet().stream().map((entry) -> entry.getKey().group(entry.getValue())).toList());
	}

	/**
	 * The ledger's totals for one insured city and insurance type.
	 *
	 * @param insuredCity the insured city
	 * @param insuranceType the insurance type
	 * @param count how many claims
	 * @param totalFen their totals
	 * @param fundFen their fund shares
	 * @param accountFen their account shares
	 */
	public record Group(String insuredCity, String insuranceType, long count, long totalFen, long fundFen,
			long accountFen) {
	}

	private record Key(String insuredCity, String insuranceType) {

		Group group(StatementSums sums) {
			return new Group(this.insuredCity, this.insuranceType, sums.count(), sums.totalFen(), sums.fundFen(),
					sums.accountFen());
		}

	}

}
