package io.medsettle.api.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

import io.medsettle.api.testing.Engine;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.audit.AuditRow;
import io.medsettle.core.signature.SignatureKey;
import io.medsettle.core.signature.SignatureKeys;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * An operator registers a hospital's key by hand, and revokes it.
 */
@ExtendWith(OutputCaptureExtension.class)
class SignatureKeysCommandIT {

	private static final String HOSPITAL = "H31000000001";

	private final CommandCaller keys = new CommandCaller("signature-keys");

	@TempDir
	Path folder;

	@Test
	void aKeyIsRegisteredListedAndRevokedByHand(CapturedOutput output) throws Exception {
		Path data = this.folder.resolve("data");
		Path publicKey = publicKey();
		long rows;
		try (Engine engine = Engine.start(data)) {
			rows = engine.bean(AuditReader.class).page(null, null, 100).size();
			if (Database.chosen() == Database.H2) {
				assertThat(this.keys.status(data, "--list=" + HOSPITAL)).isEqualTo(1);
				assertThat(output.getErr()).contains("stop it first");
			}
		}
		String to = Instant.now().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS).toString();
		assertThat(this.keys.status(data, "--register=" + publicKey, "--organisation=" + HOSPITAL, "--valid-to=" + to))
			.as(() -> this.keys.err().toString())
			.isZero();
		assertThat(this.keys.out()).hasSize(2).last().asString().contains(HOSPITAL, "EdDSA", to);
		String id = this.keys.out().getLast().substring(0, 32);

		assertThat(this.keys.status(data, "--register=" + publicKey, "--organisation=320500")).isEqualTo(1);
		assertThat(this.keys.out()).isEmpty();
		assertThat(this.keys.err()).singleElement()
			.asString()
			.startsWith("medsettle: The field publicKey has a key that is registered already");
		assertThat(this.keys.status(data, "--list=320500")).isZero();
		assertThat(this.keys.out()).hasSize(1);
		assertThat(this.keys.status(data, "--revoke=" + id)).isZero();
		assertThat(this.keys.status(data, "--revoke=" + "0".repeat(32))).isEqualTo(1);
		assertThat(this.keys.status(data, "--list=" + HOSPITAL)).isZero();
		assertThat(this.keys.out()).hasSize(2).last().asString().startsWith(id).doesNotContain(to);

		try (Engine engine = Engine.start(data)) {
			SignatureKey kept = engine.bean(SignatureKeys.class).list(HOSPITAL).getFirst();
			assertThat(kept.id()).isEqualTo(id);
			assertThat(kept.validTo()).isCloseTo(Instant.now().plus(SignatureKeys.NOTICE),
					within(Duration.ofMinutes(2)));
			List<AuditRow> trail = engine.bean(AuditReader.class).page(null, null, 100);
			assertThat(trail).hasSize((int) rows + 2);
			assertThat(trail.getFirst().act()).isEqualTo("SIGNATURE_KEY_REVOKED");
			assertThat(trail.getFirst().actor()).isEqualTo(System.getProperty("user.name"));
		}
	}

	private Path publicKey() throws Exception {
		String text = Base64.getEncoder()
			.encodeToString(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
		return Files.writeString(this.folder.resolve("public.pem"),
				"-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
	}

}
