package io.medsettle.api.startup;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import io.medsettle.api.testing.Engine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutsideKafkaTests {

	@Test
	void oneServerThatAnswersIsEnough() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			new OutsideKafka(List.of("127.0.0.1:" + Engine.freePort(), "127.0.0.1:" + socket.getLocalPort()))
				.requireReachable();
		}
	}

	@Test
	void namesEachServerThatDoesNot() {
		int port = Engine.freePort();
		assertThatExceptionOfType(CannotStartException.class)
			.isThrownBy(() -> new OutsideKafka(List.of("127.0.0.1:" + port, "localhost")).requireReachable())
			.withMessage("Kafka (spring.kafka.bootstrap-servers) cannot be reached: 127.0.0.1:" + port
					+ " says: Connection refused, localhost is not host:port");
	}

}
