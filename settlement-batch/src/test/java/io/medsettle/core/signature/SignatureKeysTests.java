package io.medsettle.core.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.testing.TestClock;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.audit.AuditRow;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.AuditUnavailableException;
import io.medsettle.core.database.Durability;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.signature.KeyOutcome.Kept;
import io.medsettle.core.signature.KeyOutcome.Refused;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys as they are registered, revoked and seen by processes.
 */
class SignatureKeysTests {

	private static final String HOSPITAL = "H31000000001";

	private static final AuditActor OPERATOR = new AuditActor(AuditActor.Kind.PERSON, "wang.li", "", "OPERATOR", "");

	private final NightEngine engine = NightEngine.empty(Database.chosen());

	private final SignatureKeys keys = this.engine.bean(SignatureKeys.class);

	private final Instant now = this.engine.bean(TestClock.class).instant();

	@Test
	void aKeyIsKeptAsItWasRegistered() {
		String text = newKey();
		SignatureKey kept = kept(this.keys.add(OPERATOR, HOSPITAL, pem(text), null, this.now.plusSeconds(3600)));

		assertThat(kept.organisation()).isEqualTo(HOSPITAL);
		assertThat(kept.algorithm()).isEqualTo(SignatureAlgorithm.EDDSA);
		assertThat(kept.publicKey()).isEqualTo(text);
		assertThat(kept.id()).matches(SignatureKey.ID_PATTERN);
		assertThat(kept.validFrom()).isEqualTo(this.now.plus(SignatureKeys.NOTICE));
		assertThat(kept.validTo()).isEqualTo(this.now.plusSeconds(3600));
		assertThat(kept(this.keys.add(OPERATOR, "320500", newKey(), this.now.plusSeconds(600), null)).validTo())
			.isNull();
		assertThat(this.keys.list(HOSPITAL)).containsExactly(kept);
		assertThat(this.keys.list("320500")).hasSize(1);
	}

	@Test
	void allThatIsWrongIsToldWithItsField() {
		assertThat(fields(this.keys.add(OPERATOR, "h1", "no key", this.now, this.now))).containsExactly("/organisation",
				"/publicKey", "/validFrom", "/validTo");
		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, newKey(), Instant.MAX, null)))
			.containsExactly("/validFrom");
		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, Instant.MAX))).containsExactly("/validTo");
		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, newKey(), Instant.MIN, null)))
			.containsExactly("/validFrom");
		assertThat(this.keys.list(HOSPITAL)).isEmpty();
	}

	/** Of no kind, wrapped, too long, private, of low order. */
	@Test
	void hostileKeysAreRefused() {
		for (String text : List.of("", " ", "AAAA", "====", newKey() + newKey(), "A".repeat(10_000_000),
				"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" + pem(newKey()),
				pem(newKey()).replace("PUBLIC", "PRIVATE"),
				"MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")) {
			Refused refused = (Refused) this.keys.add(OPERATOR, HOSPITAL, text, null, null);
			assertThat(refused.errors()).singleElement().satisfies((error) -> {
				assertThat(error.pointer()).isEqualTo("/publicKey");
				assertThat(error.code()).isEqualTo(ProblemCode.INVALID_FIELD);
			});
		}
	}

	@Test
	void aKeyIsRegisteredOnceWhoeverAsks() {
		String text = newKey();
		SignatureKey kept = kept(this.keys.add(OPERATOR, HOSPITAL, text, null, null));

		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, text, null, null))).containsExactly("/publicKey");
		assertThat(fields(this.keys.add(OPERATOR, "H31000000002", text, null, null))).containsExactly("/publicKey");
		this.keys.revoke(OPERATOR, kept.id(), null);
		this.engine.bean(TestClock.class).set(this.now.plusSeconds(3600));
		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, text, null, null))).as("that is over")
			.containsExactly("/publicKey");
	}

	@Test
	void anOrganisationHasOnlySoManyKeys() {
		SignatureKey first = kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));
		for (int i = 1; i < SignatureKeys.KEYS_MAX; i++) {
			kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));
		}
		assertThat(fields(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null))).containsExactly("/organisation");
		kept(this.keys.add(OPERATOR, "H31000000002", newKey(), null, null));
		this.keys.revoke(OPERATOR, first.id(), null);
		this.engine.bean(TestClock.class).set(this.now.plusSeconds(61));
		kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));
	}

	@Test
	void theEndOfAKeyOnlyComesNearer() {
		SignatureKey key = kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));

		assertThat(fields(this.keys.revoke(OPERATOR, key.id(), this.now.plusSeconds(59)))).containsExactly("/at");
		Instant end = this.now.plusSeconds(600);
		assertThat(kept(this.keys.revoke(OPERATOR, key.id(), end)).validTo()).isEqualTo(end);
		assertThat(kept(this.keys.revoke(OPERATOR, key.id(), end.plusSeconds(1))).validTo()).isEqualTo(end);
		assertThat(kept(this.keys.revoke(OPERATOR, key.id(), null)).validTo()).isEqualTo(this.now.plusSeconds(60));
		assertThat(((Refused) this.keys.revoke(OPERATOR, "0".repeat(32), null)).errors()).singleElement()
			.extracting(InputError::code)
			.isEqualTo(ProblemCode.NOT_FOUND);
	}

	/** Both or neither, and nothing of what is refused. */
	@Test
	void whatIsDoneToAKeyStandsInTheAuditTrail() {
		AuditReader trail = this.engine.bean(AuditReader.class);
		int before = trail.page(HOSPITAL, null, 100).size();
		SignatureKey key = kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));
		this.keys.add(OPERATOR, HOSPITAL, key.publicKey(), null, null);
		this.keys.revoke(OPERATOR, key.id(), this.now.plusSeconds(600));
		this.keys.revoke(OPERATOR, key.id(), this.now.plusSeconds(601));
		this.keys.revoke(OPERATOR, "0".repeat(32), null);

		List<AuditRow> rows = trail.page(HOSPITAL, null, 100);
		assertThat(rows).hasSize(before + 2);
		assertThat(rows.subList(0, 2)).extracting(AuditRow::act)
			.containsExactly("SIGNATURE_KEY_REVOKED", "SIGNATURE_KEY_REGISTERED");
		assertThat(rows.subList(0, 2)).allSatisfy((row) -> {
			assertThat(row.actor()).isEqualTo("wang.li");
			assertThat(row.subject()).isEqualTo(key.id());
		});
		assertThat(rows.getFirst().after()).isEqualTo("EdDSA of " + HOSPITAL + ", valid from "
				+ this.now.plus(SignatureKeys.NOTICE) + " to " + this.now.plusSeconds(600));
	}

	@Test
	void aKeyThatCannotBeWrittenDownIsNotRegistered() {
		JdbcClient jdbc = this.engine.bean(JdbcClient.class);
		jdbc.sql("alter table audit_entry rename to audit_entry_away").update();
		try {
			assertThatExceptionOfType(AuditUnavailableException.class)
				.isThrownBy(() -> this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));
		}
		finally {
			jdbc.sql("alter table audit_entry_away rename to audit_entry").update();
		}
		assertThat(this.keys.list(HOSPITAL)).isEmpty();
	}

	/** Sooner than it counts. */
	@Test
	void whatAnotherProcessChangesIsSeenWithinHalfAMinute() {
		AtomicLong nanos = new AtomicLong();
		SignatureKeys others = new SignatureKeys(this.engine.bean(JdbcClient.class),
				this.engine.bean(PlatformTransactionManager.class), this.engine.bean(Durability.class),
				this.engine.bean(AuditTrail.class), this.engine.bean(TestClock.class), nanos::get);
		assertThat(others.current()).isEmpty();
		SignatureKey key = kept(this.keys.add(OPERATOR, HOSPITAL, newKey(), null, null));

		nanos.addAndGet(SignatureKeys.VIEW_AGE_MAX.toNanos());
		assertThat(others.current()).isEmpty();
		nanos.incrementAndGet();
		assertThat(others.current()).containsOnlyKeys(key.id());
		this.keys.revoke(OPERATOR, key.id(), null);
		nanos.addAndGet(SignatureKeys.VIEW_AGE_MAX.toNanos() + 1);
		assertThat(others.current().get(key.id()).key().validTo()).isEqualTo(this.now.plus(SignatureKeys.NOTICE));
		assertThat(SignatureKeys.VIEW_AGE_MAX).isLessThan(SignatureKeys.NOTICE).isPositive();
		assertThat(SignatureKeys.NOTICE).isLessThanOrEqualTo(Duration.ofMinutes(1));
	}

	private static SignatureKey kept(KeyOutcome outcome) {
		assertThat(outcome).isInstanceOf(Kept.class);
		return ((Kept) outcome).key();
	}

	private static List<String> fields(KeyOutcome outcome) {
		assertThat(outcome).isInstanceOf(Refused.class);
		return ((Refused) outcome).errors().stream().map(InputError::pointer).toList();
	}

	private static String newKey() {
		try {
			return Base64.getEncoder()
				.encodeToString(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String text) {
		return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
	}

}
