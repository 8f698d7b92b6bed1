package io.medsettle.core.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Keys that prove something, and no others.
 */
class VerificationKeyTests {

	private static final String ED25519 = "302a300506032b6570032100";

	@ParameterizedTest
	@ValueSource(strings = { "RSA", "Ed448", "X25519", "EC", "DSA" })
	void takesNoOtherKind(String algorithm) throws GeneralSecurityException {
		byte[] info = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded();

		assertThat(VerificationKey.read(info)).isNull();
	}

	@Test
	void takesNothingAroundAKey() {
		byte[] info = Base64.getDecoder().decode(TestSigner.ed25519().publicKey());

		assertThat(VerificationKey.read(info)).isNotNull();
		assertThat(VerificationKey.read(Arrays.copyOf(info, info.length + 1))).isNull();
		assertThat(VerificationKey.read(Arrays.copyOf(info, info.length - 1))).isNull();
		assertThat(VerificationKey.read(new byte[0])).isNull();
		assertThat(VerificationKey.read(new byte[1_000_000])).isNull();
	}

	/** The eight of low order, two that are written too large, one of mixed order. */
	@ParameterizedTest
	@ValueSource(strings = { "0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"0000000000000000000000000000000000000000000000000000000000000080",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" })
	void takesNoPointOfEd25519ForWhichAnybodyCouldSign(String point) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> VerificationKey.read(HexFormat.of().parseHex(ED25519 + point)));
	}

	@Test
	void takesNoPointThatIsNotOnTheCurveOfSm2() {
		byte[] info = Base64.getDecoder().decode(TestSigner.sm2().publicKey());
		byte[] compressed = info.clone();
		compressed[26] = 2;
		byte[] beside = info.clone();
		beside[90] ^= 1;
		byte[] zero = Arrays.copyOf(Arrays.copyOf(info, 27), 91);

		assertThat(VerificationKey.read(info)).isNotNull();
		for (byte[] wrong : new byte[][] { compressed, beside, zero }) {
			assertThatIllegalArgumentException().isThrownBy(() -> VerificationKey.read(wrong));
		}
	}

}
