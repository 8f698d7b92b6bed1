package io.medsettle.api.operator;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator and the engine, over real HTTP.
 */
@ExtendWith(SharedEngine.class)
class OperatorIT {

	private static final String REASON = "{\"reason\":\"The claim is there now.\"}";

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
	}

	@Test
	void dayIsClosedAndItsNightFollowedToTheEnd() throws Exception {
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=20");
		LocalDate day = currentDay();
		Answer closed = http.call("POST", "/api/v1/clearing-days/" + day + "/close");
		assertThat(closed.status()).as(closed::toString).isEqualTo(202);
		String run = closed.header("Location");
		assertThat(run).isEqualTo("/api/v1/runs/night-" + day.toString().replace("-", ""));
		assertThat(closed.json().get("id").asString()).isEqualTo(run.substring("/api/v1/runs/".length()));
		assertThat(closed.json().get("day").asString()).isEqualTo(day.toString());
		assertThat(closed.json().get("cutOff").asString()).endsWith("+08:00");
		assertThat(http.get(run).json().get("state").asString()).isIn("WAITING", "RUNNING", "COMPLETED");

		List<JsonNode> events = follow(run);
		assertThat(events).extracting((event) -> event.get("state").asString())
			.last()
			.as(events::toString)
			.isEqualTo("COMPLETED");
		assertThat(events).doesNotHaveDuplicates();
		JsonNode end = http.get(run).json();
		assertThat(events.getLast()).isEqualTo(end);
		assertThat(end.get("steps").valueStream().map((step) -> step.get("state").asString())).isNotEmpty()
			.containsOnly("COMPLETED");
		assertThat(http.get("/api/v1/runs").json().get("runs").get(0)).isEqualTo(end);
		await().atMost(Duration.ofSeconds(5)).until(() -> engine.bean(RunEvents.class).subscribers() == 0);

		Answer again = http.call("POST", "/api/v1/clearing-days/" + day + "/close");
		assertThat(again.status()).isEqualTo(202);
		assertThat(again.json()).isEqualTo(end);
	}

	@Test
	void onlyTheCurrentDayCanBeClosed() {
		LocalDate day = currentDay();
		Answer future = http.call("POST", "/api/v1/clearing-days/" + day.plusDays(1) + "/close");
		assertThat(future.status()).isEqualTo(409);
		assertThat(future.json().get("code").asString()).isEqualTo("DAY_NOT_CLOSABLE");
		assertThat(future.json().get("detail").asString()).contains(day.toString());
		assertThat(http.call("POST", "/api/v1/clearing-days/1999-12-31/close").status()).isEqualTo(409);
		assertThat(http.call("POST", "/api/v1/clearing-days/today/close").status()).isEqualTo(400);
		assertThat(http.get("/api/v1/clearing-days/" + day).json().get("state").asString()).isEqualTo("OPEN");
	}

	@Test
	void manyWhoCloseADayAtOnceCloseItOnce() {
		LocalDate day = currentDay();
		String address = "/api/v1/clearing-days/" + day;
		List<CompletableFuture<Answer>> calls = IntStream.range(0, 20)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> http.call("POST", address + "/close"),
					(task) -> Thread.ofVirtual().start(task)))
			.toList();
		List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
		assertThat(answers).extracting(Answer::status).containsOnly(202);
		assertThat(answers).extracting((answer) -> answer.json().get("cutOff").asString())
			.containsOnly(http.get(address).json().get("cutOff").asString());
		assertThat(http.get(address)
			.json()
			.get("transitions")
			.valueStream()
			.filter((done) -> done.get("from").asString().equals("OPEN") && done.get("to").asString().equals("OPEN")))
			.hasSize(1);
		DayClosing.awaitEnd(http, answers.getFirst().header("Location"));
	}

	@Test
	void runThatIsNotThereIsNotFound() {
		String open = "/api/v1/runs/night-" + currentDay().toString().replace("-", "");
		for (String run : List.of("/api/v1/runs/none", "/api/v1/runs/night-19990101", "/api/v1/runs/night-x", open)) {
			assertThat(http.get(run).status()).as(run).isEqualTo(404);
			Answer events = http.get(run + "/events", "Accept", "text/event-stream");
			assertThat(events.status()).isEqualTo(404);
			assertThat(events.json().get("code").asString()).isEqualTo("NOT_FOUND");
		}
	}

	/** It ends otherwise now: the claim is there, and insured in another city. */
	@Test
	void aDecisionThatCameTooEarlyIsSubmittedAgain() {
		ObjectNode claim = SampleClaim.settlement();
		String claimNo = claim.get("claimNo").asString();
		send(Topics.CLAIMS_DECIDED, """
				{"hospitalCode":"%s","claimNo":"%s","city":"%s","decision":"DEDUCT","deductFen":1,
				 "reasonCode":"NOT_COVERED","actor":"Wu, Suzhou"}""".formatted(claim.get("hospitalCode").asString(),
				claimNo, "330200"));
		String letter = "/api/v1/dead-letters/" + deadLetterOf("The insured ledger has no such claim.");
		assertThat(http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=30").status()).isEqualTo(200);

		Answer tried = http.post(letter + "/redrive?dryRun=true", REASON);
		assertThat(tried.status()).as(tried::toString).isEqualTo(200);
		assertThat(tried.json().get("topic").asString()).isEqualTo(Topics.CLAIMS_DECIDED);
		assertThat(tried.json().has("objection")).isFalse();
		Answer proposed = http.post(letter + "/redrive", REASON);
		assertThat(proposed.status()).as(proposed::toString).isEqualTo(202);
		String proposal = proposed.header("Location");
		Answer own = http.as("operator").call("POST", proposal + "/approve");
		assertThat(own.status()).as(own::toString).isEqualTo(403);
		Answer redriven = http.call("POST", proposal + "/approve");
		assertThat(redriven.status()).as(redriven::toString).isEqualTo(200);
		assertThat(redriven.json().get("state").asString()).isEqualTo("APPROVED");
		assertThat(http.call("POST", proposal + "/approve").json().get("code").asString())
			.isEqualTo("PROPOSAL_DECIDED");

		deadLetterOf("The person is not insured in the city that the field city names.");
		Answer again = http.post(letter + "/redrive", REASON);
		assertThat(again.status()).isEqualTo(409);
		assertThat(again.json().get("code").asString()).isEqualTo("DEAD_LETTER_NOT_REDRIVABLE");
		JsonNode told = deadLetters().stream()
			.filter((each) -> letter.endsWith(each.get("id").asString()))
			.findFirst()
			.orElseThrow();
		assertThat(told.get("resolution").asString()).isEqualTo("REDRIVEN");
		assertThat(told.get("resolvedBy").asString()).isEqualTo("checker");
	}

	@Test
	void whatNobodyHasSubmittedCanOnlyBeDropped() {
		send(Topics.CLAIMS_ROUTED_INSURED, SampleClaim.settlement().toString());
		String letter = "/api/v1/dead-letters/" + deadLetterOf("It was not written by the router.");

		Answer refused = http.post(letter + "/redrive", REASON);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().get("detail").asString()).isEqualTo("Nobody has submitted it.");
		String proposal = http.call("POST", letter + "/drop").header("Location");
		assertThat(http.call("POST", letter + "/drop").header("Location")).isEqualTo(proposal);
		assertThat(http.call("POST", proposal + "/approve").status()).isEqualTo(200);
		assertThat(deadLetters()).filteredOn((each) -> letter.endsWith(each.get("id").asString()))
			.extracting((each) -> each.get("resolution").asString())
			.containsExactly("DROPPED");
		assertThat(http.post("/api/v1/dead-letters/claims.decided-0-999999/drop", REASON).status()).isEqualTo(404);
		assertThat(http.post("/api/v1/dead-letters/none/redrive", REASON).status()).isEqualTo(404);
	}

	private static void send(String topic, String event) {
		try (HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
			producer.send(topic, List.of(event), (any) -> "key");
		}
	}

	/** The id of the one that has this reason and that nobody has seen to. */
	private static String deadLetterOf(String reason) {
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> deadLetters().stream()
				.filter((letter) -> letter.get("reason").asString().equals(reason) && !letter.has("resolution"))
				.map((letter) -> letter.get("id").asString())
				.findFirst(), Optional::isPresent)
			.orElseThrow();
	}

	@Test
	void deadLettersAreListedInPages() {
		int before = deadLetters().size();
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", engine.bootstrapServers()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			for (int i = 0; i < 5; i++) {
				producer.send(new ProducerRecord<>(Topics.CLAIMS_SUBMITTED,
						("no claim " + i).getBytes(StandardCharsets.UTF_8)));
			}
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> deadLetters().size() == before + 5);
		List<JsonNode> all = deadLetters();
		assertThat(all).extracting((letter) -> letter.get("id").asString()).doesNotHaveDuplicates();
		assertThat(all).extracting((letter) -> letter.get("receivedAt").asString())
			.isSortedAccordingTo((one, other) -> other.compareTo(one));
		assertThat(all.getFirst().get("bytes").asInt()).isEqualTo("no claim 0".length());
		assertThat(all.getFirst().get("reason").asString()).isNotBlank();
		assertThat(http.get("/api/v1/dead-letters?before=x").status()).isEqualTo(400);
		assertThat(http.get("/api/v1/dead-letters?limit=501").status()).isEqualTo(400);
	}

	/**
	 * All dead letters, two at a time.
	 */
	private static List<JsonNode> deadLetters() {
		List<JsonNode> all = new ArrayList<>();
		JsonNode page = http.get("/api/v1/dead-letters?limit=2").json();
		while (true) {
			assertThat(page.get("deadLetters").size()).isLessThanOrEqualTo(2);
			page.get("deadLetters").forEach(all::add);
			if (!page.has("next")) {
				return all;
			}
			page = http.get("/api/v1/dead-letters?limit=2&before=" + page.get("next").asString()).json();
		}
	}

	/**
	 * The runs that a stream of events brings until the engine ends it.
	 */
	private static List<JsonNode> follow(String run) throws IOException, InterruptedException {
		var response = http.client()
			.send(http.request(run + "/events", "Accept", "text/event-stream").timeout(Duration.ofSeconds(90)).build(),
					BodyHandlers.ofLines());
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		try (Stream<String> lines = response.body()) {
			return lines.filter((line) -> line.startsWith("data:"))
				.map((line) -> JsonMapper.shared().readTree(line.substring("data:".length())))
				.toList();
		}
	}

	private static LocalDate currentDay() {
		return engine.bean(ClearingDays.class).current().day();
	}

}
