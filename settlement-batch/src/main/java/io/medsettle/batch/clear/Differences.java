package io.medsettle.batch.clear;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.core.clearing.Obligation;
import org.jspecify.annotations.Nullable;

/**
 * Finds where two accounts of the same obligations part.
 */
public final class Differences {

	private Differences() {
	}

	/**
	 * The first pair of cities on which the two do not agree to the fen and to the claim,
	 * in a sentence; empty if they agree.
	 */
	public static Optional<String> first(Collection<Obligation> one, Collection<Obligation> other) {
		Map<String, Obligation> ones = byCities(one);
		Map<String, Obligation> others = byCities(other);
		TreeSet<String> cities = new TreeSet<>(ones.keySet());
		cities.addAll(others.keySet());
		return cities.stream()
			.filter((pair) -> !same(ones.get(pair), others.get(pair)))
			.findFirst()
			.map((pair) -> pair + ": " + figures(ones.get(pair)) + " against " + figures(others.get(pair)) + ".");
	}

	/** A pair without claims owes nothing, whether it is listed or not. */
	private static boolean same(@Nullable Obligation one, @Nullable Obligation other) {
		return claims(one) == claims(other) && fen(one) == fen(other);
	}

	private static Map<String, Obligation> byCities(Collection<Obligation> obligations) {
		Map<String, Obligation> byCities = new TreeMap<>();
		obligations.forEach((owed) -> byCities.put(owed.insuredCity() + " to " + owed.treatmentCity(), owed));
		return byCities;
	}

	private static String figures(@Nullable Obligation owed) {
		return claims(owed) + " claims, " + fen(owed) + " fen";
	}

	private static long claims(@Nullable Obligation owed) {
		return (owed != null) ? owed.claims() : 0;
	}

	private static long fen(@Nullable Obligation owed) {
		return (owed != null) ? owed.fen() : 0;
	}

}
