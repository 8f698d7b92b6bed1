package io.medsettle.core.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryCsvTests {

	private static final String CITY_HEADER = "city_code,name_zh,name_en,province_code,metro_circle,population_10k";

	private static final String HOSPITAL_HEADER = "hospital_code,name_zh,city_code,tier";

	@Test
	void readsTheRegistryOfTheDelta() throws IOException {
		try (Reader cities = resource("/registry/cities.csv"); Reader hospitals = resource("/registry/hospitals.csv")) {
			Registry registry = Registry.of(RegistryCsv.readCities(cities, "cities.csv"),
					RegistryCsv.readHospitals(hospitals, "hospitals.csv"));
			List<City> citiesOn = registry.citiesOn(LocalDate.of(2019, 12, 31));
			assertThat(citiesOn).hasSize(41);
			assertThat(citiesOn.stream().filter(City::metroCircle)).hasSize(9);
			assertThat(registry.city("310000", LocalDate.of(2026, 11, 20)))
				.isEqualTo(new City("310000", "上海", "Shanghai", "310000", true, 2428, LocalDate.of(1900, 1, 1), null));
			assertThat(registry.hospital("H31000000001", LocalDate.of(2026, 11, 20)))
				.isEqualTo(new Hospital("H31000000001", "复旦大学附属中山医院", "310000", 3, LocalDate.of(1900, 1, 1), null));
		}
	}

	@Test
	void readsColumnsInAnyOrderWithValidity() {
		String csv = """
				valid_to,remark,tier,city_code,name_zh,hospital_code,valid_from
				2027-01-01,x,1,310000,"甲,""乙""\",H31000000001,2026-01-01

				,,2,310000,丙,H31000000002,
				""";
		assertThat(RegistryCsv.readHospitals(new StringReader(csv), "h.csv")).containsExactly(
				new Hospital("H31000000001", "甲,\"乙\"", "310000", 1, LocalDate.of(2026, 1, 1),
						LocalDate.of(2027, 1, 1)),
				new Hospital("H31000000002", "丙", "310000", 2, LocalDate.of(1900, 1, 1), null));
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "True,true", "TRUE,true", "false,false", "False,false", "FALSE,false" })
	void readsFlagsAsSpreadsheetsWriteThem(String written, boolean inTheCircle) {
		String csv = CITY_HEADER + "\n310000,上海,Shanghai,310000," + written + ",2428\n";
		assertThat(RegistryCsv.readCities(new StringReader(csv), "cities.csv")).extracting(City::metroCircle)
			.containsExactly(inTheCircle);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					31000,上海,Shanghai,310000,true,2428   | cities.csv, line 3, city_code '31000': 6 digits are needed.
					31000a,上海,Shanghai,310000,true,2428  | cities.csv, line 3, city_code '31000a': 6 digits are needed.
					310000,,Shanghai,310000,true,2428      | cities.csv, line 3, name_zh '': 1 to 64 characters are needed.
					310000,上海,,310000,true,2428          | cities.csv, line 3, name_en '': 1 to 64 characters are needed.
					310000,上海,Shanghai,31,true,2428      | cities.csv, line 3, province_code '31': 6 digits are needed.
					310000,上海,Shanghai,310000,yes,2428   | cities.csv, line 3, metro_circle 'yes': true or false is needed.
					310000,上海,Shanghai,310000,tRUE,2428  | cities.csv, line 3, metro_circle 'tRUE': true or false is needed.
					310000,上海,Shanghai,310000,1,2428     | cities.csv, line 3, metro_circle '1': true or false is needed.
					310000,上海,Shanghai,310000,,2428      | cities.csv, line 3, metro_circle '': true or false is needed.
					310000,上海,Shanghai,310000,是,2428     | cities.csv, line 3, metro_circle '是': true or false is needed.
					310000,上海,Shanghai,310000,true,-1    | cities.csv, line 3, population_10k '-1': a whole number from 0 to 2147483647 is needed.
					310000,上海,Shanghai,310000,true,2.5   | cities.csv, line 3, population_10k '2.5': a whole number from 0 to 2147483647 is needed.
					""")
	void namesWhereACityIsWrong(String row, String message) {
		String csv = CITY_HEADER + "\n320500,苏州,Suzhou,320000,true,1075\n" + row + "\n";
		assertThatThrownBy(() -> RegistryCsv.readCities(new StringReader(csv), "cities.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					X31000000001,甲,310000,3,,           | h.csv, line 2, hospital_code 'X31000000001': H and 11 digits are needed.
					H3100000001,甲,310000,3,,            | h.csv, line 2, hospital_code 'H3100000001': H and 11 digits are needed.
					H31000000001,甲,3100,3,,             | h.csv, line 2, city_code '3100': 6 digits are needed.
					H31000000001,甲,310000,4,,           | h.csv, line 2, tier '4': a whole number from 1 to 3 is needed.
					H31000000001,甲,310000,0,,           | h.csv, line 2, tier '0': a whole number from 1 to 3 is needed.
					H31000000001,甲,310000,3,2026-02-30, | h.csv, line 2, valid_from '2026-02-30': a day such as 2026-11-20 is needed.
					H31000000001,甲,310000,3,,20261120   | h.csv, line 2, valid_to '20261120': a day such as 2026-11-20 is needed.
					""")
	void namesWhereAHospitalIsWrong(String row, String message) {
		String csv = HOSPITAL_HEADER + ",valid_from,valid_to\n" + row + "\n";
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(csv), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "\u001b", "\n", "\u200b", "\u202e", "\ud800", "\u3164", "\ufeff", "\u2028" })
	void wantsNamesThatCanBeSeen(String invisible) {
		String csv = HOSPITAL_HEADER + "\nH31000000001,\"甲" + invisible + "乙\",310000,3\n";
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(csv), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("h.csv, line 2, name_zh '甲\ufffd乙': each character must be visible.");
	}

	/** A year with a sign is a day for Java and none for a database. */
	@ParameterizedTest
	@ValueSource(strings = { "+12026-11-20", "-2026-11-20", "٢٠٢٦-11-20" })
	void wantsDaysOfFourDigitYears(String day) {
		String csv = HOSPITAL_HEADER + ",valid_to\nH31000000001,甲,310000,3," + day + "\n";
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(csv), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("h.csv, line 2, valid_to '" + day + "': a day such as 2026-11-20 is needed.");
	}

	@Test
	void refusesAFieldThatFillsTheMemory() {
		String csv = HOSPITAL_HEADER + "\nH31000000001," + "长".repeat(20_000_000) + ",310000,3\n";
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(csv), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessageStartingWith("h.csv: ");
	}

	@Test
	void boundsNames() {
		String csv = HOSPITAL_HEADER + "\nH31000000001," + "长".repeat(128) + ",310000,3\n";
		assertThat(RegistryCsv.readHospitals(new StringReader(csv), "h.csv")).hasSize(1);
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(csv.replace("长,", "长长,")), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("h.csv, line 2, name_zh '" + "长".repeat(40) + "…': 1 to 128 characters are needed.");
	}

	@Test
	void wantsEveryMandatoryColumnOnce() {
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader("hospital_code,name_zh,tier\n"), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("h.csv, line 1: column city_code is missing.");
		assertThatThrownBy(() -> RegistryCsv.readHospitals(new StringReader(HOSPITAL_HEADER + ",tier\n"), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("h.csv, line 1: column tier stands there more than once.");
		assertThatThrownBy(() -> RegistryCsv.readCities(new StringReader(""), "cities.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessage("cities.csv, line 1: a header row is missing.");
	}

	@Test
	void refusesRowsOfAnotherLengthAndBrokenQuotes() {
		assertThatThrownBy(
				() -> RegistryCsv.readHospitals(new StringReader(HOSPITAL_HEADER + "\nH31000000001,甲\n"), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessageStartingWith("h.csv: ")
			.hasMessageContaining("2");
		assertThatThrownBy(
				() -> RegistryCsv.readHospitals(new StringReader(HOSPITAL_HEADER + "\n\"H3\"x,甲,310000,3\n"), "h.csv"))
			.isInstanceOf(InvalidRegistryException.class)
			.hasMessageStartingWith("h.csv");
	}

	private static Reader resource(String name) {
		InputStream stream = Objects.requireNonNull(RegistryCsvTests.class.getResourceAsStream(name));
		return new InputStreamReader(stream, StandardCharsets.UTF_8);
	}

}
