package io.medsettle.api.observe;

import java.time.Duration;
import java.util.List;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

@ExtendWith(SharedEngine.class)
class HealthIT {

	@Test
	void aStoppedListenerMakesTheProcessUnreadyAndIsNamed(Engine engine) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
		Answer ready = http.get("/actuator/health/readiness");
		assertThat(ready.status()).as(ready::toString).isEqualTo(200);
		assertThat(ready.json().at("/components/broker/details/nodes").asInt()).isEqualTo(1);

		ConcurrentMessageListenerContainer<?, ?> register = engine.context()
			.getBean("registerContainer", ConcurrentMessageListenerContainer.class);
		register.stop();
		try {
			Answer unfit = http.get("/actuator/health/readiness");
			assertThat(unfit.status()).isEqualTo(503);
			assertThat(unfit.json().at("/components/listeners/details/medsettle.register").asString())
				.isEqualTo("stopped");
			assertThat(unfit.text()).contains("the log says why");
			assertThat(http.get("/actuator/health/liveness").status()).as("a restart would not help").isEqualTo(200);
			assertThat(http.get("/actuator/prometheus").text())
				.contains("settlement_listener_running{group=\"medsettle.register\"} 0.0");
		}
		finally {
			register.start();
		}
		assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
	}

	@Test
	void theDiskIsThatOfTheDataFolderAndMustHaveRoom(Engine engine) {
		JsonNode disk = new HttpCaller(engine.baseUrl()).get("/actuator/health").json().at("/components/diskSpace");
		assertThat(disk.at("/details/path").asString())
			.isEqualTo(engine.context().getEnvironment().getRequiredProperty("settlement.data-dir"));
		assertThat(disk.at("/details/threshold").asLong()).isEqualTo(DataSize.ofGigabytes(2).toBytes());
	}

	/** An Error, such as no code of the engine can throw on purpose. */
	@ParameterizedTest
	@CsvSource({ "decisionContainer, claims.decided", "routerContainer, claims.submitted",
			"treatmentLedgerContainer, claims.routed.treatment", "insuredLedgerContainer, claims.routed.insured",
			"registerContainer, claims.dead-letter" })
	@SuppressWarnings("unchecked")
	void aListenerThatAnErrorEndsComesBackByItself(String listener, String topic, Engine engine) {
		ConcurrentMessageListenerContainer<byte[], byte[]> container = engine.context()
			.getBean(listener, ConcurrentMessageListenerContainer.class);
		Object original = container.getContainerProperties().getMessageListener();
		BatchMessageListener<byte[], byte[]> ending = (BatchMessageListener<byte[], byte[]>) spy(original);
		doThrow(new StackOverflowError("on purpose")).doThrow(new StackOverflowError("again"))
			.doCallRealMethod()
			.when(ending)
			.onMessage(any());
		container.stop();
		container.getContainerProperties().setMessageListener(ending);
		container.start();
		HttpCaller http = new HttpCaller(engine.baseUrl());

		try (HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
			producer.send(topic, List.of("no event"), (event) -> "key");
		}
		await().pollInterval(Duration.ofMillis(20))
			.until(() -> http.get("/actuator/health/readiness").text().contains("\"stopped\""));
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> verify(ending, atLeast(3)).onMessage(any()));
		assertThat(http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=30").status())
			.isEqualTo(200);
		await().until(() -> http.get("/actuator/health/readiness").status() == 200);
		assertThat(http.get("/actuator/prometheus").text()).doesNotContain("settlement_listener_restarts_total 0.0");

		container.stop();
		container.getContainerProperties().setMessageListener(original);
		container.start();
	}

	@Test
	void aPartThatTakesNothingIsNamedWithinFifteenSeconds(Engine engine) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		ConcurrentMessageListenerContainer<?, ?> ledger = engine.context()
			.getBean("insuredLedgerContainer", ConcurrentMessageListenerContainer.class);
		ledger.stop();
		try {
			http.post("/api/v1/claims", SampleClaim.settlement().toString());
			await().atMost(Duration.ofSeconds(15))
				.until(() -> "STALLED"
					.equals(http.get("/actuator/health").json().at("/components/progress/status").asString()));
			assertThat(http.get("/actuator/health").json().at("/components/progress/details/insured").asString())
				.contains("though claims wait");
		}
		finally {
			ledger.start();
		}
		await().atMost(Duration.ofSeconds(15))
			.until(() -> "UP".equals(http.get("/actuator/health").json().at("/components/progress/status").asString()));
	}

}
