package io.medsettle.batch.dryrun;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.batch.clear.ObligationCities;
import io.medsettle.core.clearing.Obligation;
import org.jspecify.annotations.Nullable;

/**
 * What an insured city would owe a treatment city, where the two ledgers do not say the
 * same, or not what is stored.
 *
 * @param insuredCity the city that owes
 * @param treatmentCity the city that is owed
 * @param treatment by the treatment ledger
 * @param insured by the insured ledger
 * @param stored what is stored; null if the day has no positions yet
 */
public record ObligationDifference(String insuredCity, String treatmentCity, Sum treatment, Sum insured,
		@Nullable Sum stored) {

	/**
	 * The pairs of cities with a difference, by their codes.
	 * @param stored null if the day has no positions yet
	 */
	static List<ObligationDifference> all(Collection<Obligation> treatment, Collection<Obligation> insured,
			@Nullable Collection<Obligation> stored) {
		Map<ObligationCities, Obligation> treatments = byPair(treatment);
		Map<ObligationCities, Obligation> insureds = byPair(insured);
		Map<ObligationCities, Obligation> storeds = (stored != null) ? byPair(stored) : Map.of();
		SortedSet<ObligationCities> pairs = new TreeSet<>(treatments.keySet());
		pairs.addAll(insureds.keySet());
		pairs.addAll(storeds.keySet());
		return pairs.stream()
			.map((pair) -> new ObligationDifference(pair.insuredCity(), pair.treatmentCity(),
					Sum.of(treatments.get(pair)), Sum.of(insureds.get(pair)),
					(stored != null) ? Sum.of(storeds.get(pair)) : null))
			.filter(ObligationDifference::differs)
			.toList();
	}

	private boolean differs() {
		return !this.treatment.equals(this.insured) || (this.stored != null && !this.stored.equals(this.treatment));
	}

	private static Map<ObligationCities, Obligation> byPair(Collection<Obligation> obligations) {
		return obligations.stream().collect(Collectors.toMap(ObligationCities::of, Function.identity()));
	}

}
