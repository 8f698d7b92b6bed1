package io.medsettle.core.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills a process, again and again, while many threads write: every transaction must be
 * there with all that it wrote, or not at all. Without checkpoints one kill in twenty or
 * so leaves a part of one behind.
 */
@Tag("invariant-9")
class KilledWriterTests {

	private static final int KILLS = 4;

	/** So many that recovering what was recovered is tried, and the file stays small. */
	private static final int KILLS_OF_ONE_FILE = 8;

	private static final int KILLS_OF_THE_PROOF = 60;

	@Test
	@Timeout(120)
	void transactionsAreWholeAfterKills(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
		killRepeatedly(folder, KILLS, 2_500);
	}

	@Test
	@Tag("proof")
	void transactionsAreWholeAfterManyKills(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
		killRepeatedly(folder, KILLS_OF_THE_PROOF, 5_000);
	}

	private static void killRepeatedly(Path root, int kills, int lifeMaxMs) throws Exception {
		SplittableRandom random = new SplittableRandom(9);
		Path folder = root;
		for (int kill = 0; kill < kills; kill++) {
			folder = root.resolve("file-" + kill / KILLS_OF_ONE_FILE);
			Process writer = start(folder);
			assertThat(writer.inputReader().readLine()).isEqualTo(BatchWriter.WRITING);
			Thread.sleep(500 + random.nextInt(lifeMaxMs));
			assertThat(writer.isAlive()).isTrue();
			writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
			requireWhole(folder, kill);
		}
		EmbeddedFile file = EmbeddedFile.open(folder);
		assertThat(file.gated.queryForObject("select sum(next_number) from progress", Long.class)).isPositive();
		file.stop();
	}

	private static void requireWhole(Path folder, int kill) {
		EmbeddedFile file = EmbeddedFile.open(folder);
		for (int part = 0; part < BatchWriter.PARTS; part++) {
			Long next = file.gated.queryForObject("select coalesce(max(next_number), 0) from progress where part = ?",
					Long.class, part);
			for (String table : BatchWriter.TABLES) {
				assertThat(file.gated.queryForObject("select count(*) from " + table + " where part = ?", Long.class,
						part))
					.as("%s of part %d after kill %d, by its index", table, part, kill)
					.isEqualTo(next);
				assertThat(file.gated.queryForObject(
						"select count(*) from " + table + " where length(content) > 0 and part + 0 = ?", Long.class,
						part))
					.as("%s of part %d after kill %d", table, part, kill)
					.isEqualTo(next);
			}
		}
		file.stop();
	}

	private static Process start(Path folder) throws IOException {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		return new ProcessBuilder(java.toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), BatchWriter.class.getName(), folder.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

}
