package io.medsettle.api.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The command line of the jar. What it does not know ends with one line, before anything
 * is touched: a mistyped word must not start an engine.
 */
@Command(name = "medsettle", versionProvider = BuildVersion.class, mixinStandardHelpOptions = true,
		description = { "Settles out-of-area outpatient care between cities.", "" },
		customSynopsis = "java -jar settlement.jar [COMMAND] [--NAME=VALUE...]",
		subcommands = { StartCommand.class, VerifyCommand.class, SignatureKeysCommand.class, HelpCommand.class },
		footer = { "", "--NAME=VALUE is any setting of the engine, such as --server.port=8081;",
				"docs/configuration.md has all of them. A wrong command line ends with 2." })
public final class MedsettleCommand implements Callable<Integer> {

	private static final int ENGINE_RUNS = -1;

	private static final int FAILURE = 1;

	private static final int WRONG_COMMAND_LINE = 2;

	/**
	 * What no process can be given: two dashes alone are a mistake as others are, and end
	 * nothing.
	 */
	private static final String NO_ARGUMENT = "\0";

	private final Consumer<String[]> engine;

	private final PrintStream out;

	private final PrintStream err;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Unmatched
	private List<String> settings = new ArrayList<>();

	private MedsettleCommand(Consumer<String[]> engine, PrintStream out, PrintStream err) {
		this.engine = engine;
		this.out = out;
		this.err = err;
	}

	/**
	 * Does what the command line says, on the terminal.
	 * @param engine starts an engine with these settings, or fails and has said why
	 * @return the status to end the process with, or nothing if it is an engine now
	 */
	public static OptionalInt run(String[] arguments, Consumer<String[]> engine) {
		return run(arguments, engine, System.out, System.err);
	}

	/**
	 * Does what the command line says.
	 * @param engine starts an engine with these settings, or fails and has said why
	 * @param out takes what was asked for
	 * @param err takes the line that says what is wrong
	 * @return the status to end the process with, or nothing if it is an engine now
	 */
	static OptionalInt run(String[] arguments, Consumer<String[]> engine, PrintStream out, PrintStream err) {
		CommandLine commandLine = new CommandLine(new MedsettleCommand(engine, out, err))
			.setOut(new PrintWriter(out, true))
			.setErr(new PrintWriter(err, true))
			.setExpandAtFiles(false)
			.setEndOfOptionsDelimiter(NO_ARGUMENT)
			.setPosixClusteredShortOptionsAllowed(false)
			.setParameterExceptionHandler(MedsettleCommand::sayWhatIsWrong);
		int status = commandLine.execute(arguments);
		return (status == ENGINE_RUNS) ? OptionalInt.empty() : OptionalInt.of(status);
	}

	@Override
	public Integer call() {
		return start(List.of());
	}

	int start(List<String> more) {
		String[] given = settings(more);
		try {
			this.engine.accept(given);
			return ENGINE_RUNS;
		}
		catch (Throwable reported) {
			return FAILURE;
		}
	}

	/**
	 * The engine's settings, those behind a word included.
	 * @throws ParameterException if something else stands among them
	 */
	String[] settings(List<String> behindTheWord) {
		return EngineSettings.of(this.spec.commandLine(), this.settings, behindTheWord);
	}

	PrintStream out() {
		return this.out;
	}

	PrintStream err() {
		return this.err;
	}

	private static int sayWhatIsWrong(ParameterException mistake, String[] arguments) {
		String sentence = String.valueOf(mistake.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
		mistake.getCommandLine()
			.getErr()
			.println("medsettle: " + sentence.replaceFirst("\\.$", "") + ": --help says what there is");
		return WRONG_COMMAND_LINE;
	}

}
