package io.medsettle.api.startup;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

import io.medsettle.api.testing.Engine;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StartupChecksTests {

	/** H2 takes no path that is only implied to lie in the working folder. */
	@Test
	void theDataFolderIsAbsoluteForWhoeverReadsItLater() {
		String relative = "target/relative-data";
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test",
						Map.of("settlement.data-dir", relative, "server.port", String.valueOf(Engine.freePort()),
								"settlement.broker.port", String.valueOf(Engine.freePort()))));
			new StartupChecks().initialize(context);
			assertThat(context.getEnvironment().getProperty("settlement.data-dir"))
				.isEqualTo(Path.of(relative).toAbsolutePath().toString());
		}
	}

	@Test
	void thePortOfManagementIsCheckedAsWell() throws IOException {
		try (ServerSocket taken = new ServerSocket(0);
				GenericApplicationContext context = new GenericApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test",
						Map.of("settlement.data-dir", "target/relative-data", "server.port",
								String.valueOf(Engine.freePort()), "settlement.broker.port",
								String.valueOf(Engine.freePort()), "management.server.port",
								String.valueOf(taken.getLocalPort()))));
			assertThatExceptionOfType(CannotStartException.class)
				.isThrownBy(() -> new StartupChecks().initialize(context))
				.withMessageContaining("(management.server.port) is taken by another process");
		}
	}

}
