package io.medsettle.api.startup;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.medsettle.core.calendar.InvalidCalendarException;
import io.medsettle.core.registry.InvalidRegistryException;
import io.medsettle.core.settings.SettlementSettings;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class StartupFailureAnalyzerTests {

	private final MockEnvironment environment = new MockEnvironment().withProperty("server.port", "8080")
		.withProperty("spring.datasource.url", "jdbc:postgresql://db/medsettle?password=hunter2");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					settlement.broker.port             | abc         | settlement.broker.port is "abc": it must be a whole number
					settlement.broker.port             | 70000       | settlement.broker.port is "70000": it must be less than or equal to 65535
					settlement.broker.embedded         | maybe       | settlement.broker.embedded is "maybe": it must be true or false
					settlement.roles                   | api,rooter  | settlement.roles is "api,rooter": it must be one of api, router, treatment-ledger, insured-ledger, night
					settlement.time-zone               | Asia/Suzhou | settlement.time-zone is "Asia/Suzhou": it must be a time zone such as Asia/Shanghai
					settlement.clearing.await-timeout  | soon        | settlement.clearing.await-timeout is "soon": it must be a duration such as 30s, 10m or 365d
					settlement.clearing.cut-off        | 25:00       | settlement.clearing.cut-off is "25:00": it must be a time of day such as 00:00, between quotes in YAML
					settlement.claims.submission-limit | 0s          | settlement.claims.submission-limit is "PT0S": it must be longer than or equal to 1 second
					settlement.calendar.holidays       | tomorrow    | settlement.calendar.holidays is "tomorrow": it must be a date such as 2026-11-20
					settlement.calendar.month-closed-by | 32         | settlement.calendar.month-closed-by is "32": it must be less than or equal to 31
					""")
	void aWrongSettingIsToldByNameValueAndRule(String name, String value, String line) {
		Throwable failure = catchThrowable(() -> bind(Map.of(name, value), "settlement", SettlementSettings.class));
		assertThat(lineOf(new IllegalStateException("wrapped", failure))).isEqualTo(line);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					settlement.clearing.cut-offs         | 2027-01-01 22:00, 2027-02-01 00:00 | it is usable
					settlement.clearing.cut-offs         | 2027-02-01 22:00, 2027-01-01 00:00 | settlement.clearing.cut-offs[1].from is "2027-01-01": it must be later than 2027-02-01, the date before it in the list
					settlement.clearing.cut-offs         | 2027-01-01 22:00, 2027-01-01 00:00 | settlement.clearing.cut-offs[1].from is "2027-01-01": it must be later than 2027-01-01, the date before it in the list
					settlement.clearing.cut-offs         | 2027-02-30 22:00                   | settlement.clearing.cut-offs[0].from is "2027-02-30": it must be a date such as 2026-11-20
					settlement.clearing.cut-offs         | 2027-01-01 1320                    | settlement.clearing.cut-offs[0].time is "1320": it must be a time of day such as 00:00, between quotes in YAML
					settlement.claims.submission-limits  | 2027-01-01 90d, 2027-02-01 365d    | it is usable
					settlement.claims.submission-limits  | 2027-01-01 90d, 2026-02-01 365d    | settlement.claims.submission-limits[1].from is "2026-02-01": it must be later than 2027-01-01, the date before it in the list
					settlement.claims.submission-limits  | 2027-01-01 soon                    | settlement.claims.submission-limits[0].limit is "soon": it must be a duration such as 30s, 10m or 365d
					settlement.claims.submission-limits  | 2027-01-01 -1d                     | settlement.claims.submission-limits[0].limit is "PT-24H": it must be longer than or equal to 1 second
					""")
	void datesOfEffectAreTakenInOrderOnly(String name, String list, String line) {
		Map<String, String> properties = new HashMap<>();
		String[] changes = list.split(", ");
		for (int i = 0; i < changes.length; i++) {
			String[] change = changes[i].split(" ");
			properties.put(name + "[" + i + "].from", change[0]);
			properties.put(name + "[" + i + (name.endsWith("limits") ? "].limit" : "].time"), change[1]);
		}
		Throwable failure = catchThrowable(() -> CheckedSettings.read(binder(properties)));
		assertThat((failure != null) ? lineOf(failure) : "it is usable").isEqualTo(line);
	}

	@ParameterizedTest
	@ValueSource(strings = { "from", "time" })
	void aDateOfEffectIsWhole(String given) {
		Binder binder = binder(
				Map.of("settlement.clearing.cut-offs[0]." + given, given.equals("from") ? "2027-01-01" : "22:00"));
		assertThat(lineOf(catchThrowable(() -> CheckedSettings.read(binder))))
			.isEqualTo("settlement.clearing.cut-offs[0]." + (given.equals("from") ? "time" : "from")
					+ " is not usable: it must not be null");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					issuer=http://id.example audience=medsettle    | settlement.access.providers.id.issuer is "http://id.example": it must be an address of https, or one of this machine
					audience=medsettle                             | settlement.access.providers.id.issuer is not usable: it must not be null
					issuer=https://id.example                      | settlement.access.providers.id is not usable: it must have client-id and client-secret, or audience
					issuer=https://id.example client-id=console    | settlement.access.providers.id.client-secret is not usable: it must be set where its twin is
					issuer=https://id.example client-secret=secret | settlement.access.providers.id.client-id is not usable: it must be set where its twin is
					issuer=http://[::1]:8180/realms/r audience=a   | it is usable
					issuer=https://id.example client-id=a client-secret=s audience=a | settlement.access.providers.id.audience is "a": it must differ from client-id, which is what ID tokens have
					""")
	void aProviderIsThereForSomething(String given, String line) {
		Map<String, String> properties = new HashMap<>();
		for (String property : given.split(" ")) {
			String[] parts = property.split("=");
			properties.put("settlement.access.providers.id." + parts[0], parts[1]);
		}
		Throwable failure = catchThrowable(() -> CheckedSettings.read(binder(properties)));
		assertThat((failure != null) ? lineOf(failure) : "it is usable").isEqualTo(line);
	}

	@Test
	void aCalendarThatContradictsItselfIsTold() {
		InvalidCalendarException failure = new InvalidCalendarException(
				"file:days.csv, line 3: 2026-10-01 stands there more than once.");
		assertThat(lineOf(new IllegalStateException("wrapped", failure)))
			.isEqualTo("The calendar (settlement.calendar) is not usable:"
					+ " file:days.csv, line 3: 2026-10-01 stands there more than once");
	}

	@Test
	void aRegistryThatIsWrongIsToldHoweverDeepItLies() {
		Throwable failure = new InvalidRegistryException(
				"file:cities.csv, line 3, metro_circle 'yes': true or false is needed.");
		for (int depth = 0; depth < 60; depth++) {
			failure = new IllegalStateException("Unsatisfied dependency " + depth, failure);
		}
		assertThat(lineOf(failure)).isEqualTo("The registry (settlement.registry) is not usable:"
				+ " file:cities.csv, line 3, metro_circle 'yes': true or false is needed");
	}

	@Test
	void aNameThatMeansNothingIsTold() {
		Binder binder = binder(Map.of("settlement.dta-dir", "/srv", "settlement.demo.load", "false",
				"settlement.topics.partitions", "3"));
		assertThat(lineOf(catchThrowable(() -> CheckedSettings.read(binder))))
			.isEqualTo("There is no setting settlement.dta-dir");
	}

	@Test
	void aSecretIsNotTold() {
		Throwable failure = catchThrowable(() -> bind(Map.of("client.access-token", "1"), "client", WithSecret.class));
		assertThat(lineOf(failure))
			.isEqualTo("client.access-token is \"(not shown)\": it must be greater than or equal to 8");
	}

	@Test
	void anUnreachableDatabaseIsToldWithoutItsPassword() {
		assertThat(lineOf(new RuntimeException(new SQLException("Connection refused", "08001"))))
			.isEqualTo("The database jdbc:postgresql://db/medsettle (spring.datasource.url) cannot be opened:"
					+ " Connection refused");
	}

	/** As H2 itself puts it of files that were cut or overwritten. */
	@Test
	void aDamagedDatabaseFileIsToldByItsName() {
		String line = "The database file /srv/h2/medsettle.mv.db (spring.datasource.url) is damaged:"
				+ " move the folder /srv/h2 aside and put its last backup in its place;"
				+ " what came since is read again from Kafka";
		this.environment.setProperty("spring.datasource.url", "jdbc:h2:file:/srv/h2/medsettle;MODE=PostgreSQL");
		MVStoreException chunk = new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, "File corrupted in chunk 21");
		assertThat(lineOf(new IllegalStateException("wrapped", chunk))).isEqualTo(line);
		assertThat(lineOf(
				new FlywayException("Unable to query", new SQLException("General error", "HY000", 50_000, chunk))))
			.isEqualTo(line);
		assertThat(lineOf(new RuntimeException(
				new SQLException("General error: index 5", "HY000", 50_000, new ArrayIndexOutOfBoundsException(5)))))
			.isEqualTo(line);
		assertThat(lineOf(new RuntimeException(new SQLException("File corrupted", "90030", 90_030)))).isEqualTo(line);
		assertThat(lineOf(new RuntimeException(new SQLException("Table not found", "42S02", 42_102)))).isNull();
	}

	@Test
	void aDatabaseElsewhereIsNoDamagedFile() {
		assertThat(lineOf(new RuntimeException(new SQLException("Failed", "HY000", 50_000)))).isNull();
	}

	@Test
	void aFailedStatementIsABugAndKeepsItsStackTrace() {
		assertThat(lineOf(new RuntimeException(new SQLException("Table not found", "42S02")))).isNull();
	}

	@Test
	void aKafkaThatIsNoneIsTold() {
		assertThat(lineOf(new IllegalStateException("wrapped", new KafkaException(new TimeoutException()))))
			.isEqualTo("Kafka (spring.kafka.bootstrap-servers) does not serve: no answer in time");
	}

	@Test
	void aPortTakenAtTheLastMomentIsToldToo() {
		assertThat(lineOf(new PortInUseException(8080))).startsWith("Port 8080 (server.port) is taken");
		assertThat(lineOf(new PortInUseException(8081))).startsWith("Port 8081 (management.server.port) is taken");
	}

	@Test
	void longExplanationsBecomeOneLine() {
		assertThat(OneLineFailureReporter
			.line(new FailureAnalysis("Bean missing:\n\n\t- a\n", "Define it.\n", new IllegalStateException())))
			.isEqualTo("Bean missing: - a Define it.");
	}

	private @Nullable String lineOf(Throwable failure) {
		FailureAnalysis analysis = new StartupFailureAnalyzer(this.environment).analyze(failure);
		return (analysis != null) ? OneLineFailureReporter.line(analysis) : null;
	}

	private static Binder binder(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties));
	}

	private static void bind(Map<String, String> properties, String prefix, Class<?> type) {
		try (var validators = Validation.buildDefaultValidatorFactory()) {
			binder(properties).bindOrCreate(prefix, Bindable.of(type),
					new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
		}
	}

	@Validated
	record WithSecret(@Min(8) int accessToken) {
	}

}
