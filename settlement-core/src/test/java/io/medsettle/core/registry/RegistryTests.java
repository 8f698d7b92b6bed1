package io.medsettle.core.registry;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryTests {

	private static final LocalDate JAN = LocalDate.of(2026, 1, 1);

	private static final LocalDate FEB = LocalDate.of(2026, 2, 1);

	private static final LocalDate MAR = LocalDate.of(2026, 3, 1);

	@Test
	void knowsACityFromItsFirstDayUntilBeforeItsLast() {
		Registry registry = Registry.of(List.of(city("310000", "Shanghai", JAN, FEB)), List.of());
		assertThat(registry.city("310000", JAN.minusDays(1))).isNull();
		assertThat(registry.city("310000", JAN)).isNotNull();
		assertThat(registry.city("310000", FEB.minusDays(1))).isNotNull();
		assertThat(registry.city("310000", FEB)).isNull();
		assertThat(registry.city("320500", JAN)).isNull();
	}

	@Test
	void tellsWhatACodeStoodForOnADay() {
		Hospital first = new Hospital("H31000000001", "甲", "310000", 2, JAN, FEB);
		Hospital second = new Hospital("H31000000001", "乙", "310000", 3, FEB, null);
		Registry registry = Registry.of(List.of(city("310000", "Shanghai", JAN, null)), List.of(second, first));
		assertThat(registry.hospital("H31000000001", JAN.minusDays(1))).isNull();
		assertThat(registry.hospital("H31000000001", FEB.minusDays(1))).isSameAs(first);
		assertThat(registry.hospital("H31000000001", FEB)).isSameAs(second);
		assertThat(registry.hospital("H31000000001", LocalDate.of(9999, 1, 1))).isSameAs(second);
		assertThat(registry.hospital("H31000000002", FEB)).isNull();
	}

	@Test
	void listsTheCitiesOfADayByCode() {
		Registry registry = Registry
			.of(List.of(city("330200", "Ningbo", JAN, null), city("310000", "Shanghai", JAN, null),
					city("320500", "Suzhou", FEB, null), city("340100", "Hefei", JAN, FEB)), List.of());
		assertThat(registry.citiesOn(JAN)).extracting(City::code).containsExactly("310000", "330200", "340100");
		assertThat(registry.citiesOn(FEB)).extracting(City::code).containsExactly("310000", "320500", "330200");
		assertThat(registry.citiesOn(JAN.minusDays(1))).isEmpty();
	}

	@Test
	void refusesACodeThatIsValidTwiceOnADay() {
		assertThatThrownBy(() -> Registry
			.of(List.of(city("310000", "a", FEB, null), city("310000", "b", JAN, FEB.plusDays(1))), List.of()))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage(
					"City 310000 is valid twice on 2026-02-01: the validity from 2026-01-01 has not ended by then.");
		assertThatThrownBy(
				() -> Registry.of(List.of(city("310000", "a", JAN, null), city("310000", "b", MAR, null)), List.of()))
			.isInstanceOf(InvalidRegistryException.class);
		assertThatThrownBy(
				() -> Registry.of(List.of(city("310000", "a", JAN, MAR), city("310000", "b", JAN, FEB)), List.of()))
			.isInstanceOf(InvalidRegistryException.class);
		Hospital hospital = new Hospital("H31000000001", "甲", "310000", 3, JAN, null);
		assertThatThrownBy(() -> Registry.of(List.of(city("310000", "a", JAN, null)), List.of(hospital, hospital)))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessageStartingWith("Hospital H31000000001 is valid twice on 2026-01-01");
	}

	@Test
	void refusesAValidityThatEndsBeforeItStarts() {
		assertThatThrownBy(() -> Registry.of(List.of(city("310000", "a", JAN, JAN)), List.of()))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("City 310000: valid_to 2026-01-01 is not after valid_from 2026-01-01.");
	}

	@Test
	void refusesAHospitalWithoutItsCity() {
		assertThatThrownBy(
				() -> Registry.of(List.of(), List.of(new Hospital("H31000000001", "甲", "310000", 3, JAN, null))))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("Hospital H31000000001: its city 310000 is not in the registry.");
	}

	private static City city(String code, String name, LocalDate validFrom, @Nullable LocalDate validTo) {
		return new City(code, name, name, code.substring(0, 2) + "0000", false, 1, validFrom, validTo);
	}

}
