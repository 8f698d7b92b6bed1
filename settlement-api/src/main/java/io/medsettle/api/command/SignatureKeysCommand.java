package io.medsettle.api.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.signature.KeyOutcome;
import io.medsettle.core.signature.SignatureKey;
import io.medsettle.core.signature.SignatureKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
 * Lists, registers and revokes the keys by which hospitals and cities sign what they
 * write to Kafka. Who may read the engine's password of the database may do so; the audit
 * trail has the login of the machine. Ends with 0 if it was done, and with 1 if not.
 */
@Command(name = "signature-keys", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class,
		description = {
				"List, register or revoke the keys by which a hospital or a city signs what it writes to Kafka, on an"
						+ " engine's data and with its settings.",
				"" },
		customSynopsis = { "java -jar settlement.jar signature-keys --list=ORGANISATION [--NAME=VALUE...]",
				"       java -jar settlement.jar signature-keys --register=FILE --organisation=ORGANISATION"
						+ " [--valid-from=TIME] [--valid-to=TIME] [--NAME=VALUE...]",
				"       java -jar settlement.jar signature-keys --revoke=KEY [--at=TIME] [--NAME=VALUE...]" },
		footer = { "", "Prints a line a key, and ends with 0 if that was done, with 1 if it was refused,",
				"with 2 if it was asked wrongly. A TIME is such as 2026-12-01T00:00:00+08:00." })
final class SignatureKeysCommand implements Callable<Integer> {

	private static final int DONE = 0;

	private static final int REFUSED = 1;

	/** More than a public key has. */
	private static final int FILE_BYTES_MAX = 4096;

	private static final String ROW = "%-32s  %-12s  %-8s  %-24s  %s";

	@ParentCommand
	@SuppressWarnings("NullAway.Init")
	private MedsettleCommand medsettle;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@ArgGroup(multiplicity = "1")
	@SuppressWarnings("NullAway.Init")
	private Task task;

	@Unmatched
	private List<String> settings = new ArrayList<>();

	@Override
	public Integer call() {
		String[] given = this.medsettle.settings(this.settings);
		Registration registration = this.task.registration;
		String publicKey = (registration != null) ? read(registration.file) : "";
		return new StoredData(this.medsettle, SignatureKeysParts.class,
				"stop it first, or keep its data in PostgreSQL, where keys are registered while it runs")
			.use(given, (parts) -> perform(parts.getBean(SignatureKeys.class), publicKey),
					"The keys could not be read or changed");
	}

	private int perform(SignatureKeys keys, String publicKey) {
		AuditActor actor = new AuditActor(AuditActor.Kind.PERSON, System.getProperty("user.name", "unknown"), "",
				"OPERATOR", "");
		Registration registration = this.task.registration;
		Revocation revocation = this.task.revocation;
		if (registration != null) {
			return tell(keys.add(actor, registration.organisation, publicKey, registration.validFrom,
					registration.validTo));
		}
		if (revocation != null) {
			return tell(keys.revoke(actor, revocation.key, revocation.at));
		}
		return tell(keys.list(this.task.organisation));
	}

	private int tell(KeyOutcome outcome) {
		return switch (outcome) {
			case KeyOutcome.Kept kept -> tell(List.of(kept.key()));
			case KeyOutcome.Refused refused -> {
				refused.errors().forEach((error) -> this.medsettle.err().println("medsettle: " + error.message()));
				yield REFUSED;
			}
		};
	}

	private int tell(List<SignatureKey> keys) {
		this.medsettle.out().println(ROW.formatted("key", "organisation", "signs by", "valid from", "valid to"));
		keys.forEach((key) -> this.medsettle.out()
			.println(ROW.formatted(key.id(), key.organisation(), key.algorithm().header(), key.validFrom(),
					Objects.requireNonNullElse(key.validTo(), "further notice"))));
		return DONE;
	}

	private String read(Path file) {
		try (InputStream bytes = Files.newInputStream(file)) {
			return new String(bytes.readNBytes(FILE_BYTES_MAX), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new ParameterException(this.spec.commandLine(),
					"--register: " + TextRules.shown(file.toString()) + " cannot be read");
		}
	}

	/**
	 * What is to be done: one of three.
	 */
	@SuppressWarnings("NullAway.Init")
	static final class Task {

		@Option(names = "--list", paramLabel = "ORGANISATION",
				description = "The code of the hospital or city whose keys to list, those that are over too.")
		private String organisation;

		@ArgGroup(exclusive = false)
		private @Nullable Registration registration;

		@ArgGroup(exclusive = false)
		private @Nullable Revocation revocation;

	}

	/**
	 * A key to be registered.
	 */
	@SuppressWarnings("NullAway.Init")
	static final class Registration {

		@Option(names = "--register", paramLabel = "FILE", required = true,
				description = "The public key, as openssl pkey -pubout writes it.")
		private Path file;

		@Option(names = "--organisation", paramLabel = "ORGANISATION", required = true,
				description = "The code of the hospital or city that signs by it.")
		private String organisation;

		@Option(names = "--valid-from", paramLabel = "TIME", converter = Moment.class,
				description = "From when on it counts; a minute from now if not given.")
		private @Nullable Instant validFrom;

		@Option(names = "--valid-to", paramLabel = "TIME", converter = Moment.class,
				description = "Until when; until further notice if not given.")
		private @Nullable Instant validTo;

	}

	/**
	 * A key to be revoked.
	 */
	@SuppressWarnings("NullAway.Init")
	static final class Revocation {

		@Option(names = "--revoke", paramLabel = "KEY", required = true,
				description = "The id of the key that is to count no longer.")
		private String key;

		@Option(names = "--at", paramLabel = "TIME", converter = Moment.class,
				description = "From when on; a minute from now if not given.")
		private @Nullable Instant at;

	}

	/**
	 * Reads a time.
	 */
	static final class Moment implements ITypeConverter<Instant> {

		@Override
		public Instant convert(String text) {
			try {
				return OffsetDateTime.parse(text).toInstant();
			}
			catch (DateTimeException ex) {
				throw new TypeConversionException(
						"\"" + TextRules.shown(text) + "\" is no time such as 2026-12-01T00:00:00+08:00");
			}
		}

	}

}
