package io.medsettle.core.database;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.audit.AuditRow;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A load that changes the registry is an act, which those see whom it touches.
 */
class RegistryAuditTests {

	private static final LocalDate FIRST_DAY = LocalDate.parse("2000-01-01");

	@Test
	void onlyALoadThatChangesTheRegistryIsWrittenDown() {
		try (NightEngine engine = NightEngine.start(Database.chosen())) {
			RegistryStore store = engine.bean(RegistryStore.class);
			City shanghai = city("310000", "上海");
			Hospital hospital = new Hospital("H31000000001", "一院", "310000", 3, FIRST_DAY, null);
			store.replace(List.of(shanghai, city("320500", "苏州")), List.of(hospital));
			store.replace(List.of(city("320500", "苏州"), shanghai), List.of(hospital));
			store.replace(List.of(shanghai, city("320500", "苏州市")), List.of(hospital));

			List<AuditRow> rows = engine.bean(AuditReader.class).page(null, null, 10);
			assertThat(rows).hasSize(3).extracting(AuditRow::act).containsOnly("REGISTRY_REPLACED");
			assertThat(rows).extracting(AuditRow::touched)
				.containsExactly(List.of("320500"), List.of("*"), List.of("*"));
			assertThat(rows.getFirst().before()).startsWith("2 cities, 1 hospitals, SHA-256 ")
				.isEqualTo(rows.get(1).after())
				.isNotEqualTo(rows.getFirst().after());
			assertThat(rows.getLast().before()).startsWith("0 cities, 0 hospitals");
		}
	}

	private static City city(String code, String name) {
		return new City(code, name, name, code.substring(0, 2) + "0000", false, 1, FIRST_DAY, null);
	}

}
