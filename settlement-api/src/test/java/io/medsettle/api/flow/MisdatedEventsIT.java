package io.medsettle.api.flow;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineClient.PublishedDay;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.batch.await.EventAccounts;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.DayIntakes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events whose time, or whose leg, names a day that has ended without them: none gets
 * into a published day, each clears once, and no later night is in the way of it.
 */
@Tag("invariant-1")
class MisdatedEventsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void noneGetsIntoAPublishedDayAndEachClearsOnce(@TempDir Path folder) throws Exception {
		try (Engine engine = Engine.start(folder, Map.of("settlement.clearing.await-timeout", "30s"));
				KafkaProducer<String, String> hospital = new KafkaProducer<>(
						Map.of("bootstrap.servers", engine.bootstrapServers()), new StringSerializer(),
						new StringSerializer())) {
			send(hospital, null, SampleClaim.settlement());
			LocalDate published = DayClosing.closeCurrentDay(engine);
			EngineClient client = new EngineClient(engine.baseUrl());
			PublishedDay before = client.positions(published);
			assertThat(before.cleared()).isEqualTo(1);

			legsOfAPublishedDayAreTakenOnTheNext(engine, hospital, published);
			timesOfSendersDecideNothing(engine, hospital);

			assertThat(client.positions(published)).isEqualTo(before);
			assertThat(new HttpCaller(engine.baseUrl()).get("/actuator/prometheus").text())
				.contains("settlement_events_misdated_total{reason=\"no-append-time\"} 4.0");
		}
	}

	/** As a router leaves them that has looked just before the day ended. */
	private void legsOfAPublishedDayAreTakenOnTheNext(Engine engine, KafkaProducer<String, String> hospital,
			LocalDate published) throws Exception {
		ConcurrentMessageListenerContainer<?, ?> router = engine.context()
			.getBean("routerContainer", ConcurrentMessageListenerContainer.class);
		router.stop();
		ObjectNode claim = SampleClaim.settlement();
		RecordMetadata event = send(hospital, null, claim);
		for (String topic : List.of(Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED)) {
			ProducerRecord<String, String> leg = new ProducerRecord<>(topic, SampleClaim.HOSPITAL, claim.toString());
			Map.of("source", event.partition() + "-" + event.offset(), "acceptedAt", Long.toString(event.timestamp()),
					"clearingDay", published.toString(), "treatmentCity", "310000")
				.forEach((name, value) -> leg.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
			engine.bean(EventAuthenticator.class)
				.sign(leg.headers(), SampleClaim.HOSPITAL.getBytes(StandardCharsets.UTF_8),
						claim.toString().getBytes(StandardCharsets.UTF_8));
			hospital.send(leg).get(20, TimeUnit.SECONDS);
		}
		awaitPosted(engine, claim);
		router.start();
		closeAndCount(engine, 1);
	}

	/** The topic's setting is changed under the running engine. */
	private void timesOfSendersDecideNothing(Engine engine, KafkaProducer<String, String> hospital) throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", engine.bootstrapServers()))) {
			admin
				.incrementalAlterConfigs(
						Map.of(new ConfigResource(ConfigResource.Type.TOPIC, Topics.CLAIMS_SUBMITTED),
								List.of(new AlterConfigOp(new ConfigEntry("message.timestamp.type", "CreateTime"),
										AlterConfigOp.OpType.SET))))
				.all()
				.get(20, TimeUnit.SECONDS);
			await().atMost(PATIENCE).until(() -> {
				// The setting takes a moment; the time that is told back says when it is
				// there.
				Instant asked = Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
				return send(hospital, asked, SampleClaim.settlement()).timestamp() == asked.toEpochMilli();
			});
		}
		send(hospital, Instant.now().plus(40, ChronoUnit.MINUTES), SampleClaim.settlement());
		ObjectNode last = SampleClaim.settlement();
		send(hospital, Instant.now().minus(300, ChronoUnit.DAYS), last);
		awaitPosted(engine, last);
		LocalDate day = DayClosing.closeCurrentDay(engine);
		EventAccounts accounts = engine.bean(EventAccounts.class);
		assertThat(engine.bean(DayIntakes.class).of(day).posted()).isGreaterThanOrEqualTo(3);
		assertThat(new EngineClient(engine.baseUrl()).positions(day).cleared())
			.isEqualTo(engine.bean(DayIntakes.class).of(day).posted());
		send(hospital, null, SampleClaim.settlement());
		// The night after as well.
		DayClosing.closeCurrentDay(engine);
	}

	private static void closeAndCount(Engine engine, long claims) {
		LocalDate day = DayClosing.closeCurrentDay(engine);
		EventAccounts accounts = engine.bean(EventAccounts.class);
		assertThat(accounts.submitted(day)).isEqualTo(claims).isEqualTo(engine.bean(DayIntakes.class).of(day).events());
		assertThat(new EngineClient(engine.baseUrl()).positions(day).cleared()).isEqualTo(claims);
	}

	private static void awaitPosted(Engine engine, ObjectNode claim) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		String path = "/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claim.get("claimNo").asString();
		await().atMost(PATIENCE).until(() -> http.get(path).text().contains("POSTED"));
	}

	private static RecordMetadata send(KafkaProducer<String, String> hospital, Instant time, ObjectNode claim)
			throws Exception {
		return hospital
			.send(new ProducerRecord<>(Topics.CLAIMS_SUBMITTED, null, (time != null) ? time.toEpochMilli() : null,
					SampleClaim.HOSPITAL, claim.toString()))
			.get(20, TimeUnit.SECONDS);
	}

}
