package io.medsettle.api.broker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BrokerLogTests {

	@TempDir
	Path folder;

	@Test
	void formatsAnEmptyFolderOnce() throws Exception {
		Path log = this.folder.resolve("kafka");
		BrokerLog.prepare(log, 1, "CONTROLLER");
		String first = Files.readString(log.resolve("meta.properties"));
		BrokerLog.prepare(log, 1, "CONTROLLER");
		assertThat(Files.readString(log.resolve("meta.properties"))).isEqualTo(first).contains("cluster.id=");
	}

	@Test
	void formatsAFolderWhoseFormattingWasCutShort() throws Exception {
		BrokerLog.prepare(this.folder, 1, "CONTROLLER");
		Files.delete(this.folder.resolve("meta.properties"));
		BrokerLog.prepare(this.folder, 1, "CONTROLLER");
		assertThat(this.folder.resolve("meta.properties")).exists();
	}

	@Test
	void refusesToFormatOverData() throws Exception {
		Files.createDirectories(this.folder.resolve("claims.submitted-0"));
		assertThatExceptionOfType(BrokerStartException.class)
			.isThrownBy(() -> BrokerLog.prepare(this.folder, 1, "CONTROLLER"))
			.withMessageContaining("holds claims.submitted-0 but no meta.properties");
		assertThat(this.folder.resolve("meta.properties")).doesNotExist();
	}

	@Test
	void saysWhenTheFolderIsAFile() throws Exception {
		Path file = Files.writeString(this.folder.resolve("file"), "", StandardCharsets.UTF_8);
		assertThatExceptionOfType(BrokerStartException.class).isThrownBy(() -> BrokerLog.prepare(file, 1, "CONTROLLER"))
			.withMessageContaining("cannot be prepared");
	}

}
