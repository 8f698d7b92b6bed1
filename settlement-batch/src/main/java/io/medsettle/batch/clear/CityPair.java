package io.medsettle.batch.clear;

import java.util.Comparator;

import io.medsettle.core.clearing.Obligation;

/**
 * Two cities between which something is owed, by their codes.
 *
 * @param insuredCity the city that owes
 * @param treatmentCity the city that is owed
 */
public record CityPair(String insuredCity, String treatmentCity) implements Comparable<CityPair> {

	private static final Comparator<CityPair> ORDER = Comparator.comparing(CityPair::insuredCity)
		.thenComparing(CityPair::treatmentCity);

	public static CityPair of(Obligation owed) {
		return new CityPair(owed.insuredCity(), owed.treatmentCity());
	}

	@Override
	public int compareTo(CityPair other) {
		return ORDER.compare(this, other);
	}

}
