package io.medsettle.batch.verify;

import java.util.Comparator;

/**
 * Two cities between which something is owed.
 *
 * @param insuredCity the city that pays
 * @param treatmentCity the city that is paid
 */
record CityPair(String insuredCity, String treatmentCity) implements Comparable<CityPair> {

	private static final Comparator<CityPair> ORDER = Comparator.comparing(CityPair::insuredCity)
		.thenComparing(CityPair::treatmentCity);

	@Override
	public int compareTo(CityPair other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.insuredCity + " to " + this.treatmentCity;
	}

}
