package io.medsettle.api.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has Jazzer look for bytes that a decoder fails at, one decoder after the other, each in
 * a process of its own. What it finds is kept beside the seeds, where the usual tests
 * find it; what is only of use to it is kept under {@code target}.
 */
public final class Fuzzing {

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final int INPUT_BYTES_MAX = 4096;

	private Fuzzing() {
	}

	/**
	 * Takes the properties {@code fuzz.minutes}, a decoder, and {@code fuzz.decoder}, all
	 * if it is empty.
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		Duration each = Duration.ofMinutes(Long.getLong("fuzz.minutes", 10));
		String only = System.getProperty("fuzz.decoder", "");
		List<Decoder> found = Stream.of(Decoder.values())
			.filter((decoder) -> only.isEmpty() || decoder.name().equals(only))
			.filter((decoder) -> !withstands(decoder, each))
			.toList();
		System.out.println(found.isEmpty() ? "Nothing was found." : "Something was found in " + found + ".");
		System.exit(found.isEmpty() ? 0 : 1);
	}

	private static boolean withstands(Decoder decoder, Duration time) {
		try {
			Path seeds = Files.createDirectories(Path.of("src", "test", "resources").resolve(decoder.folder()));
			Path corpus = Files.createDirectories(Path.of("target").resolve(decoder.folder()));
			return new ProcessBuilder(JAVA, "-Xmx1g", "-XX:+EnableDynamicAgentLoading",
					"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
					"com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzTarget.class.getName(),
					"--target_args=" + decoder.name(),
					"--instrumentation_includes=io.medsettle.**:tools.jackson.core.**:de.siegmar.fastcsv.**",
					"--custom_hook_includes=io.medsettle.**", "--reproducer_path=" + corpus,
					"-artifact_prefix=" + seeds + "/", "-max_len=" + INPUT_BYTES_MAX,
					"-max_total_time=" + time.toSeconds(), "-timeout=10", "-print_final_stats=1", corpus.toString(),
					seeds.toString())
				.inheritIO()
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
