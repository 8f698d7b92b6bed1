package io.medsettle.api.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * The seeds that fuzzing begins with, and all that it has ever found.
 */
@Tag("invariant-12")
class FuzzSeedsTests {

	@ParameterizedTest
	@EnumSource
	void theDecoderWithstandsAllThatIsKept(Decoder decoder) throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src", "test", "resources").resolve(decoder.folder()))) {
			List<Path> seeds = files.toList();
			assertThat(seeds).isNotEmpty();
			for (Path seed : seeds) {
				byte[] bytes = Files.readAllBytes(seed);
				assertThatCode(() -> decoder.read(bytes)).as(seed.toString()).doesNotThrowAnyException();
			}
		}
	}

}
