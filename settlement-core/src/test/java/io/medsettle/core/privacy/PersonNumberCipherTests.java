package io.medsettle.core.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PersonNumberCipherTests {

	private static final String NUMBER = "32051119930712813X";

	private static final String HOSPITAL = "H31000000001";

	private static final long NEXT_FROM_MS = 2_000;

	private static final PrivacyKey FIRST = key(1, Long.MIN_VALUE);

	private static final PrivacyKey NEXT = key(2, NEXT_FROM_MS);

	private final PersonNumberCipher cipher = cipher(FIRST, NEXT);

	@Property
	void givesBackWhatItTook(@ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 64) String number,
			@ForAll long settledAtMs) {
		String sealed = this.cipher.seal(HOSPITAL, settledAtMs, number);
		assertThat(sealed).hasSizeLessThanOrEqualTo(128);
		assertThat(this.cipher.open(HOSPITAL, settledAtMs, sealed)).isEqualTo(number);
	}

	/** So that the two books can be compared where they are. */
	@Test
	void isTheSameForTheSameVisitAlone() {
		assertThat(this.cipher.seal(HOSPITAL, 1, NUMBER)).isEqualTo(this.cipher.seal(HOSPITAL, 1, NUMBER));
		Set<String> others = new HashSet<>(List.of(this.cipher.seal(HOSPITAL, 1, NUMBER),
				this.cipher.seal(HOSPITAL, 2, NUMBER), this.cipher.seal("H31000000002", 1, NUMBER),
				this.cipher.seal(HOSPITAL, 1, NUMBER + "1"), cipher(NEXT).seal(HOSPITAL, 1, NUMBER)));
		assertThat(others).hasSize(5);
		assertThat(others).allSatisfy((sealed) -> assertThat(text(sealed)).doesNotContain(NUMBER.substring(0, 4)));
	}

	@Test
	void isReadByTheKeyItNamesAndWrittenByThatOfTheVisit() {
		String before = cipher(FIRST).seal(HOSPITAL, NEXT_FROM_MS - 1, NUMBER);
		assertThat(this.cipher.seal(HOSPITAL, NEXT_FROM_MS - 1, NUMBER)).isEqualTo(before).startsWith(FIRST.id() + ".");
		assertThat(this.cipher.seal(HOSPITAL, NEXT_FROM_MS, NUMBER)).startsWith(NEXT.id() + ".");
		String after = cipher(FIRST).seal(HOSPITAL, NEXT_FROM_MS, NUMBER);
		assertThat(this.cipher.open(HOSPITAL, NEXT_FROM_MS, after)).isEqualTo(NUMBER);
	}

	@Test
	void whatWasChangedIsNobodysNumber() {
		String sealed = this.cipher.seal(HOSPITAL, 1, NUMBER);
		for (int at = 0; at < sealed.length() - 1; at++) {
			String changed = sealed.substring(0, at) + ((sealed.charAt(at) == 'A') ? 'B' : 'A')
					+ sealed.substring(at + 1);
			assertThat(this.cipher.openToCompare(HOSPITAL, 1, changed)).isEqualTo(changed);
		}
		for (String other : List.of("", ".", NUMBER, sealed.substring(0, 20), sealed + "=", FIRST.id() + ".",
				this.cipher.seal(HOSPITAL, 2, NUMBER))) {
			assertThat(this.cipher.openToCompare(HOSPITAL, 1, other)).isEqualTo(other);
			assertThatIllegalStateException().isThrownBy(() -> this.cipher.open(HOSPITAL, 1, other))
				.withMessage("The person number of a claim of hospital H31000000001 is not as it was written to the"
						+ " database.");
		}
	}

	@Test
	void secretsNeverLookTheSame() {
		SecretCipher secrets = new SecretCipher(new PrivacyKeys(List.of(FIRST)), Clock.systemUTC());
		String sealed = secrets.seal("token_key 1", "secret");
		assertThat(secrets.seal("token_key 1", "secret")).isNotEqualTo(sealed);
		assertThat(secrets.open("token_key 1", sealed)).isEqualTo("secret");
		for (String wrong : List.of(sealed.replace('.', '-'), FIRST.id() + ".", FIRST.id() + ".AAAA",
				sealed + "AAAA")) {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> secrets.open("token_key 1", wrong))
				.withMessageStartingWith("token_key 1 in the database is ");
		}
		assertThatIllegalStateException().isThrownBy(() -> secrets.open("token_key 2", sealed));
	}

	private static String text(String sealed) {
		return sealed + new String(Base64.getUrlDecoder().decode(sealed.substring(sealed.indexOf('.') + 1)),
				StandardCharsets.ISO_8859_1);
	}

	private static PersonNumberCipher cipher(PrivacyKey... keys) {
		return new PersonNumberCipher(new PrivacyKeys(List.of(keys)));
	}

	private static PrivacyKey key(int seed, long usedFromMs) {
		byte[] bytes = new byte[PrivacyKey.LENGTH_BYTES];
		bytes[0] = (byte) seed;
		return new PrivacyKey(bytes, usedFromMs);
	}

}
