package io.medsettle.api.observe;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedEngine.class)
class HealthIT {

	@Test
	void aStoppedListenerMakesTheProcessUnfitAndIsNamed(Engine engine) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
		Answer ready = http.get("/actuator/health/readiness");
		assertThat(ready.status()).as(ready::toString).isEqualTo(200);
		assertThat(ready.json().at("/components/broker/details/nodes").asInt()).isEqualTo(1);

		ConcurrentMessageListenerContainer<?, ?> register = engine.context()
			.getBean("registerContainer", ConcurrentMessageListenerContainer.class);
		register.stop();
		try {
			Answer unfit = http.get("/actuator/health/liveness");
			assertThat(unfit.status()).isEqualTo(503);
			assertThat(unfit.json().at("/components/listeners/details/medsettle.register").asString())
				.isEqualTo("stopped");
			assertThat(unfit.text()).contains("the log says why");
			assertThat(http.get("/actuator/prometheus").text())
				.contains("settlement_listener_running{group=\"medsettle.register\"} 0.0");
		}
		finally {
			register.start();
		}
		assertThat(http.get("/actuator/health/liveness").status()).isEqualTo(200);
	}

}
