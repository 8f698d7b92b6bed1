package io.medsettle.batch.verify;

import io.medsettle.core.claim.ClaimIdentity;

/**
 * A claim that clears, as one side shows it.
 *
 * @param identity the claim
 * @param cities between whom it clears
 * @param line its line in that side's detail file
 * @param booking stands for what both sides must have the same of it
 */
record Clearing(ClaimIdentity identity, CityPair cities, DetailLine line, long lineFingerprint, long booking) {

	/**
	 * Clears a claim as it is booked.
	 */
	static Clearing asBooked(StoredLeg leg) {
		DetailLine line = DetailLine.of(leg, leg.clearedFen());
		long fingerprint = line.fingerprint();
		return new Clearing(leg.identity(), leg.cities(), line, fingerprint, leg.fingerprint(fingerprint));
	}

	/**
	 * Clears a claim as people have decided, whatever its leg says.
	 */
	static Clearing asDecided(StoredLeg shown, KnownBreak.Decision decision) {
		DetailLine line = DetailLine.of(shown, decision.fen());
		long booking = new Fingerprint().add(shown.identity().hospitalCode())
			.add(shown.identity().claimNo())
			.add(decision.fen())
			.value();
		return new Clearing(shown.identity(), decision.cities(), line, line.fingerprint(), booking);
	}

}
