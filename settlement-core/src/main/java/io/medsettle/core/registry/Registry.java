package io.medsettle.core.registry;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The cities and hospitals at one moment, each code with what it stood for from when
 * until when. Immutable.
 */
public final class Registry {

	private final Map<String, List<Validity<City>>> cities;

	private final Map<String, List<Validity<Hospital>>> hospitals;

	private Registry(Map<String, List<Validity<City>>> cities, Map<String, List<Validity<Hospital>>> hospitals) {
		this.cities = cities;
		this.hospitals = hospitals;
	}

	/**
	 * The registry of these cities and hospitals.
	 * @throws InvalidRegistryException if a code is valid twice on one day, a validity
	 * ends before it starts, or a hospital's city is none of the cities
	 */
	public static Registry of(Collection<City> cities, Collection<Hospital> hospitals) {
		Map<String, List<Validity<City>>> citiesByCode = Validity.byCode("City",
				cities.stream().map((city) -> new Validity<>(city.code(), city.validFrom(), city.validTo(), city)));
		Map<String, List<Validity<Hospital>>> hospitalsByCode = Validity.byCode("Hospital", hospitals.stream()
			.map((hospital) -> new Validity<>(hospital.code(), hospital.validFrom(), hospital.validTo(), hospital)));
		for (Hospital hospital : hospitals) {
			if (!citiesByCode.containsKey(hospital.cityCode())) {
				throw new InvalidRegistryException("Hospital " + hospital.code() + ": its city " + hospital.cityCode()
						+ " is not in the registry.");
			}
		}
		return new Registry(citiesByCode, hospitalsByCode);
	}

	/**
	 * The city of this code that takes part on the day, or null.
	 */
	public @Nullable City city(String code, LocalDate day) {
		return on(day, this.cities.get(code));
	}

	/**
	 * The hospital of this code that takes part on the day, or null.
	 */
	public @Nullable Hospital hospital(String code, LocalDate day) {
		return on(day, this.hospitals.get(code));
	}

	/**
	 * The city of this code as it took part last, on the day or before; null if it never
	 * has.
	 */
	public @Nullable City cityUpTo(String code, LocalDate day) {
		List<City> cities = upTo(day, this.cities.get(code));
		return cities.isEmpty() ? null : cities.getFirst();
	}

	/**
	 * The hospital of this code in each form in which it has taken part up to the day,
	 * the last one first.
	 */
	public List<Hospital> hospitalsUpTo(String code, LocalDate day) {
		return upTo(day, this.hospitals.get(code));
	}

	/**
	 * The codes of the cities that a hospital has ever belonged to, or will.
	 */
	public Set<String> citiesOf(String hospitalCode) {
		return this.hospitals.getOrDefault(hospitalCode, List.of())
			.stream()
			.map((validity) -> validity.value().cityCode())
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The cities that take part on the day, by code.
	 */
	public List<City> citiesOn(LocalDate day) {
		return this.cities.values()
			.stream()
			.flatMap((validities) -> Stream.ofNullable(on(day, validities)))
			.sorted(Comparator.comparing(City::code))
			.toList();
	}

	/**
	 * The hospitals that take part on the day, by code.
	 */
	public List<Hospital> hospitalsOn(LocalDate day) {
		return this.hospitals.values()
			.stream()
			.flatMap((validities) -> Stream.ofNullable(on(day, validities)))
			.sorted(Comparator.comparing(Hospital::code))
			.toList();
	}

	private static <T> @Nullable T on(LocalDate day, @Nullable List<Validity<T>> validities) {
		if (validities == null) {
			return null;
		}
		for (Validity<T> validity : validities) {
			if (validity.holdsOn(day)) {
				return validity.value();
			}
		}
		return null;
	}

	private static <T> List<T> upTo(LocalDate day, @Nullable List<Validity<T>> validities) {
		if (validities == null) {
			return List.of();
		}
		return validities.reversed()
			.stream()
			.filter((validity) -> !day.isBefore(validity.from()))
			.map(Validity::value)
			.toList();
	}

}
