package io.medsettle.api.badinput;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.api.testing.FileDamage;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.RawCaller;
import io.medsettle.api.testing.RawCaller.RawAnswer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.batch.await.EventAccounts;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.calendar.InvalidCalendarException;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.registry.InvalidRegistryException;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Everything bad of the tables, one after the other, and behind each a good claim of the
 * same partition: each gets its answer or its place among the dead letters, nothing is
 * written of it, the good claims are all posted, and in the end the day clears and holds.
 * Whoever adds an address or a topic adds rows for it.
 */
@Tag("invariant-12")
@ExtendWith(SharedEngine.class)
class BadInputsIT {

	/** After so many rows it is seen whether all is as it should be. */
	private static final int ROWS_A_LOOK = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int PARTITIONS = 3;

	private static final String PERSON_NO = SampleClaim.settlement().get("personNo").asString();

	/** Each good claim has a row in each. */
	private static final List<String> BOOKS = List.of("treatment_identity", "treatment_claim", "treatment_entry",
			"insured_identity", "insured_claim", "insured_entry");

	/** What no row may change. */
	private static final List<String> UNTOUCHED = List.of("hospital_statement", "hospital_statement_detail",
			"hospital_statement_line", "insured_decision", "reversal", "claim_duplicate", "reconciliation_break",
			"break_event", "correction", "clearing_day_transition", "clearing_file_acknowledgement", "night_request",
			"city", "hospital", "event_key");

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final List<String> findings = new ArrayList<>();

	private Engine engine;

	private HttpCaller http;

	private RawCaller raw;

	private JdbcClient jdbc;

	private List<String> hospitals;

	private int rows;

	@BeforeEach
	void use(Engine shared) {
		this.engine = shared;
		this.http = new HttpCaller(shared.baseUrl());
		this.raw = new RawCaller(shared.baseUrl());
		this.jdbc = shared.bean(JdbcClient.class);
		this.hospitals = this.jdbc.sql("select hospital_code from hospital where city_code <> '320500' order by 1")
			.query(String.class)
			.list()
			.stream()
			.collect(Collectors.toMap((code) -> BuiltInPartitioner.partitionForKey(bytes(code), PARTITIONS),
					(code) -> code, (one, other) -> one, TreeMap::new))
			.values()
			.stream()
			.toList();
		this.log.start();
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(this.log);
	}

	@AfterEach
	void detach() {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this.log);
	}

	@Test
	void nothingThatComesInStopsFillsOrMisleadsTheEngine() throws Exception {
		this.http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=30");
		LocalDate published = DayClosing.closeCurrentDay(this.engine);
		LocalDate day = this.engine.bean(ClearingDays.class).current().day();
		String file = "320500_" + published.toString().replace("-", "") + "_summary_v1.csv";
		List<BadRequest> requests = new BadRequests(day.toString(), published.toString(), file).rows();
		List<BadEvent> events = new BadEvents(published.toString()).rows();

		for (int from = 0; from < requests.size(); from += ROWS_A_LOOK) {
			send(requests.subList(from, Math.min(from + ROWS_A_LOOK, requests.size())));
		}
		damage(published, file);
		try (BadEventSender sender = new BadEventSender(this.engine.bootstrapServers(),
				this.engine.bean(EventAuthenticator.class))) {
			for (int from = 0; from < events.size(); from += ROWS_A_LOOK) {
				append(events.subList(from, Math.min(from + ROWS_A_LOOK, events.size())), sender);
			}
			clear(day, sender);
		}
		assertThat(this.findings).as(() -> String.join("\n", this.findings)).isEmpty();
		assertThat(this.rows).isGreaterThan(150);
	}

	@Test
	void everyAddressAndEveryTopicHasRows() {
		Set<String> tried = new BadRequests("2000-01-01", "2000-01-01", "x").rows()
			.stream()
			.map(BadRequest::endpoint)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(tried).containsAll(addresses());
		assertThat(new BadEvents("2000-01-01").rows()).extracting(BadEvent::topic)
			.containsAll(Topics.ALL)
			.isSubsetOf(Topics.ALL);
	}

	@Test
	void aBadFileIsToldInOneLineBeforeAnythingStarts(@TempDir Path folder) {
		for (BadFile row : BadFile.rows()) {
			Throwable failure = catchThrowable(() -> row.read(folder));
			assertThat(failure).as(row.toString())
				.isInstanceOfAny(IOException.class, InvalidRegistryException.class, InvalidCalendarException.class);
			assertThat(failure.getMessage()).as(row.toString())
				.hasSizeBetween(10, 400)
				.doesNotContainPattern("\\p{Cc}");
		}
	}

	private Set<String> addresses() {
		Collection<RequestMappingHandlerMapping> mappings = this.engine.context()
			.getBeansOfType(RequestMappingHandlerMapping.class)
			.values();
		return mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.flatMap(BadInputsIT::addresses)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> addresses(RequestMappingInfo info) {
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		List<String> names = methods.isEmpty() ? List.of("ANY") : methods.stream().map(Enum::name).toList();
		return info.getPatternValues()
			.stream()
			.flatMap((pattern) -> names.stream().map((name) -> name + " " + pattern));
	}

	/** None of them gets further than its answer, and none is worth a line in the log. */
	private void send(List<BadRequest> requests) {
		Map<String, Long> before = counts();
		int logged = this.log.list.size();
		for (BadRequest row : requests) {
			RawAnswer answer = this.raw.send(row.requestLine(), row.headers(), row.body());
			examine(row, answer);
			goodClaimOverHttp();
		}
		List.copyOf(this.log.list)
			.stream()
			.skip(logged)
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.forEach((event) -> this.findings.add("logged at one of " + requests + ": " + event));
		look(before, requests.size(), Map.of(), requests);
	}

	private void examine(BadRequest row, RawAnswer answer) {
		int status = answer.status();
		boolean problem = status < 400 || (answer.header("Content-Type").startsWith("application/problem+json")
				&& answer.json().path("code").isString());
		boolean later = status != 503 || !answer.header("Retry-After").isEmpty();
		boolean quiet = status < 400 || Stream.of("Exception", "\tat ", PERSON_NO).noneMatch(answer.text()::contains);
		if (!row.statuses().contains(status) || (status >= 500 && status != 503) || !problem || !later || !quiet) {
			this.findings.add(row + ": " + answer.text().lines().limit(20).collect(Collectors.joining(" | ")));
		}
	}

	private void damage(LocalDate published, String file) throws IOException {
		Map<String, Long> before = counts();
		Path path = this.engine.bean(SettlementSettings.class)
			.dataDir()
			.resolve("files")
			.resolve(published.toString())
			.resolve(file);
		byte[] bytes = Files.readAllBytes(path);
		String address = "/api/v1/clearing-days/" + published + "/files/" + file;
		for (FileDamage damage : FileDamage.values()) {
			damage.doTo(path);
			Answer answer = this.http.get(address);
			if (answer.status() != 503 || answer.header("Retry-After").isEmpty()) {
				this.findings.add("a file that is " + damage + ": " + answer);
			}
			goodClaimOverHttp();
			Files.deleteIfExists(path);
			Files.write(path, bytes);
		}
		await().atMost(PATIENCE).until(() -> this.http.get(address).status() == 200);
		look(before, FileDamage.values().length, Map.of(), List.of("files"));
	}

	private void append(List<BadEvent> events, BadEventSender sender) {
		Map<String, Long> before = counts();
		Map<BadEvent.End, Long> ends = new HashMap<>();
		for (BadEvent row : events) {
			boolean taken = sender.append(row, this.rows % PARTITIONS);
			if (taken == (row.end() == BadEvent.End.NOT_TAKEN)) {
				this.findings.add(row + (taken ? " was taken by the broker" : " was not taken by the broker"));
			}
			ends.merge(row.end(), 1L, Long::sum);
			sender.append(BadEvent.of(Topics.CLAIMS_SUBMITTED, BadEvent.End.PASSED_OVER, "good", goodClaim().toString())
				.keyed(this.hospitals.get(this.rows % PARTITIONS)), this.rows % PARTITIONS);
			this.rows++;
		}
		look(before, events.size(), Map.of("dead_letter", ends.getOrDefault(BadEvent.End.DEAD_LETTER, 0L),
				"claim_refusal", ends.getOrDefault(BadEvent.End.REFUSED, 0L)), events);
	}

	/** Others announce manifests of the day while its night is at work. */
	private void clear(LocalDate day, BadEventSender sender) {
		Answer closed = this.http.call("POST", "/api/v1/clearing-days/" + day + "/close");
		assertThat(closed.status()).as(() -> closed + " after " + this.findings).isEqualTo(202);
		for (BadEvent row : BadEvents.announcements(day.toString())) {
			sender.append(row, 0);
		}
		assertThat(DayClosing.awaitEnd(this.http, closed.header("Location")).get("state").asString())
			.as(() -> this.http.get(closed.header("Location")) + " after " + this.findings)
			.isEqualTo("COMPLETED");
		Answer verified = await().atMost(PATIENCE)
			.until(() -> this.http.get("/api/v1/clearing-days/" + day + "/verification"),
					(answer) -> answer.status() == 200);
		assertThat(verified.json().get("state").asString()).as(verified::toString).isEqualTo("HOLDS");
		assertThat(this.engine.bean(DayIntakes.class).of(day).events())
			.isEqualTo(this.engine.bean(EventAccounts.class).submitted(day));
		assertThat(this.http.get("/actuator/health/readiness").status()).isEqualTo(200);
		List.copyOf(this.log.list)
			.stream()
			.filter((event) -> hasStackTrace(event) || event.getFormattedMessage().contains(PERSON_NO))
			.forEach((event) -> this.findings.add("logged: " + event));
	}

	private static boolean hasStackTrace(ILoggingEvent event) {
		return event.getThrowableProxy() != null
				&& event.getThrowableProxy().getStackTraceElementProxyArray().length > 0;
	}

	private void goodClaimOverHttp() {
		Answer answer = this.http.post("/api/v1/claims", goodClaim().toString());
		this.rows++;
		if (answer.status() != 202) {
			this.findings.add("a good claim: " + answer);
		}
	}

	private ObjectNode goodClaim() {
		return SampleClaim.settlement().put("hospitalCode", this.hospitals.get(this.rows % PARTITIONS));
	}

	/**
	 * Waits until all good claims are in both books, and sees whether anything else has
	 * been written than is expected.
	 */
	private void look(Map<String, Long> before, int goodClaims, Map<String, Long> others, Collection<?> rows) {
		Map<String, Long> expected = new TreeMap<>(before);
		BOOKS.forEach((book) -> expected.merge(book, (long) goodClaims, Long::sum));
		others.forEach((table, count) -> expected.merge(table, count, Long::sum));
		Map<String, Long> now = counts();
		for (long end = System.nanoTime() + PATIENCE.toNanos(); !now.equals(expected) && System.nanoTime() < end;) {
			EngineJar.pause(50);
			now = counts();
		}
		now.entrySet().removeAll(expected.entrySet());
		now.forEach((table, count) -> this.findings
			.add("%s has %d rows, not %d, after one of %s".formatted(table, count, expected.get(table), rows)));
	}

	private Map<String, Long> counts() {
		Map<String, Long> counts = new TreeMap<>();
		Stream.of(BOOKS, UNTOUCHED, List.of("claim_refusal", "dead_letter"))
			.flatMap(List::stream)
			.forEach((table) -> counts.put(table,
					this.jdbc.sql("select count(*) from " + table).query(Long.class).single()));
		return counts;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
