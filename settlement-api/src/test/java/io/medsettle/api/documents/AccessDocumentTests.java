package io.medsettle.api.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Endpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of who may use which address is made from the one that the engine checks.
 */
class AccessDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "access.md");

	private static final String HEAD = "| address | "
			+ Arrays.stream(AccessRole.values()).map(Enum::name).collect(Collectors.joining(" | ")) + " |\n| --- |"
			+ " --- |".repeat(AccessRole.values().length) + "\n";

	/** With {@code -Dmedsettle.documents=write} the table is written instead. */
	@Test
	void theTableIsThatOfTheEngine() throws IOException {
		String document = Files.readString(DOCUMENT);
		int start = document.indexOf("| address |");
		int end = document.indexOf("\n\n", start) + 1;
		if ("write".equals(System.getProperty("medsettle.documents"))) {
			Files.writeString(DOCUMENT, document.substring(0, start) + table() + document.substring(end));
		}
		else {
			assertThat(document.substring(start, end)).isEqualTo(table());
		}
	}

	private static String table() {
		return Endpoint.ALL.stream().map(AccessDocumentTests::row).collect(Collectors.joining("", HEAD, ""));
	}

	private static String row(Endpoint endpoint) {
		return "| `" + endpoint.method() + " " + endpoint.path() + "` | "
				+ Arrays.stream(AccessRole.values())
					.map((role) -> reach(endpoint, role))
					.collect(Collectors.joining(" | "))
				+ " |\n";
	}

	private static String reach(Endpoint endpoint, AccessRole role) {
		if (!endpoint.roles().contains(role)) {
			return "";
		}
		return role.isOfAnOrganisation() ? "own" : "all";
	}

}
