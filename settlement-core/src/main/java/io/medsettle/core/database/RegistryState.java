package io.medsettle.core.database;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.claim.Sha256;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;

/**
 * All that a registry says, to tell two of them apart, whatever the order.
 *
 * @param cities its cities
 * @param hospitals its hospitals
 */
record RegistryState(Set<City> cities, Set<Hospital> hospitals) {

	RegistryState(Collection<City> cities, Collection<Hospital> hospitals) {
		this(Set.copyOf(cities), Set.copyOf(hospitals));
	}

	/**
	 * The codes of the cities and hospitals that have come, gone or changed.
	 */
	Set<String> touchedSince(RegistryState before) {
		Set<String> touched = new TreeSet<>();
		for (RegistryState[] each : new RegistryState[][] { { this, before }, { before, this } }) {
			each[0].cities.stream()
				.filter((city) -> !each[1].cities.contains(city))
				.forEach((city) -> touched.add(city.code()));
			each[0].hospitals.stream()
				.filter((hospital) -> !each[1].hospitals.contains(hospital))
				.forEach((hospital) -> touched.add(hospital.code()));
		}
		return touched;
	}

	/**
	 * How much it is, and a digest of it.
	 */
	@Override
	public String toString() {
		String lines = Stream.concat(this.cities.stream(), this.hospitals.stream())
			.map(Object::toString)
			.sorted()
			.collect(Collectors.joining("\n"));
		return "%d cities, %d hospitals, SHA-256 %s".formatted(this.cities.size(), this.hospitals.size(),
				Sha256.of(lines.getBytes(StandardCharsets.UTF_8)));
	}

}
