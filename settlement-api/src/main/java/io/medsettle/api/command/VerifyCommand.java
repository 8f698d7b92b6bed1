package io.medsettle.api.command;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import io.medsettle.batch.verify.Verification;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.audit.AuditChain;
import io.medsettle.core.problem.TextRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.Unmatched;

/**
 * Verifies published days and the audit trail by hand, on the data of an engine that does
 * not run or beside one over the same PostgreSQL. Ends with 0 if all of it holds, and
 * with 1 if something does not or could not be verified.
 */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class,
		description = {
				"Verify published days and the audit trail without an engine, on its data and with its settings.", "" },
		customSynopsis = { "java -jar settlement.jar verify --day=DAY [--NAME=VALUE...]",
				"       java -jar settlement.jar verify --from=DAY --to=DAY [--NAME=VALUE...]" },
		footer = { "", "Prints a line a day and one for the audit trail, and ends with 0 if all hold,",
				"with 1 if one does not or cannot be verified, with 2 if it was asked wrongly." })
final class VerifyCommand implements Callable<Integer> {

	private static final int HOLDS = 0;

	private static final int DOES_NOT_HOLD = 1;

	private static final String ROW = "%-10s  %-8s  %10s  %6s  %s";

	@ParentCommand
	@SuppressWarnings("NullAway.Init")
	private MedsettleCommand medsettle;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Option(names = "--day", paramLabel = "DAY", converter = Day.class,
			description = "The one day, such as 2026-11-20.")
	private @Nullable LocalDate day;

	@Option(names = "--from", paramLabel = "DAY", converter = Day.class, description = "The first of several days.")
	private @Nullable LocalDate from;

	@Option(names = "--to", paramLabel = "DAY", converter = Day.class, description = "The last of them.")
	private @Nullable LocalDate to;

	@Unmatched
	private List<String> settings = new ArrayList<>();

	@Override
	public Integer call() {
		String[] given = this.medsettle.settings(this.settings);
		Days asked = days();
		return new StoredData(this.medsettle, VerifyParts.class,
				"ask the engine itself, by POST /api/v1/clearing-days/{day}/verify")
			.use(given, (parts) -> {
				boolean daysHold = verify(parts.getBean(Verifications.class), asked);
				boolean trailHolds = verify(parts.getBean(AuditChain.class));
				return (daysHold && trailHolds) ? HOLDS : DOES_NOT_HOLD;
			}, "The days could not be verified");
	}

	private Days days() {
		LocalDate first = (this.day != null) ? this.day : this.from;
		LocalDate last = (this.day != null) ? this.day : this.to;
		boolean both = this.day != null && (this.from != null || this.to != null);
		if (first == null || last == null || both) {
			throw new ParameterException(this.spec.commandLine(),
					"verify needs either one day (--day) or the first and the last of several (--from, --to)");
		}
		if (last.isBefore(first)) {
			throw new ParameterException(this.spec.commandLine(), "--to lies before --from");
		}
		return new Days(first, last);
	}

	private boolean verify(Verifications verifications, Days asked) {
		List<LocalDate> days = verifications.published(asked.from(), asked.to());
		if (days.isEmpty()) {
			this.medsettle.err()
				.println("medsettle: No clearing day " + (asked.from().equals(asked.to()) ? "" : "from ") + asked.from()
						+ (asked.from().equals(asked.to()) ? "" : " to " + asked.to()) + " is published.");
			return false;
		}
		this.medsettle.out()
			.println(ROW.formatted("day", "result", "claims", "files", "first discrepancy").stripTrailing());
		boolean allHold = true;
		for (LocalDate day : days) {
			Verification verification = verifications.verify(day).orElseThrow();
			allHold &= verification.holds();
			this.medsettle.out().println(row(verification));
		}
		return allHold;
	}

	/** The whole of it: what was done on no day is verified too. */
	private boolean verify(AuditChain chain) {
		AuditChain.Result result = chain.verify();
		this.medsettle.out()
			.println(result.fault()
				.map((fault) -> "audit trail  differs  " + fault)
				.orElse("audit trail  holds  " + result.rows() + " rows"));
		return result.fault().isEmpty();
	}

	private static String row(Verification verification) {
		String first = verification.first().orElse("");
		long more = verification.discrepancies() - 1;
		return String
			.format(Locale.ROOT, ROW, verification.day(), verification.holds() ? "holds" : "differs",
					verification.claims(), verification.files(), (more > 0) ? first + " And " + more + " more." : first)
			.stripTrailing();
	}

	/**
	 * The days to verify.
	 *
	 * @param from the first
	 * @param to the last
	 */
	private record Days(LocalDate from, LocalDate to) {
	}

	/**
	 * Reads a day.
	 */
	static final class Day implements ITypeConverter<LocalDate> {

		private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

		@Override
		public LocalDate convert(String text) {
			if (!DAY.matcher(text).matches()) {
				throw mistake(text);
			}
			try {
				return LocalDate.parse(text);
			}
			catch (DateTimeParseException ex) {
				throw mistake(text);
			}
		}

		private static TypeConversionException mistake(String text) {
			return new TypeConversionException("\"" + TextRules.shown(text) + "\" is no day such as 2026-11-20");
		}

	}

}
