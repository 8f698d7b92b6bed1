package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * A reversal as one of those that take back the same original.
 *
 * @param identity the reversal
 * @param booked the reversal in the treatment city's book
 * @param standing how far it has come
 * @param fen what it takes back if it has cleared or is decided, else what it would take
 * back as it is booked; without sign
 */
record FamilyReversal(ClaimIdentity identity, BookedClaim booked, Standing standing, long fen) {

	/**
	 * What to select of the reversal {@code e}, its insured leg {@code i} and its break
	 * {@code b}.
	 */
	static String columns() {
		return BookedClaim.columns("e") + ", " + BookedClaim.columns("i") + """
				, b.break_id, b.decision, b.deduct_fen, b.resolved_day, b.settled_fen, b.settled_claims""";
	}

	/**
	 * The reversal in a row that was selected with {@link #columns}.
	 * @param day the day that is looked at: what no break holds of earlier days has
	 * cleared
	 */
	static FamilyReversal read(ResultSet row, BookedClaim booked, LocalDate day, PersonNumberCipher cipher)
			throws SQLException {
		ClaimIdentity identity = LegPair.identity(row);
		if (row.getString("break_id") == null) {
			return new FamilyReversal(identity, booked,
					booked.clearingDay().isBefore(day) ? Standing.CLEARED : Standing.UNDECIDED, booked.amountFen());
		}
		if (row.getObject("resolved_day", LocalDate.class) != null) {
			Long settledFen = row.getObject("settled_fen", Long.class);
			if (settledFen == null) {
				return new FamilyReversal(identity, booked, Standing.CLEARED, booked.amountFen());
			}
			boolean takesBack = row.getInt("settled_claims") == 1 && settledFen <= 0;
			return new FamilyReversal(identity, booked, takesBack ? Standing.CLEARED : Standing.NOTHING,
					takesBack ? Math.negateExact(settledFen) : 0);
		}
		String decision = row.getString("decision");
		return (decision == null) ? undecided(identity, booked) : decided(identity, booked,
				BookedClaim.read(row, "i", cipher), Resolution.valueOf(decision), row.getLong("deduct_fen"));
	}

	private static FamilyReversal decided(ClaimIdentity identity, BookedClaim booked, @Nullable BookedClaim insured,
			Resolution resolution, long deductFen) {
		if (resolution == Resolution.LINK) {
			return new FamilyReversal(identity, booked, Standing.DECIDED, booked.amountFen());
		}
		DecidedClearing clearing = DecidedClearing.of(new LegPair(identity, booked, insured), resolution, deductFen);
		boolean takesBack = clearing.clearsReversal();
		return new FamilyReversal(identity, booked, takesBack ? Standing.DECIDED : Standing.NOTHING,
				takesBack ? Math.negateExact(clearing.fen()) : 0);
	}

	/** A reversal about which nothing is decided. */
	static FamilyReversal undecided(ClaimIdentity identity, BookedClaim booked) {
		return new FamilyReversal(identity, booked, Standing.UNDECIDED, booked.amountFen());
	}

	FamilyReversal cleared(long clearedFen) {
		return new FamilyReversal(this.identity, this.booked, Standing.CLEARED, clearedFen);
	}

	boolean isBefore(FamilyReversal other) {
		return BookedClaim.EVENT_ORDER.compare(this.booked, other.booked) < 0;
	}

	/** How far a reversal has come. */
	enum Standing {

		/** It has taken something back. */
		CLEARED,

		/** Two persons have decided what it takes back. */
		DECIDED,

		/** It may take something back. */
		UNDECIDED,

		/** It is cancelled, or will be, or has cleared as something else. */
		NOTHING

	}

}
