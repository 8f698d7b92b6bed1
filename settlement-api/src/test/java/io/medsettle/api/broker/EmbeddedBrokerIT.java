package io.medsettle.api.broker;

import java.nio.file.Path;

import io.medsettle.api.testing.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedBrokerIT {

	@Test
	void starts(@TempDir Path dataDir) {
		try (Engine engine = Engine.start(dataDir)) {
			assertThat(engine.bootstrapServers()).startsWith("127.0.0.1:");
		}
	}

}
