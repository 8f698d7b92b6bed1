package io.medsettle.api.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threats and the tests that show what stops them.
 */
class ThreatsDocumentTests {

	private static final Path PROJECT = Path.of("..");

	private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:Tests|IT)\\b");

	@Test
	void eachTestThatIsNamedIsThere() throws IOException {
		List<String> named = TEST.matcher(Files.readString(PROJECT.resolve("docs/threats.md")))
			.results()
			.map(MatchResult::group)
			.toList();
		assertThat(named).hasSizeGreaterThan(20);
		try (Stream<Path> files = Files.find(PROJECT, 20,
				(path, attributes) -> path.toString().contains("src/test/java") && path.toString().endsWith(".java"))) {
			Set<String> tests = files.map((file) -> file.getFileName().toString().replace(".java", ""))
				.collect(Collectors.toSet());
			assertThat(tests).containsAll(named);
		}
	}

}
