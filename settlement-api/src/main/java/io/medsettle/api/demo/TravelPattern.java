package io.medsettle.api.demo;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;

/**
 * Where the insured of a city go to see a doctor. Large cities send and receive more, the
 * cities of the 1+8 circle more than others, and large hospitals see more of those who
 * come from afar.
 */
final class TravelPattern {

	static final String SHANGHAI = "310000";

	/** A city of the circle counts as if it had this many times its inhabitants. */
	private static final int CIRCLE_FACTOR = 3;

	/** Of 100 people from the provinces, how many see a doctor in Shanghai. */
	private static final int TO_SHANGHAI_PERCENT = 87;

	private final WeightedChoice<City> provinceCities;

	private final Map<String, WeightedChoice<Hospital>> hospitalsByCity;

	TravelPattern(List<City> cities, List<Hospital> hospitals) {
		Map<String, List<Hospital>> byCity = hospitals.stream().collect(Collectors.groupingBy(Hospital::cityCode));
		Predicate<City> hasHospital = (city) -> byCity.containsKey(city.code());
		this.provinceCities = new WeightedChoice<>(
				cities.stream().filter(hasHospital.and((city) -> !city.code().equals(SHANGHAI))).toList(),
				(city) -> city.population10k() * (city.metroCircle() ? CIRCLE_FACTOR : 1));
		this.hospitalsByCity = byCity.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(entry) -> new WeightedChoice<>(entry.getValue(), TravelPattern::weightOfTier)));
	}

	/** A city of Jiangsu, Zhejiang or Anhui. */
	City provinceCity(RandomGenerator random) {
		return this.provinceCities.draw(random);
	}

	/** A hospital outside the city in which the person is insured. */
	Hospital hospitalFor(String insuredCity, RandomGenerator random) {
		WeightedChoice<Hospital> hospitals = this.hospitalsByCity.get(treatmentCityFor(insuredCity, random));
		if (hospitals == null) {
			throw new IllegalStateException("The example day needs hospitals in Shanghai.");
		}
		return hospitals.draw(random);
	}

	private String treatmentCityFor(String insuredCity, RandomGenerator random) {
		if (insuredCity.equals(SHANGHAI)) {
			return provinceCity(random).code();
		}
		if (random.nextInt(100) < TO_SHANGHAI_PERCENT) {
			return SHANGHAI;
		}
		String treatmentCity = provinceCity(random).code();
		while (treatmentCity.equals(insuredCity)) {
			treatmentCity = provinceCity(random).code();
		}
		return treatmentCity;
	}

	private static int weightOfTier(Hospital hospital) {
		return switch (hospital.tier()) {
			case 3 -> 6;
			case 2 -> 2;
			default -> 1;
		};
	}

}
