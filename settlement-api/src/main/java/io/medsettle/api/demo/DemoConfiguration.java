package io.medsettle.api.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import io.medsettle.api.days.DayReckoner;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The example day as part of the application.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@ConditionalOnProperty(name = "settlement.demo.load", havingValue = "true", matchIfMissing = true)
class DemoConfiguration {

	@Bean
	ExampleDayPlayer exampleDayPlayer(SettlementSettings settings, ExampleDayLoad load,
			ExampleDisagreements disagreements, NightDisplay night, ExampleDayReport report, ClearingDays days,
			EarlyClosing closing, Clock clock, Terminal terminal, Ending ending) {
		return new ExampleDayPlayer(new PlaybackFile(settings.dataDir()), load, disagreements, night, report, days,
				closing, clock, terminal, ending);
	}

	@Bean
	ExampleDayLoad exampleDayLoad(SettlementSettings settings, KafkaClients kafka, JdbcClient jdbc, JsonMapper mapper,
			MeterRegistry meters, Terminal terminal, Ending ending) throws IOException {
		return new ExampleDayLoad(exampleDay(settings, mapper), kafka.durableProducer("example-day"), jdbc, meters,
				terminal, ending);
	}

	@Bean
	ExampleDisagreements exampleDisagreements(JdbcClient jdbc, JsonMapper mapper) {
		return new ExampleDisagreements(jdbc, mapper);
	}

	@Bean
	NightDisplay nightDisplay(NightRuns runs, Terminal terminal, Ending ending) {
		return new NightDisplay(runs, terminal, ending);
	}

	@Bean
	ExampleDayReport exampleDayReport(DayReckoner reckoner, JdbcClient jdbc, Positions positions, ClearingFiles files,
			RegistryStore registry, Terminal terminal) {
		return new ExampleDayReport(reckoner, new ExampleDayFigures(jdbc), positions, files, registry, terminal);
	}

	@Bean
	Ending ending() {
		return new Ending();
	}

	@Bean
	Terminal terminal() {
		return Terminal.ofProcess();
	}

	private static ExampleDay exampleDay(SettlementSettings settings, JsonMapper mapper) throws IOException {
		try (Reader cities = open("registry/cities.csv"); Reader hospitals = open("registry/hospitals.csv")) {
			return new ExampleDay(RegistryCsv.readCities(cities, "cities.csv"),
					RegistryCsv.readHospitals(hospitals, "hospitals.csv"), settings.timeZone(), new ClaimEncoder(),
					mapper);
		}
	}

	private static Reader open(String location) throws IOException {
		Resource resource = new ClassPathResource(location);
		return new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8);
	}

}
