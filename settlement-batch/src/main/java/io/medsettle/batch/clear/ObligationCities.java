package io.medsettle.batch.clear;

import java.util.Comparator;

import io.medsettle.core.clearing.Obligation;

/**
 * Two cities between which something is owed, by their codes.
 *
 * @param insuredCity the city that owes
 * @param treatmentCity the city that is owed
 */
public record ObligationCities(String insuredCity, String treatmentCity) implements Comparable<ObligationCities> {

	private static final Comparator<ObligationCities> ORDER = Comparator.comparing(ObligationCities::insuredCity)
		.thenComparing(ObligationCities::treatmentCity);

	public static ObligationCities of(Obligation owed) {
		return new ObligationCities(owed.insuredCity(), owed.treatmentCity());
	}

	@Override
	public int compareTo(ObligationCities other) {
		return ORDER.compare(this, other);
	}

}
