package io.medsettle.api.startup;

import java.net.InetAddress;
import java.net.ServerSocket;

import io.medsettle.api.testing.Engine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServerPortTests {

	@Test
	void namesTheTakenPortAndItsSetting() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			ServerPort port = new ServerPort("server.port", null, socket.getLocalPort());
			assertThatExceptionOfType(CannotStartException.class).isThrownBy(port::requireFree)
				.withMessage("Port " + socket.getLocalPort()
						+ " (server.port) is taken by another process: stop it or choose another port");
		}
	}

	@Test
	void leavesAFreePortFree() {
		ServerPort port = new ServerPort("server.port", null, Engine.freePort());
		port.requireFree();
		assertThatCode(port::requireFree).doesNotThrowAnyException();
		assertThatCode(new ServerPort("server.port", null, 0)::requireFree).doesNotThrowAnyException();
	}

	@Test
	void knowsTheLargestPort() {
		assertThatExceptionOfType(CannotStartException.class)
			.isThrownBy(new ServerPort("server.port", null, 65536)::requireFree)
			.withMessage("server.port is 65536: a port is 65535 at most");
	}

}
