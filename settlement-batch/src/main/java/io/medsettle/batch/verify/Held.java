package io.medsettle.batch.verify;

/**
 * Which claims breaks hold: how many, and the sum of the fingerprints of the breaks.
 */
record Held(long claims, long fingerprint) {

	static final Held NONE = new Held(0, 0);

	/** What is held after a day. */
	static Held after(ClearedDay cleared) {
		Held held = NONE;
		for (KnownBreak known : cleared.breaks()) {
			if (known.isHeldAfter(cleared.day())) {
				held = held.plus(1, known);
			}
		}
		return held;
	}

	/**
	 * What must be held after the next day, if this is what was held before it.
	 */
	Held followedBy(ClearedDay cleared) {
		Held held = this;
		for (KnownBreak known : cleared.breaks()) {
			boolean opened = known.openedDay().equals(cleared.day());
			if (opened && known.isHeldAfter(cleared.day())) {
				held = held.plus(1, known);
			}
			else if (!opened && known.isReleasedOn(cleared.day())) {
				held = held.plus(-1, known);
			}
		}
		return held;
	}

	private Held plus(int sign, KnownBreak known) {
		return new Held(this.claims + sign,
				this.fingerprint + sign * new Fingerprint().add(known.id()).add(known.identity().claimNo()).value());
	}

}
