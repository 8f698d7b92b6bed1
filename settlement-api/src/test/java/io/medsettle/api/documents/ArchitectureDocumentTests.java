package io.medsettle.api.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the architecture names every room and every table there is, no test that is
 * not there, and with each invariant the tests that are tagged with its number.
 */
class ArchitectureDocumentTests {

	private static final Path PROJECT = Path.of("..");

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Tests|IT|Properties)");

	private static final Pattern INVARIANT = Pattern.compile("(?m)^\\| (\\d+) (?:● )?\\| [^|]+ \\| ([^|]+) \\|$");

	private static final Pattern INVARIANT_TAG = Pattern.compile("(?m)^@Tag\\(\"invariant-(\\d+)\"\\)$");

	private static final int INVARIANTS = 14;

	private static final Pattern TABLE = Pattern.compile("(?im)^create table (\\w+) \\(");

	private static final Pattern SHORT_TABLES = Pattern.compile("(\\w+)((?:, _\\w+)+)");

	private final String document = text(PROJECT.resolve("docs/architecture.md"));

	@Test
	void namesEveryRoom() {
		Set<String> rooms = files((path) -> path.endsWith("package-info.java") && !path.toString().contains("test"))
			.map((path) -> path.getParent().getFileName().toString())
			.filter((name) -> !Set.of("core", "batch", "api").contains(name))
			.collect(Collectors.toCollection(TreeSet::new));

		assertThat(rooms).isNotEmpty().isSubsetOf(inCode());
	}

	@Test
	void namesEveryTable() {
		Set<String> tables = files((path) -> path.toString().endsWith(".sql")).map(ArchitectureDocumentTests::text)
			.flatMap((sql) -> TABLE.matcher(sql).results())
			.map((create) -> create.group(1))
			.filter((table) -> !table.startsWith("BATCH_"))
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> named = Pattern.compile("\\w+")
			.matcher(this.document)
			.results()
			.map((word) -> word.group())
			.collect(Collectors.toSet());
		SHORT_TABLES.matcher(this.document).results().forEach((list) -> {
			for (String ending : list.group(2).split(", ")) {
				named.add(list.group(1) + ending);
			}
		});

		assertThat(tables).isNotEmpty().isSubsetOf(named);
	}

	@Test
	void namesOnlyTestsThatExist() {
		Set<String> named = inCode().stream()
			.filter((word) -> TEST.matcher(word).matches())
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> existing = files((path) -> path.toString().endsWith(".java")).map(ArchitectureDocumentTests::name)
			.collect(Collectors.toSet());

		assertThat(named).isNotEmpty().isSubsetOf(existing);
	}

	@Test
	void namesWithEachInvariantTheTestsThatTryToBreakIt() {
		SortedMap<Integer, Set<String>> named = new TreeMap<>();
		INVARIANT.matcher(this.document)
			.results()
			.forEach((row) -> named.put(Integer.valueOf(row.group(1)), inCode(row.group(2))));
		SortedMap<Integer, Set<String>> tagged = new TreeMap<>();
		files((path) -> path.toString().endsWith(".java")).forEach((path) -> INVARIANT_TAG.matcher(text(path))
			.results()
			.forEach((tag) -> tagged.computeIfAbsent(Integer.valueOf(tag.group(1)), (number) -> new TreeSet<>())
				.add(name(path))));

		assertThat(named).hasSize(INVARIANTS).isEqualTo(tagged);
	}

	private Set<String> inCode() {
		return inCode(this.document);
	}

	private static Set<String> inCode(String text) {
		return CODE.matcher(text).results().map((code) -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
	}

	private static String name(Path file) {
		return file.getFileName().toString().replace(".java", "");
	}

	private static Stream<Path> files(Predicate<Path> wanted) {
		try (Stream<Path> files = Files.walk(PROJECT)) {
			return files.filter((path) -> !path.toString().contains("target"))
				.filter(wanted)
				.filter(Files::isRegularFile)
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
