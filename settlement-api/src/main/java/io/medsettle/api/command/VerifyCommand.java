package io.medsettle.api.command;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.medsettle.api.startup.StartupChecks;
import io.medsettle.batch.verify.Verification;
import io.medsettle.batch.verify.Verifications;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Verifies published days by hand, on the data of an engine that does not run or beside
 * one over the same PostgreSQL.
 */
public final class VerifyCommand {

	/** The first argument that asks for it. */
	public static final String NAME = "verify";

	private static final int HOLDS = 0;

	private static final int DOES_NOT_HOLD = 1;

	private static final int WRONG_ARGUMENTS = 2;

	private static final String ROW = "%-10s  %-8s  %10s  %6s  %s";

	private final PrintStream out;

	private final PrintStream err;

	/**
	 * @param out takes the table of days
	 * @param err takes the line that says what is wrong
	 */
	VerifyCommand(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	/**
	 * Runs the command on the terminal.
	 * @param arguments those behind its name
	 * @return the exit status: 0 if all days hold, 1 if one does not or could not be
	 * verified, 2 for wrong arguments
	 */
	public static int run(List<String> arguments) {
		return new VerifyCommand(System.out, System.err).statusOf(arguments);
	}

	int statusOf(List<String> arguments) {
		VerifyArguments asked;
		try {
			asked = VerifyArguments.parse(arguments);
		}
		catch (IllegalArgumentException ex) {
			this.err.println("medsettle: " + ex.getMessage() + " Usage: " + VerifyArguments.USAGE);
			return WRONG_ARGUMENTS;
		}
		ConfigurableApplicationContext context;
		try {
			context = application().run(settings(asked));
		}
		catch (RuntimeException reported) {
			return DOES_NOT_HOLD;
		}
		try (context) {
			return verify(context.getBean(Verifications.class), asked);
		}
		catch (RuntimeException ex) {
			this.err.println("medsettle: The days could not be verified: " + ex.getMessage());
			return DOES_NOT_HOLD;
		}
	}

	private int verify(Verifications verifications, VerifyArguments asked) {
		List<LocalDate> days = verifications.published(asked.from(), asked.to());
		if (days.isEmpty()) {
			this.err.println("medsettle: No clearing day " + (asked.from().equals(asked.to()) ? "" : "from ")
					+ asked.from() + (asked.from().equals(asked.to()) ? "" : " to " + asked.to()) + " is published.");
			return DOES_NOT_HOLD;
		}
		this.out.println(ROW.formatted("day", "result", "claims", "files", "first discrepancy").stripTrailing());
		boolean allHold = true;
		for (LocalDate day : days) {
			Verification verification = verifications.verify(day).orElseThrow();
			allHold &= verification.holds();
			this.out.println(row(verification));
		}
		return allHold ? HOLDS : DOES_NOT_HOLD;
	}

	private static String row(Verification verification) {
		String first = verification.first().orElse("");
		long more = verification.discrepancies() - 1;
		return String
			.format(Locale.ROOT, ROW, verification.day(), verification.holds() ? "holds" : "differs",
					verification.claims(), verification.files(), (more > 0) ? first + " And " + more + " more." : first)
			.stripTrailing();
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(VerifyParts.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.addInitializers(StartupChecks.ofStoredData());
		return application;
	}

	/**
	 * As the engine's, but for a process that has no role and says only what it found.
	 */
	private static String[] settings(VerifyArguments asked) {
		List<String> settings = new ArrayList<>(asked.settings());
		settings.add("--settlement.clearing.verification=false");
		settings.add("--logging.level.io.medsettle=warn");
		return settings.toArray(String[]::new);
	}

}
