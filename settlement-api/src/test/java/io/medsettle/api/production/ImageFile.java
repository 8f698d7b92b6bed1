package io.medsettle.api.production;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.json.JsonMapper;

/**
 * {@code infra/image/Dockerfile}, as far as tests ask about it.
 *
 * @param instructions one a line, without comments
 */
record ImageFile(List<String> instructions) {

	static ImageFile read() {
		String text = InfraFiles.read("image/Dockerfile").replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
		return new ImageFile(text.lines().filter(Predicate.not(String::isBlank)).toList());
	}

	/** What follows the name of each such instruction. */
	List<String> all(String name) {
		return this.instructions.stream()
			.filter((line) -> line.startsWith(name + " "))
			.map((line) -> line.substring(name.length() + 1).strip())
			.toList();
	}

	/** The command that takes the jar apart. */
	List<String> extraction() {
		return Arrays.asList(
				all("RUN").stream().filter((run) -> run.contains(" extract ")).findFirst().orElseThrow().split(" "));
	}

	/** The folders of the extraction that become the image's, from below. */
	List<String> layers() {
		return all("COPY").stream()
			.filter((copy) -> copy.startsWith("--from=layers "))
			.map((copy) -> copy.split(" ")[1])
			.toList();
	}

	/** The command that starts the engine. */
	List<String> entrypoint() {
		return command(all("ENTRYPOINT").getFirst());
	}

	/** The command that says whether it is ready. */
	List<String> healthCheck() {
		String check = all("HEALTHCHECK").getFirst();
		return command(check.substring(check.indexOf(" CMD ") + " CMD ".length()));
	}

	private static List<String> command(String json) {
		return Arrays.asList(JsonMapper.shared().readValue(json, String[].class));
	}

}
