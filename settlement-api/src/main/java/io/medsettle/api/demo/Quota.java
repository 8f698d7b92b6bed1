package io.medsettle.api.demo;

import java.util.random.RandomGenerator;

/**
 * Picks an exact number out of a known number of candidates that come one after the
 * other, each with the same chance.
 */
final class Quota {

	private int wanted;

	private int candidates;

	Quota(int wanted, int candidates) {
		this.wanted = wanted;
		this.candidates = candidates;
	}

	/** Whether the next candidate is picked. */
	boolean picks(RandomGenerator random) {
		boolean picked = random.nextInt(this.candidates--) < this.wanted;
		if (picked) {
			this.wanted--;
		}
		return picked;
	}

	/** How many are still to be picked. */
	int wanted() {
		return this.wanted;
	}

}
