package io.medsettle.api.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each page and each resource is named by another file, or found by a name that its tool
 * lays down, and each type name stands in one file alone.
 */
class UnusedFilesTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern FOUND_BY_NAME = Pattern.compile("\\..*|README\\.md|LICENSE|SECURITY\\.md|pom\\.xml"
			+ "|application.*\\.yaml|messages.*\\.properties|spring\\.factories|.*\\.imports|junit-platform\\.properties"
			+ "|logback-test\\.xml|V\\d+(_\\d+)?__\\w+\\.sql|.*\\.java|prometheus\\.yml|dashboards|datasources|medsettle\\.yml"
			+ "|build\\.yaml");

	/** What Git does not keep, by .gitignore, its own folder, and bytes without names. */
	private static final Pattern NOT_KEPT = Pattern.compile(
			"target|data|secrets|fuzz-seeds|\\.git|\\.idea|\\.vscode|\\.settings|\\.classpath|\\.project|.*\\.(iml|log)");

	private static final Pattern WORD = Pattern.compile("[\\w.-]+");

	private static final Pattern NAME = Pattern.compile("\\w+");

	/** Spring finds it by itself. */
	private static final Pattern SPRINGS = Pattern.compile(
			"(?m)^@(Component|JacksonComponent|Configuration|Controller|RestController|RestControllerAdvice|SpringBootApplication)\\b");

	@Test
	void everyFileIsNamedSomewhere() throws IOException {
		Map<Path, String> files = files();
		Map<String, Integer> mentions = new TreeMap<>();
		files.forEach((file, text) -> {
			TreeSet<String> words = new TreeSet<>();
			Matcher word = WORD.matcher(text);
			while (word.find()) {
				// A template is named without its ending, the end of a sentence with its
				// stop.
				words.add(word.group().replaceFirst("\\.+$", ""));
			}
			words.remove(file.getFileName().toString());
			words.forEach((each) -> mentions.merge(each, 1, Integer::sum));
		});
		assertThat(files.keySet()).filteredOn((file) -> !FOUND_BY_NAME.matcher(file.getFileName().toString()).matches())
			.hasSizeGreaterThan(20)
			.allSatisfy((file) -> assertThat(mentions.keySet()).as(file.toString())
				.containsAnyOf(file.getFileName().toString(),
						file.getFileName().toString().replaceFirst("\\.html$", "")));
	}

	/** What only tests name is not used. */
	@Test
	void everyTypeOfTheEngineIsNamedByAnother() throws IOException {
		Map<Path, String> sources = files();
		sources.keySet().removeIf((file) -> !file.toString().contains("src/main"));
		Map<String, Integer> mentions = new TreeMap<>();
		sources.values()
			.forEach((text) -> NAME.matcher(text)
				.results()
				.map(MatchResult::group)
				.distinct()
				.forEach((name) -> mentions.merge(name, 1, Integer::sum)));
		assertThat(sources).hasSizeGreaterThan(500);
		assertThat(sources.entrySet().stream().filter((source) -> {
			String name = source.getKey().getFileName().toString();
			return name.endsWith(".java") && !name.equals("package-info.java")
					&& !source.getKey().startsWith("settlement-testing") && !SPRINGS.matcher(source.getValue()).find()
					&& mentions.get(name.replace(".java", "")) < 2;
		}).map(Map.Entry::getKey)).isEmpty();
	}

	@Test
	void noTwoFilesDeclareOneType() throws IOException {
		assertThat(files().keySet()
			.stream()
			.map((file) -> file.getFileName().toString())
			.filter((name) -> name.endsWith(".java") && !name.equals("package-info.java"))).hasSizeGreaterThan(500)
			.doesNotHaveDuplicates();
	}

	/** The files of the project with what is in them, without what the build makes. */
	private static Map<Path, String> files() throws IOException {
		Map<Path, String> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(ROOT)) {
			all.filter(Files::isRegularFile)
				.map(ROOT::relativize)
				.filter(UnusedFilesTests::isSource)
				.forEach((file) -> {
					try {
						files.put(file, Files.readString(ROOT.resolve(file), StandardCharsets.ISO_8859_1));
					}
					catch (IOException ex) {
						throw new UncheckedIOException(ex);
					}
				});
		}
		return files;
	}

	private static boolean isSource(Path file) {
		return Stream.iterate(file, (part) -> part != null, Path::getParent)
			.map((part) -> part.getFileName().toString())
			.noneMatch((name) -> NOT_KEPT.matcher(name).matches());
	}

}
