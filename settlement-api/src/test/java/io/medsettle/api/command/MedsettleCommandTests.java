package io.medsettle.api.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words of the command line, and what becomes of others.
 */
class MedsettleCommandTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	private final List<List<String>> engines = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "'', ''", "start, ''", "--server.port=1 --debug, --server.port=1 --debug",
			"start --server.port=1, --server.port=1", "--a.b=1 start --c-d[0]=2=3, --a.b=1 --c-d[0]=2=3",
			"--spring.profiles.active=demo --trace, --spring.profiles.active=demo --trace", "--a=, --a=" })
	void anEngineGetsItsSettings(String arguments, String settings) {
		assertThat(run(arguments)).isEmpty();
		assertThat(this.engines).containsExactly(words(settings));
		assertThat(said(this.out)).isEmpty();
		assertThat(said(this.err)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "verfy", "help verfy", "start start", "stop", "--hlep", "-x", "-Dserver.port=1", "--",
			"--=1", "start 8080", "--server.port 8080", "@file", "verify verify", "--version=1", "verify",
			"verify --from=2026-11-20", "verify --day=2026-11-20 --to=2026-11-21",
			"verify --day=2026-11-20 --day=2026-11-20", "verify --from=2026-11-21 --to=2026-11-20",
			"verify --day=yesterday", "verify --day=+12026-11-20", "verify --day=2026-02-30", "verify --day",
			"verify 2026-11-20", "verify --day=2026-11-20 extra", "signature-keys", "signature-keys 310000",
			"signature-keys --list=310000 --revoke=0", "signature-keys --register=key.pem",
			"signature-keys --organisation=310000", "signature-keys --list=310000 --at=2026-12-01T00:00:00Z",
			"signature-keys --revoke=0 --at=tomorrow", "signature-keys --revoke=0 --at=2026-12-01T00:00:00",
			"signature-keys --register=/no/such/file --organisation=310000" })
	void anythingElseEndsWithOneLine(String arguments) {
		assertThat(run(arguments)).hasValue(2);
		assertThat(this.engines).isEmpty();
		assertThat(said(this.out)).isEmpty();
		assertThat(said(this.err)).singleElement()
			.asString()
			.startsWith("medsettle: ")
			.endsWith(": --help says what there is");
	}

	@ParameterizedTest
	@CsvSource({ "--help, verify", "-h, start", "help, verify", "help verify, --from", "verify --help, --day",
			"start --help, [start]", "--version, medsettle ", "-V, medsettle ", "start --version, medsettle ",
			"verify -V, medsettle ", "--help, signature-keys", "help signature-keys, --valid-from" })
	void whatIsAskedForIsSaid(String arguments, String said) {
		assertThat(run(arguments)).hasValue(0);
		assertThat(this.engines).isEmpty();
		assertThat(said(this.out)).anyMatch((line) -> line.contains(said));
		assertThat(said(this.err)).isEmpty();
	}

	@Test
	void aLineThatIsWrongRepeatsNoSecretAndSteersNoTerminal() {
		assertThat(run("-spring.datasource.password=hunter2")).hasValue(2);
		assertThat(run("\u001b[2J\u202e")).hasValue(2);
		assertThat(said(this.err)).containsExactly(
				"medsettle: -spring.datasource.password=… is neither a command nor a setting (--NAME=VALUE): --help says what there is",
				"medsettle: \ufffd[2J\ufffd is neither a command nor a setting (--NAME=VALUE): --help says what there is");
	}

	@Test
	void anEngineThatCannotStartEndsWithOne() {
		assertThat(MedsettleCommand.run(new String[0], (settings) -> {
			throw new IllegalStateException("It has said why.");
		}, new PrintStream(this.out), new PrintStream(this.err))).hasValue(1);
		assertThat(said(this.err)).isEmpty();
	}

	private OptionalInt run(String arguments) {
		return MedsettleCommand.run(words(arguments).toArray(String[]::new),
				(settings) -> this.engines.add(List.of(settings)),
				new PrintStream(this.out, true, StandardCharsets.UTF_8),
				new PrintStream(this.err, true, StandardCharsets.UTF_8));
	}

	private static List<String> words(String arguments) {
		return arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
	}

	private static List<String> said(ByteArrayOutputStream stream) {
		return stream.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
