package io.medsettle.core.privacy;

import java.util.List;

/**
 * A key, for what needs one without an engine.
 */
public final class SampleKeys {

	private SampleKeys() {
	}

	public static PersonNumberCipher cipher() {
		return new PersonNumberCipher(
				new PrivacyKeys(List.of(new PrivacyKey(new byte[PrivacyKey.LENGTH_BYTES], Long.MIN_VALUE))));
	}

}
