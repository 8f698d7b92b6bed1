package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * A break that held or released its claim on a day, with what the two sides have of the
 * claim.
 *
 * @param id its id
 * @param identity the claim
 * @param openedDay since when it holds the claim
 * @param resolvedDay the day on which the claim cleared, if it did
 * @param decision how it cleared then, if not as it is booked
 * @param linkedClaimNo what it takes back instead of the claim that it names, if people
 * decided so
 * @param treatment the claim in the treatment ledger, if it is there
 * @param insured the claim in the insured ledger, if it is there
 */
record KnownBreak(String id, ClaimIdentity identity, LocalDate openedDay, @Nullable LocalDate resolvedDay,
		@Nullable Decision decision, @Nullable String linkedClaimNo, @Nullable StoredLeg treatment,
		@Nullable StoredLeg insured) {

	boolean isReleasedOn(LocalDate day) {
		return day.equals(this.resolvedDay);
	}

	boolean isHeldAfter(LocalDate day) {
		return !this.openedDay.isAfter(day) && (this.resolvedDay == null || this.resolvedDay.isAfter(day));
	}

	/**
	 * What a side had of the claim by the end of a day, or null.
	 */
	@Nullable StoredLeg leg(Side side, LocalDate day) {
		StoredLeg leg = (side == Side.TREATMENT) ? this.treatment : this.insured;
		return (leg != null && !leg.day().isAfter(day)) ? leg : null;
	}

	/**
	 * The claim as it was known by the end of a day: as the treatment ledger had it, else
	 * as the insured ledger.
	 */
	@Nullable StoredLeg shown(LocalDate day) {
		StoredLeg treated = leg(Side.TREATMENT, day);
		return (treated != null) ? treated : leg(Side.INSURED, day);
	}

	/**
	 * The first day on which a leg was posted without a break: it cleared then. Null if
	 * there is none.
	 */
	@Nullable LocalDate clearedBefore() {
		return Stream.of(this.treatment, this.insured)
			.filter(Objects::nonNull)
			.map(StoredLeg::day)
			.filter((day) -> day.isBefore(this.openedDay))
			.min(LocalDate::compareTo)
			.orElse(null);
	}

	/**
	 * How people have decided that a claim clears.
	 *
	 * @param cities between whom
	 * @param claims 1, or 0 if it is cancelled
	 * @param fen how much, negative for a reversal
	 */
	record Decision(CityPair cities, int claims, long fen) {
	}

}
