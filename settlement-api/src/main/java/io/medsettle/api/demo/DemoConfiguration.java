package io.medsettle.api.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.core.settings.SettlementSettings;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;

/**
 * The example day as part of the application.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@ConditionalOnProperty(name = "settlement.demo.load", havingValue = "true", matchIfMissing = true)
@Import({ Ending.class, ExampleDayFigures.class, ExampleDayLoad.class, ExampleDayRunner.class, ExampleDayReport.class,
		ExampleDisagreements.class, NightDisplay.class, ProgressFile.class, Terminal.class })
class DemoConfiguration {

	@Bean
	ExampleDay exampleDay(SettlementSettings settings, JsonMapper mapper) throws IOException {
		try (Reader cities = open("registry/cities.csv"); Reader hospitals = open("registry/hospitals.csv")) {
			return new ExampleDay(RegistryCsv.readCities(cities, "cities.csv"),
					RegistryCsv.readHospitals(hospitals, "hospitals.csv"), settings.timeZone(), new ClaimEncoder(),
					mapper);
		}
	}

	private static Reader open(String location) throws IOException {
		return new InputStreamReader(new ClassPathResource(location).getInputStream(), StandardCharsets.UTF_8);
	}

}
