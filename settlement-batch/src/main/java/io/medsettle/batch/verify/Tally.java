package io.medsettle.batch.verify;

/**
 * Adds up claims: how many, how much, and the sums of their fingerprints.
 */
final class Tally {

	private long claims;

	private long fen;

	private long lines;

	private long bookings;

	/**
	 * @param addedFen with sign
	 * @param line fingerprint of the line that the claim has in a detail file
	 * @param booking fingerprint of what both ledgers must have of the claim
	 */
	void add(long addedFen, long line, long booking) {
		this.claims++;
		this.fen = Math.addExact(this.fen, addedFen);
		this.lines += line;
		this.bookings += booking;
	}

	long claims() {
		return this.claims;
	}

	long fen() {
		return this.fen;
	}

	boolean hasSameSums(Tally other) {
		return this.claims == other.claims && this.fen == other.fen;
	}

	boolean hasSameLines(Tally other) {
		return hasSameSums(other) && this.lines == other.lines;
	}

	boolean hasSameBookings(Tally other) {
		return hasSameSums(other) && this.bookings == other.bookings;
	}

	@Override
	public String toString() {
		return Amounts.text(this.claims, this.fen);
	}

}
