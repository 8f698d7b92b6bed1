package io.medsettle.batch.simulation;

import java.util.Comparator;

/**
 * What a claim is known by.
 *
 * @param hospitalCode the hospital
 * @param claimNo its number there
 */
record Identity(String hospitalCode, String claimNo) implements Comparable<Identity> {

	private static final Comparator<Identity> ORDER = Comparator.comparing(Identity::hospitalCode)
		.thenComparing(Identity::claimNo);

	@Override
	public int compareTo(Identity other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.hospitalCode + " " + this.claimNo;
	}

}
