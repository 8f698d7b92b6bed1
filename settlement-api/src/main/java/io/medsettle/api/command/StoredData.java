package io.medsettle.api.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

import io.medsettle.api.startup.StartupChecks;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What an engine has stored, for a command that works on it without that engine, or
 * beside it over the same PostgreSQL.
 */
final class StoredData {

	private static final int FAILURE = 1;

	private final MedsettleCommand medsettle;

	private final Class<?> parts;

	private final String insteadOfTheCommand;

	/**
	 * @param parts the few parts of the engine that the command needs
	 * @param insteadOfTheCommand what to do while an engine has the data for itself
	 */
	StoredData(MedsettleCommand medsettle, Class<?> parts, String insteadOfTheCommand) {
		this.medsettle = medsettle;
		this.parts = parts;
		this.insteadOfTheCommand = insteadOfTheCommand;
	}

	/**
	 * Does the work on the data, and lets go of it.
	 * @param settings those of the engine
	 * @param failed tells what could not be done if the work ends with an exception
	 * @return the status to end with
	 */
	int use(String[] settings, ToIntFunction<ApplicationContext> work, String failed) {
		ConfigurableApplicationContext context;
		try {
			context = application().run(forThisProcess(settings));
		}
		catch (RuntimeException reported) {
			return FAILURE;
		}
		try (context) {
			return work.applyAsInt(context);
		}
		catch (RuntimeException ex) {
			this.medsettle.err().println("medsettle: " + failed + ": " + ex.getMessage());
			return FAILURE;
		}
	}

	private SpringApplication application() {
		SpringApplication application = new SpringApplication(this.parts);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.addInitializers(StartupChecks.ofStoredData(this.insteadOfTheCommand));
		return application;
	}

	/**
	 * As the engine's, but for a process that has no role and says only what it found.
	 */
	private static String[] forThisProcess(String[] given) {
		List<String> settings = new ArrayList<>(List.of(given));
		settings.add("--settlement.clearing.verification=false");
		settings.add("--logging.level.io.medsettle=warn");
		return settings.toArray(String[]::new);
	}

}
