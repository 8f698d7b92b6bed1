package io.medsettle.batch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.medsettle.batch.await.Watermark;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakQuery;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.publish.ProofSwitch;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.CutOffSynchronization;
import io.medsettle.core.day.CutOffTopic;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.routing.TransactionalRouter;
import io.medsettle.testing.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The night without Kafka, over a database and a folder of its own.
 */
public final class NightEngine implements AutoCloseable {

	private static final OffsetDateTime FIRST_INSTANT = OffsetDateTime.parse("2026-11-20T08:00:00+08:00");

	/** The first clearing day. */
	public static final LocalDate DAY = LocalDate.parse("2026-11-20");

	/** Two in each city. */
	private static final List<Hospital> HOSPITALS = Stream.of("310000", "320500", "330200", "330400", "340100")
		.flatMap((city) -> Stream.of("00001", "00002")
			.map((number) -> new Hospital("H" + city + number, number, city, 3, LocalDate.parse("2000-01-01"), null)))
		.toList();

	private static final Map<List<Object>, NightEngine> STARTED = new HashMap<>();

	/** One for all, so that the same claims are the same rows in all databases. */
	private static final Path KEY_FILE = keyFile();

	/** Children before parents. The night's lease stays with whoever holds it. */
	private static final List<String> TABLES = List.of("treatment_identity", "treatment_claim", "treatment_entry",
			"insured_identity", "insured_claim", "insured_entry", "reversal", "claim_duplicate", "claim_refusal",
			"dead_letter", "event_signature_key", "reconciliation_break", "break_event", "correction",
			"insured_decision", "break_tally", "clearing_watermark", "night_request", "obligation",
			"hospital_statement", "hospital_statement_detail", "hospital_statement_line", "hospital_statement_day",
			"reader_progress", "bilateral_position", "net_position", "clearing_entry", "clearing_file",
			"clearing_file_acknowledgement", "audit_anchor", "verification", "verification_discrepancy",
			"clearing_day_transition", "clearing_day", "batch_step_execution_context", "batch_job_execution_context",
			"batch_step_execution", "batch_job_execution_params", "batch_job_execution", "batch_job_instance");

	private static final String EVERY_TABLE = """
			select table_name from information_schema.tables
			where table_schema = 'public' and table_type = 'BASE TABLE'""";

	private final ConfigurableApplicationContext context;

	private final Path dataDir;

	private NightEngine(ConfigurableApplicationContext context, Path dataDir) {
		this.context = context;
		this.dataDir = dataDir;
	}

	/**
	 * The engine on an empty database with a registry of five cities. There is one for
	 * each kind of database, which is emptied each time: starting takes longer than most
	 * tests.
	 */
	public static NightEngine empty(Database database) {
		return empty(database, new String[0]);
	}

	/**
	 * The same with settings. Those of which there is one are few.
	 */
	public static NightEngine empty(Database database, String... settings) {
		NightEngine engine = STARTED.computeIfAbsent(List.of(database, List.of(settings)),
				(key) -> start(database, settings));
		engine.reset();
		return engine;
	}

	/**
	 * Empties the database and opens the first clearing day again.
	 */
	public void reset() {
		clear();
		open();
	}

	/**
	 * Starts an engine of its own, with settings.
	 */
	public static NightEngine start(Database database, String... settings) {
		return start(database.create(), settings);
	}

	/**
	 * Starts an engine of its own on an empty database, with settings.
	 */
	public static NightEngine start(String databaseUrl, String... settings) {
		try {
			Path dataDir = Files.createTempDirectory("night");
			NightEngine engine = restart(databaseUrl, dataDir, settings);
			engine.bean(RegistryStore.class)
				.replace(List.of(city("310000", "上海"), city("320500", "苏州"), city("330200", "宁波"), city("330400", "嘉兴"),
						city("340100", "合肥, \"庐州\"")), HOSPITALS);
			engine.open();
			return engine;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts the engine on a database that has been used.
	 */
	public static NightEngine restart(String databaseUrl, Path dataDir, String... settings) {
		Map<String, Object> properties = new HashMap<>(Map.of("spring.datasource.url", databaseUrl,
				"spring.batch.job.enabled", "false", "settlement.data-dir", dataDir.toString(), "settlement.roles",
				"api", "spring.main.banner-mode", "off", "logging.level.root", "warn",
				"logging.level.org.springframework.batch.core", "off", "logging.level.io.medsettle.batch.step", "off"));
		properties.put("spring.datasource.hikari.maximum-pool-size", "8");
		properties.put("settlement.signatures.required", "false");
		properties.put("settlement.privacy.key-file", KEY_FILE.toString());
		properties.put("spring.flyway.locations", "classpath:db/migration,classpath:db/vendor/{vendor}");
		Stream.of(settings).map((setting) -> setting.split("=", 2)).forEach((pair) -> properties.put(pair[0], pair[1]));
		SpringApplication application = new SpringApplicationBuilder(Parts.class).web(WebApplicationType.NONE)
			.properties(properties)
			.build();
		application.setRegisterShutdownHook(false);
		return new NightEngine(application.run(), dataDir);
	}

	private static Path keyFile() {
		try {
			return Files.writeString(Files.createTempFile("night", "key"), "0123456789abcdef".repeat(4));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts another process of the same region: over this engine's database and folder.
	 */
	public NightEngine beside(String... settings) {
		String url = this.context.getEnvironment().getRequiredProperty("spring.datasource.url");
		return restart(url, this.dataDir, settings);
	}

	/**
	 * Opens the first clearing day.
	 */
	public void open() {
		clock().set(FIRST_INSTANT.toInstant());
		days().current();
	}

	/**
	 * Lets the clock pass the day's cut-off.
	 */
	public void pass(LocalDate day) {
		ClearingDay closing = days().find(day).orElseThrow();
		clock().set(closing.cutOff().plusSeconds(2));
		days().current();
	}

	/**
	 * The names and contents of all files of the day.
	 */
	public SortedMap<String, String> files(LocalDate day) {
		Path folder = this.dataDir.resolve("files").resolve(day.toString());
		SortedMap<String, String> files = new TreeMap<>();
		if (!Files.exists(folder)) {
			return files;
		}
		try (Stream<Path> paths = Files.list(folder)) {
			for (Path path : paths.toList()) {
				files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	public String file(String name) {
		String day = name.substring(7, 11) + "-" + name.substring(11, 13) + "-" + name.substring(13, 15);
		return files(LocalDate.parse(day)).get(name);
	}

	/**
	 * All rows of all tables, in an order that no database can give them differently.
	 */
	public SortedMap<String, List<String>> rows() {
		SortedMap<String, List<String>> rows = new TreeMap<>();
		jdbc().queryForList(EVERY_TABLE, String.class)
			.forEach((table) -> rows.put(table,
					jdbc().query("select * from \"" + table + "\"", (row, number) -> text(row))
						.stream()
						.sorted()
						.toList()));
		return rows;
	}

	/**
	 * The breaks of published days; what is null does not matter.
	 */
	public List<Break> breaks(@Nullable LocalDate day, @Nullable String city, @Nullable BreakState state) {
		return bean(Breaks.class).list(new BreakQuery(day, city, null, state, null, null, null));
	}

	private static String text(ResultSet row) throws SQLException {
		StringBuilder text = new StringBuilder();
		for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
			text.append(row.getString(column)).append('|');
		}
		return text.toString();
	}

	public Books books() {
		return new Books(bean(JdbcTemplate.class), bean(PersonNumberCipher.class));
	}

	public ClearingDays days() {
		return bean(ClearingDays.class);
	}

	public ClearingDayState state(LocalDate day) {
		return days().find(day).orElseThrow().state();
	}

	public TestClock clock() {
		return bean(TestClock.class);
	}

	public FakeWatermark watermark() {
		return bean(FakeWatermark.class);
	}

	public JdbcTemplate jdbc() {
		return bean(JdbcTemplate.class);
	}

	public Path dataDir() {
		return this.dataDir;
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private void clear() {
		TABLES.forEach((table) -> jdbc().update("delete from " + table));
		clearAuditTrail();
		FileSystemUtils.deleteRecursively(this.dataDir.resolve("files").toFile());
		watermark().clear();
		bean(FakeAnnouncements.class).sent().clear();
		bean(FakeCutOffTopic.class).clear();
		bean(CutOffSynchronization.class).synchronize();
		bean(ProofSwitch.class).switchAllOn();
		bean(TransactionalRouter.class).plant(UnaryOperator.identity());
	}

	/** As a new engine has it, which has only loaded its registry. */
	private void clearAuditTrail() {
		jdbc().update("delete from audit_touch where number > 1");
		jdbc().update("delete from audit_entry where number > 1");
		jdbc().update("delete from audit_download");
		jdbc().update("update audit_head set number = 1, hash = (select hash from audit_entry where number = 1)"
				+ " where number > 1");
	}

	private static City city(String code, String name) {
		return new City(code, name, name, code.substring(0, 2) + "0000", false, 1, LocalDate.parse("2000-01-01"), null);
	}

	@SpringBootConfiguration
	@ComponentScan(basePackages = { "io.medsettle.core.listener", "io.medsettle.core.ledger" },
			useDefaultFilters = false,
			includeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
					pattern = ".*\\.(ReaderProgress|DeadLetters|ListenerConfiguration|DayIntakes|DayPartitions|EventRegister|Ledgers|LedgerReaders)"))
	@ComponentScan(basePackages = "io.medsettle.core.routing", useDefaultFilters = false,
			includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE,
					classes = TransactionalRouter.class))
	@EnableAutoConfiguration
	@ComponentScan(
			basePackages = { "io.medsettle.batch", "io.medsettle.core.decision", "io.medsettle.core.statement",
					"io.medsettle.core.audit", "io.medsettle.core.day", "io.medsettle.core.database",
					"io.medsettle.core.privacy", "io.medsettle.core.scheduling", "io.medsettle.core.settings",
					"io.medsettle.core.signature" },
			excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX,
					pattern = { ".*\\.Kafka\\w+", "io\\.medsettle\\.batch\\.testing\\..*" }))
	static class Parts {

		@Bean
		@Primary
		TestClock testClock() {
			return new TestClock(FIRST_INSTANT.toInstant());
		}

		@Bean
		Watermark watermark() {
			return new FakeWatermark();
		}

		@Bean
		CutOffTopic cutOffTopic() {
			return new FakeCutOffTopic();
		}

		@Bean
		FakeAnnouncements announcements() {
			return new FakeAnnouncements();
		}

		@Bean
		Interruption interruption() {
			return new Interruption();
		}

		@Bean
		static Mortality mortality() {
			return new Mortality();
		}

		@Bean
		static ProofSwitch proofSwitch() {
			return new ProofSwitch();
		}

		@Bean
		ClaimDecoder decoder() {
			return new ClaimDecoder();
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
