package io.medsettle.core.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.medsettle.core.claim.Sha256;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What hospitals in other languages hold their programs against is what the engine
 * verifies.
 */
class SignatureVectorTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|`]+) \\| `([^`]+)` \\|$");

	private final Map<String, String> vector = read();

	@Test
	void theBytesAreThoseOfTheTable() {
		assertThat(signed()).hasSize(344);
		assertThat(Sha256.of(signed())).isEqualTo(this.vector.get("SHA-256 of the 344 bytes that are signed"));
	}

	@Test
	void ed25519SignsAsTheTableSays() {
		byte[] info = Base64.getDecoder().decode(this.vector.get("Ed25519, public key"));
		byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
		Ed25519.sign(hex("Ed25519, private key (the 32 bytes)"), 0, signed(), 0, signed().length, signature, 0);

		assertThat(signature).isEqualTo(hex("Ed25519, signature"));
		assertThat(Sha256.of(info)).startsWith(this.vector.get("Ed25519, id of the key"));
		assertThat(VerificationKey.read(info).verifies(signed(), signature)).isTrue();
	}

	@Test
	void sm2IsThatOfOpenSsl() {
		VerificationKey key = VerificationKey.read(Base64.getDecoder().decode(this.vector.get("SM2, public key")));
		byte[] signature = hex("SM2, one of its signatures, by OpenSSL");

		assertThat(key.hasForm(signature)).isTrue();
		assertThat(key.verifies(signed(), signature)).isTrue();
		assertThat(key.verifies("other bytes".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
	}

	private byte[] signed() {
		return String.join("\0", this.vector.get("topic"), this.vector.get("key"), this.vector.get("value"))
			.getBytes(StandardCharsets.UTF_8);
	}

	private byte[] hex(String name) {
		return HexFormat.of().parseHex(this.vector.get(name));
	}

	private static Map<String, String> read() {
		try {
			String page = Files.readString(Path.of("..", "docs", "kafka.md"));
			Map<String, String> rows = new TreeMap<>();
			ROW.matcher(page.substring(page.indexOf("## Test vectors")))
				.results()
				.forEach((row) -> rows.put(row.group(1), row.group(2)));
			return rows;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
