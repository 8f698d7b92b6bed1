package io.medsettle.api.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.privacy.PrivacyKeyException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A person whose number is nowhere else lives a day with all that can go wrong: claims
 * over HTTP and Kafka, refused ones, dead letters of every topic, the number in the wrong
 * fields, breaks, a statement, a decision, a dry run, results that are done again, what
 * two people do. Then the number is searched in everything the engine says and keeps. It
 * stands where this test says that it must, and nowhere else.
 */
@Tag("invariant-11")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PersonNumberIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final String HOSPITAL = SampleClaim.HOSPITAL;

	private static final String TREATMENT_CITY = "310000";

	private static final String INSURED_CITY = "320500";

	/** Those of a claim of the person, who need to know whose visit it was. */
	private static final Set<String> CONCERNED = Set.of(HOSPITAL, "bureau-" + TREATMENT_CITY, "bureau-" + INSURED_CITY);

	private static final List<String> CALLERS = List.of(HOSPITAL, "bureau-" + TREATMENT_CITY, "bureau-" + INSURED_CITY,
			"H33010000001", "bureau-330100", "operator", "checker", "auditor", "person-scraper");

	/**
	 * Where events carry claims as hospitals have sent them, for those who may read the
	 * topic.
	 */
	private static final Set<String> TOPICS_OF_CLAIMS = Set.of(Topics.CLAIMS_SUBMITTED, Topics.CLAIMS_ROUTED_TREATMENT,
			Topics.CLAIMS_ROUTED_INSURED, Topics.CLAIMS_REJECTED, Topics.CLAIMS_DEAD_LETTER);

	/**
	 * Whoever writes to it may write anything, and what cannot be taken stays where it
	 * is.
	 */
	private static final Set<String> TOPICS_WITH_PLANTED_EVENTS = Set.of(Topics.CLAIMS_DECIDED,
			Topics.CLEARING_CUT_OFFS);

	private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

	private static final List<Answer> GIVEN = new ArrayList<>();

	private static final ObjectNode CLEARED = claim();

	private static final ObjectNode REVERSAL_OF_NOTHING = SampleClaim.reversal(claim());

	private static Engine engine;

	private static HttpCaller http;

	private static Path folder;

	private static LocalDate day;

	private static List<ObjectNode> posted;

	private static List<String> claimNos;

	private static List<String> breakIds;

	@BeforeAll
	static void live(@TempDir Path dataDir) {
		folder = dataDir;
		engine = Engine.start(dataDir,
				Map.of("settlement.clearing.confirmation", "true", "settlement.breaks.search-duplicates", "true"));
		// What starts makes logging anew.
		LOG.start();
		root().addAppender(LOG);
		http = new HttpCaller(engine.baseUrl());
		engine.bean(AccessClients.class)
			.add(List.of(new AccessClient("person-scraper", String.valueOf(SecretEncoder.fast().encode("demo")),
					AccessRole.SCRAPER, "", Instant.EPOCH, null, null)));
		day = engine.bean(ClearingDays.class).current().day();
		submit();
		writeToKafka();
		state();
		decide();
		closeTwice();
		actOnBreaks();
		submitDeadLettersAgain();
		given(http.call("POST", "/api/v1/clearing-days/" + day + "/verify"));
	}

	@AfterAll
	static void stop() {
		root().detachAppender(LOG);
		engine.close();
	}

	@Test
	@Order(1)
	void nobodyReadsItButThoseWhoMust() {
		List<String> found = new ArrayList<>();
		Set<String> seenBy = new TreeSet<>();
		int answers = 0;
		for (Endpoint endpoint : Endpoint.ALL) {
			if (endpoint.method() == HttpMethod.GET) {
				for (String caller : CALLERS) {
					for (String path : paths(endpoint)) {
						if (endpoint.isOfTheConsole() && caller.equals("person-scraper")) {
							continue;
						}
						Answer answer = http.as(caller).get(path);
						answers++;
						assertThat(answer.status()).as(() -> path + " " + answer).isLessThan(500);
						if (!isIn(answer)) {
							continue;
						}
						if (mayTell(endpoint, path, caller)) {
							seenBy.add(endpoint.path() + " " + caller);
						}
						else {
							found.add(path + " tells " + caller);
						}
					}
				}
			}
		}
		assertThat(found).isEmpty();
		assertThat(answers).isGreaterThan(500);
		// Else nothing was planted.
		for (String caller : CONCERNED) {
			assertThat(seenBy).contains("/api/v1/claims/{hospitalCode}/{claimNo} " + caller,
					"/console/claims " + caller);
		}
		assertThat(seenBy).contains("/api/v1/clearing-days/{day}/files/{name} bureau-" + TREATMENT_CITY,
				"/api/v1/clearing-days/{day}/files/{name} bureau-" + INSURED_CITY);
	}

	@Test
	@Order(2)
	void noAnswerRepeatsWhatItWasSent() {
		for (String path : List.of("/api/v1/claims/" + HOSPITAL + "/", "/api/v1/breaks/", "/api/v1/breaks?city=",
				"/api/v1/breaks?day=", "/api/v1/clearing-days/", "/api/v1/clearing-days/" + day + "/files/",
				"/api/v1/runs/", "/api/v1/proposals/", "/console/claims?hospitalCode=" + HOSPITAL + "&claimNo=",
				"/?day=", "/none/", "/api/v1/none/")) {
			for (String caller : List.of(HOSPITAL, "bureau-" + TREATMENT_CITY, "operator")) {
				// A page shows in its form again what was looked for.
				if (!path.startsWith("/console/claims")) {
					given(http.as(caller).get(path + PlantedPerson.NUMBER));
				}
			}
		}
		given(http.get("/api/v1/runs", "Authorization", "Bearer " + PlantedPerson.NUMBER));
		given(http.get("/api/v1/runs", "traceparent", PlantedPerson.NUMBER, "X-Request-Id", PlantedPerson.NUMBER,
				"User-Agent", PlantedPerson.NUMBER));
		assertThat(GIVEN).filteredOn(PersonNumberIT::isIn).isEmpty();
		assertThat(GIVEN).extracting(Answer::status).contains(200, 202, 400, 401, 404, 422).allMatch((is) -> is < 500);
	}

	@Test
	@Order(3)
	void itIsInNoMetricThreadOrLine() {
		assertThat(isIn(http.as("person-scraper").get("/actuator/prometheus"))).isFalse();
		assertThat(isIn(http.as("operator").get("/actuator/health"))).isFalse();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(PlantedPerson::isIn);
		assertThat(List.copyOf(LOG.list)).isNotEmpty()
			.filteredOn((line) -> PlantedPerson.isIn(line.getFormattedMessage() + line.getMDCPropertyMap()
					+ line.getThreadName() + line.getKeyValuePairs()
					+ ((line.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(line.getThrowableProxy())
							: "")))
			.isEmpty();
	}

	@Test
	@Order(4)
	void kafkaHasItInTheClaimsThemselvesAlone() {
		for (String topic : Topics.ALL) {
			for (ConsumerRecord<byte[], byte[]> event : engine.events(topic)) {
				event.headers()
					.forEach((header) -> assertThat(header.value() != null && PlantedPerson.isIn(header.value()))
						.as("header %s of %s", header.key(), event)
						.isFalse());
				if (!TOPICS_OF_CLAIMS.contains(topic) && !TOPICS_WITH_PLANTED_EVENTS.contains(topic)) {
					assertThat(event.value() != null && PlantedPerson.isIn(event.value())).as(topic).isFalse();
				}
			}
		}
		assertThat(engine.events(Topics.CLAIMS_ROUTED_INSURED)).anyMatch((leg) -> PlantedPerson.isIn(leg.value()));
	}

	@Test
	@Order(5)
	void noColumnOfTheDatabaseHasIt() throws SQLException {
		Set<String> found = new TreeSet<>();
		int rows = 0;
		try (Connection connection = engine.bean(DataSource.class).getConnection()) {
			for (String table : tables(connection)) {
				try (Statement statement = connection.createStatement();
						ResultSet row = statement.executeQuery("select * from " + table)) {
					while (row.next()) {
						rows++;
						for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
							byte[] bytes = bytes(row.getObject(column));
							if (PlantedPerson.isIn(bytes)) {
								found.add(table + "." + row.getMetaData().getColumnName(column));
							}
						}
					}
				}
			}
		}
		assertThat(rows).isGreaterThan(500);
		assertThat(found).isEmpty();
	}

	/** As it lies on the disk, also after the engine has put everything there. */
	@Test
	@Order(6)
	void theDataFolderHasItWhereItMust() throws IOException {
		Set<String> found = filesWithIt();
		engine.close();
		found.addAll(filesWithIt());
		assertThat(found).filteredOn((file) -> !file.startsWith("kafka/"))
			.allMatch(PersonNumberIT::isDetailOfTheCities);
		// Kafka packs what the engine writes, so that not all of what it has is seen
		// here.
		assertThat(found).filteredOn((file) -> file.startsWith("kafka/"))
			.allMatch((file) -> Stream.concat(TOPICS_OF_CLAIMS.stream(), TOPICS_WITH_PLANTED_EVENTS.stream())
				.anyMatch((topic) -> file.matches("kafka/" + Pattern.quote(topic) + "-\\d+/\\d+\\.log")));
		assertThat(found).anyMatch(PersonNumberIT::isDetailOfTheCities);
		assertThat(found).anyMatch((file) -> file.startsWith("kafka/" + Topics.CLAIMS_SUBMITTED));
	}

	@Test
	@Order(7)
	void noEngineStartsWithAnotherKey(@TempDir Path elsewhere) throws IOException {
		Path other = Files.writeString(elsewhere.resolve("key"), "0a".repeat(32));
		assertThatThrownBy(() -> Engine.start(folder, Map.of("settlement.privacy.key-file", other.toString())))
			.rootCause()
			.isInstanceOf(PrivacyKeyException.class)
			.hasMessageMatching("The key file " + other + " \\(settlement.privacy.key-file\\) does not have the key"
					+ " [0-9a-f]{8} that the database is encrypted by: name the right file");
	}

	/**
	 * Over HTTP: good ones, one that is refused for each field, and all of them in a
	 * batch.
	 */
	private static void submit() {
		ObjectNode twice = claim();
		ObjectNode reversed = claim();
		posted = List.of(CLEARED, twice, twice.deepCopy().put("claimNo", SampleClaim.nextNumber()), reversed,
				SampleClaim.reversal(reversed), REVERSAL_OF_NOTHING,
				claim().put("personNo", PlantedPerson.NUMBER.toLowerCase(Locale.ROOT)));
		claimNos = posted.stream().map((claim) -> claim.get("claimNo").asString()).toList();
		for (ObjectNode claim : posted) {
			Answer receipt = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=30");
			assertThat(receipt.status()).as(receipt::toString).isEqualTo(200);
			given(receipt);
		}
		// The same claim with another content, and a reversal of another person's.
		given(http.post("/api/v1/claims", CLEARED.deepCopy().put("visitType", "12").toString(), "Prefer", "wait=30"));
		given(http.post("/api/v1/claims", SampleClaim.reversal(SampleClaim.settlement(claimNos.getFirst())).toString(),
				"Prefer", "wait=30"));
		List<String> bad = badClaims();
		bad.forEach((claim) -> given(http.post("/api/v1/claims", claim)));
		given(http.post("/api/v1/claims/batch", "application/x-ndjson",
				(String.join("\n", bad) + "\n" + claim()).getBytes(StandardCharsets.UTF_8)));
	}

	private static List<String> badClaims() {
		List<String> bad = new ArrayList<>();
		for (String field : List.of("hospitalCode", "kind", "insuredCity", "insuranceType", "visitType", "settledAt",
				"treatmentCity", "totalFen", "cashFen", "split", "funds")) {
			bad.add(claim().put(field, PlantedPerson.NUMBER).toString());
		}
		bad.add(claim().put("personNo", PlantedPerson.NUMBER + " ?").toString());
		bad.add(claim().put("personNo", PlantedPerson.NUMBER.repeat(4)).toString());
		bad.add(claim().set("personNo", claim()).toString());
		bad.add(claim().set("funds", claim().removeAll().put(PlantedPerson.NUMBER + "!", 1)).toString());
		bad.add(claim().put("totalFen", 1).toString());
		bad.add(claim().toString().replace("}", ",\"personNo\":\"" + PlantedPerson.NUMBER + "\"}"));
		bad.add(claim().toString().replace("}", ""));
		bad.add("\"" + PlantedPerson.NUMBER + "\"");
		bad.add("number " + PlantedPerson.NUMBER);
		bad.add("<claim><personNo>" + PlantedPerson.NUMBER + "</personNo></claim>");
		return bad;
	}

	/**
	 * The same by a hospital that writes to Kafka itself, and what is no event, to every
	 * topic.
	 */
	private static void writeToKafka() {
		List<String> events = new ArrayList<>(badClaims());
		ObjectNode last = claim();
		events.add(last.toString());
		try (HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
			producer.send(List.of(claim().toString(), "{\"personNo\": " + PlantedPerson.NUMBER),
					(event) -> PlantedPerson.NUMBER);
			for (String topic : Topics.ALL) {
				if (!topic.equals(Topics.CLAIMS_SUBMITTED) && !topic.equals(Topics.CLEARING_PUBLISHED)) {
					producer.send(topic, List.of(claim().toString(), "number " + PlantedPerson.NUMBER),
							(event) -> HOSPITAL);
				}
			}
			producer.send(events, (event) -> HOSPITAL);
		}
		await().atMost(PATIENCE).until(() -> http.get(pathOf(text(last, "claimNo"))).text().contains("POSTED"));
	}

	private static void state() {
		ObjectNode total = claim().removeAll()
			.put("hospitalCode", HOSPITAL)
			.put("day", day.toString())
			.put("count", 9)
			.put("totalFen", 1)
			.put("fundFen", 1)
			.put("accountFen", 0)
			.put("reversalsIncluded", true)
			.put("personNo", PlantedPerson.NUMBER);
		given(http.post("/api/v1/statements", total.toString()));
		for (String field : List.of("insuredCity", "insuranceType", "count", "totalFen", "day")) {
			given(http.post("/api/v1/statements", total.deepCopy().put(field, PlantedPerson.NUMBER).toString()));
		}
		given(http.post("/api/v1/statements", PlantedPerson.NUMBER));
		String lines = "/api/v1/statements/" + HOSPITAL + "/" + day + "/lines";
		given(http.post(lines, "application/x-ndjson",
				(CLEARED.deepCopy().put("kind", PlantedPerson.NUMBER) + "\n"
						+ CLEARED.deepCopy().put("totalFen", PlantedPerson.NUMBER) + "\n" + PlantedPerson.NUMBER + "\n")
					.getBytes(StandardCharsets.UTF_8)));
		// All as they are but the last, which is held for it.
		String stated = posted.stream()
			.map((claim) -> claim.deepCopy()
				.put("totalFen", claim.get("totalFen").asLong() + (claim.equals(posted.getLast()) ? 1 : 0)))
			.map(ObjectNode::toString)
			.collect(Collectors.joining("\n"));
		Answer taken = given(http.post(lines, "application/x-ndjson", stated.getBytes(StandardCharsets.UTF_8)));
		assertThat(taken.status()).as(taken::toString).isEqualTo(200);
	}

	private static void decide() {
		ObjectNode decision = claim().removeAll()
			.put("city", INSURED_CITY)
			.put("decision", "REFUSE")
			.put("reasonCode", "NOT_COVERED")
			.put("comment", "Not covered.")
			.put("personNo", PlantedPerson.NUMBER);
		String path = pathOf(claimNos.getLast()) + "/decision";
		for (String field : List.of("decision", "reasonCode", "deductFen")) {
			given(http.as("bureau-" + INSURED_CITY)
				.post(path, decision.deepCopy().put(field, PlantedPerson.NUMBER).toString()));
		}
		given(http.as("bureau-" + INSURED_CITY).post(path, decision.toString()));
	}

	private static void closeTwice() {
		String path = "/api/v1/clearing-days/" + day;
		given(http.call("POST", path + "/dry-run"));
		given(http.call("POST", path + "/close"));
		awaitRun("PROVISIONAL");
		int before = transitions();
		given(http.call("POST",
				given(http.post(path + "/redo", "{\"reason\":\"x\",\"personNo\":\"" + PlantedPerson.NUMBER + "\"}"))
					.header("Location") + "/approve"));
		await().atMost(PATIENCE).until(() -> transitions() >= before + 3);
		awaitRun("PROVISIONAL");
		given(http.call("POST", given(http.post(path + "/confirm", "{\"personNo\":\"" + PlantedPerson.NUMBER + "\"}"))
			.header("Location") + "/approve"));
		awaitRun("COMPLETED");
	}

	private static int transitions() {
		return http.get("/api/v1/clearing-days/" + day).json().get("transitions").size();
	}

	private static void actOnBreaks() {
		List<JsonNode> breaks = http.get("/api/v1/breaks?day=" + day).json().get("breaks").valueStream().toList();
		breakIds = breaks.stream().map((held) -> text(held, "id")).toList();
		assertThat(breaks).extracting((held) -> text(held, "category"))
			.contains("REVERSAL_WITHOUT_ORIGINAL", "DUPLICATE");
		for (String id : breakIds) {
			String path = "/api/v1/breaks/" + id;
			given(http.post(path + "/propose", "{\"action\":\"" + PlantedPerson.NUMBER + "\"}"));
			given(http.post(path + "/propose", "{\"action\":\"CANCEL\"}"));
			given(http.call("POST", path + "/approve"));
			given(http.post(path + "/comment", "{\"comment\":\"x\",\"personNo\":\"" + PlantedPerson.NUMBER + "\"}"));
			given(http.post(path + "/evidence", "{\"name\":\"x\",\"sha256\":\"" + PlantedPerson.NUMBER + "\"}"));
		}
	}

	private static void submitDeadLettersAgain() {
		List<JsonNode> letters = http.get("/api/v1/dead-letters?limit=500")
			.json()
			.get("deadLetters")
			.valueStream()
			.toList();
		assertThat(letters).extracting((letter) -> text(letter, "topic")).containsAll(TOPICS_OF_CLAIMS);
		for (JsonNode letter : letters.subList(0, Math.min(5, letters.size()))) {
			Answer proposed = given(http.call("POST", "/api/v1/dead-letters/" + text(letter, "id") + "/redrive"));
			if (proposed.status() == 202) {
				given(http.call("POST", proposed.header("Location") + "/approve"));
			}
		}
	}

	/**
	 * A claim is shown to those concerned, and stands in the detail file of either city.
	 */
	private static boolean mayTell(Endpoint endpoint, String path, String caller) {
		return switch (endpoint.path()) {
			case "/api/v1/claims/{hospitalCode}/{claimNo}", "/console/claims" -> CONCERNED.contains(caller);
			case "/api/v1/clearing-days/{day}/files/{name}", "/console/days/{day}/files/{name}" ->
				path.contains(caller.replace("bureau-", "/") + "_") && path.contains("_detail_");
			default -> false;
		};
	}

	private static boolean isDetailOfTheCities(String file) {
		return file.matches("files/.*/?(" + TREATMENT_CITY + "|" + INSURED_CITY + ")_\\d{8}_detail_v\\d\\.csv");
	}

	/** An address for each thing of the day that it can be asked for. */
	private static List<String> paths(Endpoint endpoint) {
		List<String> paths = List.of(endpoint.path());
		Map<String, List<String>> values = new LinkedHashMap<>();
		values.put("{hospitalCode}", List.of(HOSPITAL));
		values.put("{claimNo}", List.of(claimNos.getFirst(), claimNos.get(1), claimNos.getLast()));
		values.put("{day}", List.of(day.toString()));
		values.put("{name}",
				Stream.of(TREATMENT_CITY, INSURED_CITY)
					.flatMap((city) -> Stream.of("detail_v1.csv", "breaks_v1.csv", "summary_v1.csv", "manifest_v1.json")
						.map((kind) -> city + "_" + day.toString().replace("-", "") + "_" + kind))
					.toList());
		values.put("{organisation}", List.of(HOSPITAL, INSURED_CITY));
		values.put("{id}", endpoint.path().contains("/breaks/") ? breakIds : endpoint.path().contains("/runs/")
				? List.of("night-" + day.toString().replace("-", "")) : proposals());
		for (Map.Entry<String, List<String>> value : values.entrySet()) {
			paths = paths.stream()
				.flatMap((path) -> path.contains(value.getKey())
						? value.getValue().stream().map((each) -> path.replace(value.getKey(), each)) : Stream.of(path))
				.toList();
		}
		return switch (endpoint.path()) {
			case "/console/claims" -> claimNos.stream()
				.map((claimNo) -> "/console/claims?hospitalCode=" + HOSPITAL + "&claimNo=" + claimNo)
				.toList();
			case "/" -> List.of("/?lang=en", "/?lang=zh", "/?day=" + day);
			default -> paths;
		};
	}

	private static List<String> proposals() {
		return http.get("/api/v1/proposals").json().findValuesAsString("id");
	}

	private static Set<String> filesWithIt() throws IOException {
		Set<String> found = new TreeSet<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.toList()) {
				String name = folder.relativize(file).toString();
				assertThat(PlantedPerson.isIn(name)).as(name).isFalse();
				if (Files.isRegularFile(file) && PlantedPerson.isIn(Files.readAllBytes(file))) {
					found.add(name);
				}
			}
		}
		return found;
	}

	private static List<String> tables(Connection connection) throws SQLException {
		DatabaseMetaData metadata = connection.getMetaData();
		List<String> tables = new ArrayList<>();
		String[] types = { "TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW" };
		try (ResultSet row = metadata.getTables(null, "public", "%", types)) {
			while (row.next()) {
				tables.add(row.getString("TABLE_NAME"));
			}
		}
		assertThat(tables).contains("treatment_claim", "audit_entry", "batch_job_execution_params", "event_outcome");
		return tables;
	}

	private static byte[] bytes(Object value) throws SQLException {
		if (value instanceof byte[] bytes) {
			return bytes;
		}
		if (value instanceof Clob text) {
			return text.getSubString(1, Math.toIntExact(text.length())).getBytes(StandardCharsets.UTF_8);
		}
		if (value instanceof Blob blob) {
			return blob.getBytes(1, Math.toIntExact(blob.length()));
		}
		return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isIn(Answer answer) {
		return PlantedPerson.isIn(answer.bytes()) || PlantedPerson.isIn(answer.response().headers().map().toString());
	}

	private static Answer given(Answer answer) {
		GIVEN.add(answer);
		return answer;
	}

	private static void awaitRun(String state) {
		JsonNode run = await().atMost(PATIENCE)
			.until(() -> http.get("/api/v1/runs/night-" + day.toString().replace("-", "")).json(),
					(view) -> view.path("state").asString("").matches(state + "|FAILED"));
		assertThat(text(run, "state")).as(run::toPrettyString).isEqualTo(state);
	}

	private static String pathOf(String claimNo) {
		return "/api/v1/claims/" + HOSPITAL + "/" + claimNo;
	}

	private static ObjectNode claim() {
		return SampleClaim.settlement("person-" + SampleClaim.nextNumber()).put("personNo", PlantedPerson.NUMBER);
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

}
