package io.medsettle.core.signature;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.database.Durability;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys by which hospitals and insured cities sign their events. Whether a key counts
 * for an event is decided by the time at which the broker took the event alone, so that
 * it is decided in the same way whenever the event is read: a key counts from a minute
 * after its registration at the earliest, as does its end, and processes work on a view
 * that is never older than half of that. The other half is for clocks that differ.
 */
@Component
public class SignatureKeys {

	/** The last instant that is written with four digits of a year. */
	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	/** From a registration or a revocation until it counts, at least. */
	public static final Duration NOTICE = Duration.ofMinutes(1);

	/** The most keys of an organisation that are valid or will be. */
	public static final int KEYS_MAX = 8;

	static final Duration VIEW_AGE_MAX = NOTICE.dividedBy(2);

	private static final int TEXT_LENGTH_MAX = 1000;

	private static final Pattern PEM = Pattern
		.compile("\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

	private static final String COLUMNS = """
			select key_id, organisation, algorithm, public_key, valid_from_ms, valid_to_ms, registered_at_ms
			from event_signature_key
			""";

	private static final String BY_ORGANISATION = COLUMNS + """
			where organisation = :organisation order by valid_from_ms, key_id""";

	private static final String BY_ID = COLUMNS + """
			where key_id = :id""";

	private static final String LASTING = """
			select count(*) from event_signature_key
			where organisation = :organisation and (valid_to_ms is null or valid_to_ms > :now)""";

	private static final String INSERT = """
			insert into event_signature_key (key_id, organisation, algorithm, public_key, valid_from_ms, valid_to_ms,
			                                 registered_at_ms)
			values (:id, :organisation, :algorithm, :publicKey, :validFrom, cast(:validTo as bigint), :registeredAt)
			on conflict do nothing""";

	private static final String REVOKE = """
			update event_signature_key set valid_to_ms = :at
			where key_id = :id and (valid_to_ms is null or valid_to_ms > :at)""";

	private final JdbcClient jdbc;

	private final Durability durability;

	private final Clock clock;

	private final LongSupplier nanoTime;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	private volatile @Nullable View view;

	@Autowired
	SignatureKeys(JdbcClient jdbc, PlatformTransactionManager transactionManager, Durability durability,
			AuditTrail audit, Clock clock) {
		this(jdbc, transactionManager, durability, audit, clock, System::nanoTime);
	}

	SignatureKeys(JdbcClient jdbc, PlatformTransactionManager transactionManager, Durability durability,
			AuditTrail audit, Clock clock, LongSupplier nanoTime) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.audit = audit;
		this.clock = clock;
		this.nanoTime = nanoTime;
	}

	/**
	 * Registers a key, durably, and writes it down in the audit trail.
	 * @param actor who does so
	 * @param organisation the code of a hospital or of a city
	 * @param publicKey X.509 SubjectPublicKeyInfo of Ed25519 or SM2, in PEM or in Base64
	 * @param validFrom from when on it counts; null for as soon as it can
	 * @param validTo until when; null until further notice
	 */
	public KeyOutcome add(AuditActor actor, String organisation, String publicKey, @Nullable Instant validFrom,
			@Nullable Instant validTo) {
		List<InputError> errors = new ArrayList<>();
		Instant now = Instant.ofEpochMilli(this.clock.millis());
		Instant from = (validFrom != null) ? validFrom : now.plus(NOTICE);
		if (!Hospital.isCode(organisation) && !City.isCode(organisation)) {
			errors.add(invalid("organisation", "The field organisation must be the code of a hospital (H and 11 digits)"
					+ " or of a city (6 digits)."));
		}
		byte[] info = bytesOf(publicKey);
		VerificationKey key = read(publicKey, info, errors);
		if (from.isBefore(now.plus(NOTICE)) || from.isAfter(LATEST)) {
			errors.add(invalid("validFrom",
					"The field validFrom must be a minute from now at the earliest, so that every process"
							+ " knows the key before it counts, and in a year of four digits."));
		}
		if (validTo != null && (!validTo.isAfter(from) || validTo.isAfter(LATEST))) {
			errors.add(invalid("validTo", "The field validTo must be after validFrom, and in a year of four digits."));
		}
		if (key == null || !errors.isEmpty()) {
			return new KeyOutcome.Refused(errors);
		}
		SignatureKey asked = new SignatureKey(idOf(info), organisation, key.algorithm(),
				Base64.getEncoder().encodeToString(info), from, validTo, now);
		return durably(() -> insert(actor, asked));
	}

	/**
	 * Lets a key count no longer from an instant on, durably, and writes it down in the
	 * audit trail. What it has signed until then stands.
	 * @param actor who does so
	 * @param at when it ends; null for as soon as it can. A key that ends before goes on
	 * to do so
	 */
	public KeyOutcome revoke(AuditActor actor, String keyId, @Nullable Instant at) {
		Instant earliest = Instant.ofEpochMilli(this.clock.millis()).plus(NOTICE);
		if (at != null && (at.isBefore(earliest) || at.isAfter(LATEST))) {
			return refused("at", ProblemCode.INVALID_FIELD,
					"The field at must be a minute from now at the earliest, so that every process knows of it"
							+ " before it counts, and in a year of four digits.");
		}
		return durably(() -> end(actor, keyId, Objects.requireNonNullElse(at, earliest)));
	}

	/**
	 * The keys of an organisation, those that are over too, the oldest first.
	 */
	public List<SignatureKey> list(String organisation) {
		return this.jdbc.sql(BY_ORGANISATION)
			.param("organisation", organisation)
			.query((row, number) -> map(row))
			.list();
	}

	/**
	 * The registered keys by their ids, as they were half a minute ago at the most.
	 */
	Map<String, Entry> current() {
		View current = this.view;
		return (current != null && isFresh(current)) ? current.keys() : read();
	}

	private synchronized Map<String, Entry> read() {
		View before = this.view;
		if (before != null && isFresh(before)) {
			return before.keys();
		}
		long readAtNanos = this.nanoTime.getAsLong();
		Map<String, Entry> keys = new HashMap<>();
		this.jdbc.sql(COLUMNS).query((row, number) -> map(row)).list().forEach((key) -> {
			Entry known = (before != null) ? before.keys().get(key.id()) : null;
			keys.put(key.id(), new Entry(key, (known != null) ? known.verification() : verification(key)));
		});
		this.view = new View(readAtNanos, keys);
		return keys;
	}

	private boolean isFresh(View view) {
		return this.nanoTime.getAsLong() - view.readAtNanos() <= VIEW_AGE_MAX.toNanos();
	}

	/** In one transaction with its row in the audit trail. */
	private KeyOutcome durably(Supplier<KeyOutcome> change) {
		KeyOutcome outcome = Objects.requireNonNull(this.transaction.execute((status) -> change.get()));
		this.durability.assure();
		this.view = null;
		return outcome;
	}

	private KeyOutcome end(AuditActor actor, String keyId, Instant at) {
		int changed = this.jdbc.sql(REVOKE).param("at", at.toEpochMilli()).param("id", keyId).update();
		Optional<SignatureKey> key = find(keyId);
		if (changed > 0) {
			record(actor, "SIGNATURE_KEY_REVOKED", key.orElseThrow());
		}
		return key.<KeyOutcome>map(KeyOutcome.Kept::new)
			.orElseGet(() -> refused("keyId", ProblemCode.NOT_FOUND, "There is no such key."));
	}

	private KeyOutcome insert(AuditActor actor, SignatureKey key) {
		int lasting = this.jdbc.sql(LASTING)
			.param("organisation", key.organisation())
			.param("now", key.registeredAt().toEpochMilli())
			.query(Integer.class)
			.single();
		if (lasting >= KEYS_MAX) {
			return refused("organisation", ProblemCode.INVALID_FIELD,
					"The organisation has " + lasting + " keys that are valid or will be: revoke one of them first.");
		}
		Instant validTo = key.validTo();
		int inserted = this.jdbc.sql(INSERT)
			.param("id", key.id())
			.param("organisation", key.organisation())
			.param("algorithm", key.algorithm().name())
			.param("publicKey", key.publicKey())
			.param("validFrom", key.validFrom().toEpochMilli())
			.param("validTo", (validTo != null) ? validTo.toEpochMilli() : null)
			.param("registeredAt", key.registeredAt().toEpochMilli())
			.update();
		if (inserted == 0) {
			return refused("publicKey", ProblemCode.INVALID_FIELD,
					"The field publicKey has a key that is registered already:"
							+ " each belongs to one organisation, once.");
		}
		SignatureKey kept = find(key.id()).orElseThrow();
		record(actor, "SIGNATURE_KEY_REGISTERED", kept);
		return new KeyOutcome.Kept(kept);
	}

	private void record(AuditActor actor, String act, SignatureKey key) {
		Instant validTo = key.validTo();
		this.audit.record(AuditEntry.done(actor, act, new AuditSubject("SIGNATURE_KEY", key.id()))
			.touching(List.of(key.organisation()))
			.changing("", "%s of %s, valid from %s %s".formatted(key.algorithm().header(), key.organisation(),
					key.validFrom(), (validTo != null) ? "to " + validTo : "on")));
	}

	private Optional<SignatureKey> find(String keyId) {
		return this.jdbc.sql(BY_ID).param("id", keyId).query((row, number) -> map(row)).optional();
	}

	/** The key, or what is wrong with it. */
	private static @Nullable VerificationKey read(String text, byte[] info, List<InputError> errors) {
		try {
			VerificationKey key = VerificationKey.read(info);
			if (key == null) {
				errors.add(invalid("publicKey",
						text.contains("PRIVATE KEY")
								? "The field publicKey has a private key: make another pair,"
										+ " and send nothing but its public key."
								: "The field publicKey must be a public key of Ed25519 or SM2 as X.509"
										+ " SubjectPublicKeyInfo, in PEM or Base64."));
			}
			return key;
		}
		catch (IllegalArgumentException ex) {
			errors.add(invalid("publicKey",
					"The field publicKey has a point that is not on its curve, or one of low order,"
							+ " for which anybody could sign."));
			return null;
		}
	}

	/** Empty, if they are none. */
	private static byte[] bytesOf(String text) {
		if (text.length() > TEXT_LENGTH_MAX) {
			return new byte[0];
		}
		Matcher pem = PEM.matcher(text);
		try {
			return Base64.getDecoder().decode((pem.matches() ? pem.group(1) : text).replaceAll("\\s", ""));
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private static String idOf(byte[] info) {
		return Sha256.of(info).substring(0, 32);
	}

	private static VerificationKey verification(SignatureKey key) {
		return Objects.requireNonNull(VerificationKey.read(Base64.getDecoder().decode(key.publicKey())));
	}

	private static KeyOutcome refused(String field, ProblemCode code, String sentence) {
		return new KeyOutcome.Refused(List.of(new InputError("/" + field, code, sentence)));
	}

	private static InputError invalid(String field, String sentence) {
		return new InputError("/" + field, ProblemCode.INVALID_FIELD, sentence);
	}

	private static SignatureKey map(ResultSet row) throws SQLException {
		long validToMs = row.getLong("valid_to_ms");
		Instant validTo = row.wasNull() ? null : Instant.ofEpochMilli(validToMs);
		return new SignatureKey(row.getString("key_id"), row.getString("organisation"),
				SignatureAlgorithm.valueOf(row.getString("algorithm")), row.getString("public_key"),
				Instant.ofEpochMilli(row.getLong("valid_from_ms")), validTo,
				Instant.ofEpochMilli(row.getLong("registered_at_ms")));
	}

	/**
	 * A key, and as it verifies.
	 */
	record Entry(SignatureKey key, VerificationKey verification) {
	}

	/** The keys, and since when they may have changed. */
	private record View(long readAtNanos, Map<String, Entry> keys) {
	}

}
