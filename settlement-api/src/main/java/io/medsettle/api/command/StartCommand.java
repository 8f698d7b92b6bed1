package io.medsettle.api.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

/**
 * Starts the engine.
 */
@Command(name = "start", description = "Start the engine. So does no command at all.",
		customSynopsis = "java -jar settlement.jar [start] [--NAME=VALUE...]", mixinStandardHelpOptions = true,
		versionProvider = BuildVersion.class)
final class StartCommand implements Callable<Integer> {

	@ParentCommand
	@SuppressWarnings("NullAway.Init")
	private MedsettleCommand medsettle;

	@Unmatched
	private List<String> settings = new ArrayList<>();

	@Override
	public Integer call() {
		return this.medsettle.start(this.settings);
	}

}
