package io.medsettle.batch.clear;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.medsettle.core.clearing.Obligation;

/**
 * Finds where two accounts of the same obligations part.
 */
public final class Differences {

	/** A pair without claims owes nothing, whether it is listed or not. */
	private static final String NOTHING = "0 claims, 0 fen";

	private Differences() {
	}

	/**
	 * The first pair of cities on which the two do not agree to the fen and to the claim,
	 * in a sentence; empty if they agree.
	 */
	public static Optional<String> first(Collection<Obligation> one, Collection<Obligation> other) {
		Map<String, String> ones = figures(one);
		Map<String, String> others = figures(other);
		TreeSet<String> cities = new TreeSet<>(ones.keySet());
		cities.addAll(others.keySet());
		return cities.stream()
			.filter((pair) -> !ones.getOrDefault(pair, NOTHING).equals(others.getOrDefault(pair, NOTHING)))
			.findFirst()
			.map((pair) -> pair + ": " + ones.getOrDefault(pair, NOTHING) + " against "
					+ others.getOrDefault(pair, NOTHING) + ".");
	}

	private static Map<String, String> figures(Collection<Obligation> obligations) {
		return obligations.stream()
			.collect(Collectors.toMap((owed) -> owed.insuredCity() + " to " + owed.treatmentCity(),
					(owed) -> owed.claims() + " claims, " + owed.fen() + " fen"));
	}

}
