package io.medsettle.batch.verify;

import org.jspecify.annotations.Nullable;

/**
 * A number of 64 bits that stands for some values in their order. Sums of fingerprints
 * tell whether two heaps hold the same things, in whatever order they come, so that
 * neither must be sorted: two different heaps have the same sum once in 2^64.
 */
final class Fingerprint {

	private static final long OFFSET = 0xcbf29ce484222325L;

	private static final long PRIME = 0x100000001b3L;

	private static final long MULTIPLIER_1 = 0xbf58476d1ce4e5b9L;

	private static final long MULTIPLIER_2 = 0x94d049bb133111ebL;

	private long state = OFFSET;

	Fingerprint add(@Nullable String text) {
		if (text == null) {
			return add(-1);
		}
		long hash = this.state;
		for (int index = 0; index < text.length(); index++) {
			hash = (hash ^ text.charAt(index)) * PRIME;
		}
		this.state = hash;
		return add(text.length());
	}

	Fingerprint add(long value) {
		this.state = mixed(this.state + mixed(value));
		return this;
	}

	long value() {
		return this.state;
	}

	/** The finish of SplitMix64: each bit of the value changes half of the result's. */
	private static long mixed(long value) {
		long mixed = value + OFFSET;
		mixed = (mixed ^ (mixed >>> 30)) * MULTIPLIER_1;
		mixed = (mixed ^ (mixed >>> 27)) * MULTIPLIER_2;
		return mixed ^ (mixed >>> 31);
	}

}
