package io.medsettle.api.startup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequiredSettingsTests {

	private final MockEnvironment environment = new MockEnvironment()
		.withProperty("spring.kafka.bootstrap-servers", "kafka:9092")
		.withProperty("spring.datasource.url", "jdbc:postgresql://database/medsettle")
		.withProperty("spring.datasource.username", "medsettle")
		.withProperty("spring.datasource.password", "hunter2")
		.withProperty("settlement.privacy.key-file", "/run/secrets/person-number-key");

	@Test
	void allThatIsNeededIsEnough() {
		this.environment.setActiveProfiles("production");
		RequiredSettings.require(this.environment);
	}

	@Test
	void otherProfilesHaveDefaults() {
		this.environment.setActiveProfiles("demo");
		this.environment.setProperty("spring.datasource.password", "");
		RequiredSettings.require(this.environment);
	}

	@ParameterizedTest
	@CsvSource({ "spring.kafka.bootstrap-servers, SPRING_KAFKA_BOOTSTRAPSERVERS",
			"spring.datasource.url, SPRING_DATASOURCE_URL", "spring.datasource.username, SPRING_DATASOURCE_USERNAME",
			"spring.datasource.password, SPRING_DATASOURCE_PASSWORD",
			"settlement.privacy.key-file, SETTLEMENT_PRIVACY_KEYFILE" })
	void aMissingOneIsNamed(String name, String variable) {
		this.environment.setActiveProfiles("production");
		this.environment.setProperty(name, "");
		assertThatExceptionOfType(CannotStartException.class)
			.isThrownBy(() -> RequiredSettings.require(this.environment))
			.withMessage(
					"Profile production has no default for " + name + " (in the environment " + variable + "): set it");
	}

	@Test
	void aDatabaseOfOneProcessIsRefusedWithoutItsParameters() {
		this.environment.setActiveProfiles("production");
		this.environment.setProperty("spring.datasource.url", "jdbc:h2:mem:books;PASSWORD=hunter2");
		assertThatExceptionOfType(CannotStartException.class)
			.isThrownBy(() -> RequiredSettings.require(this.environment))
			.withMessage("spring.datasource.url is \"jdbc:h2:mem:books\": it must begin with jdbc:postgresql:");
	}

}
