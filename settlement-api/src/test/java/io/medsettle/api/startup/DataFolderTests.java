package io.medsettle.api.startup;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataFolderTests {

	@TempDir
	Path folder;

	@Test
	void aFolderHasOneOwnerAtATime() {
		Path data = this.folder.resolve("not/there/yet");
		DataFolder owner = DataFolder.lock(data);
		assertThatExceptionOfType(CannotStartException.class).isThrownBy(() -> DataFolder.lock(data))
			.withMessage("The data folder " + data + " (settlement.data-dir) is in use by another process (process "
					+ ProcessHandle.current().pid() + ")");
		owner.destroy();
		DataFolder.lock(data).destroy();
	}

	@Test
	void aFileIsNoFolder() throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThatExceptionOfType(CannotStartException.class).isThrownBy(() -> DataFolder.lock(file))
			.withMessageContaining("(settlement.data-dir) cannot be written")
			.withMessageContaining("is not a folder");
		assertThatExceptionOfType(CannotStartException.class)
			.isThrownBy(() -> DataFolder.requireWritable(file.resolve("below")));
	}

	@Test
	void probingLeavesNothingBehind() throws Exception {
		DataFolder.requireWritable(this.folder);
		try (var content = Files.list(this.folder)) {
			assertThat(content).isEmpty();
		}
	}

}
