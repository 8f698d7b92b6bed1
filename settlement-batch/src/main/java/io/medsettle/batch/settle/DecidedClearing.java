package io.medsettle.batch.settle;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * How a claim clears that people have decided about: the same in both books, whatever
 * they had of it.
 *
 * @param legs the claim as both sides have it
 * @param insuredCity the city that pays
 * @param treatmentCity the city that is paid
 * @param claims 1, or 0 if the claim is cancelled
 * @param fen what clears: negative for a reversal
 * @param clearsReversal whether a claim is taken back by it
 * @param automatic by which rule the night decided, or null if people did
 */
record DecidedClearing(LegPair legs, String insuredCity, String treatmentCity, int claims, long fen,
		boolean clearsReversal, @Nullable AutomaticResolution automatic) {

	/**
	 * What a decision comes to.
	 * @param deductFen what is deducted, without the sign
	 * @throws ArithmeticException if an amount does not fit a long
	 */
	static DecidedClearing of(LegPair legs, Resolution resolution, long deductFen) {
		return switch (resolution) {
			case ACCEPT_TREATMENT, WRITE_OFF_ROUNDING -> booked(legs, legs.treatment(), 0);
			case DEDUCT -> booked(legs, legs.treatment(), deductFen);
			case ACCEPT_INSURED -> booked(legs, legs.insured(), 0);
			case CANCEL -> cancelled(legs, null);
			case LINK, WAIT -> throw new IllegalArgumentException(resolution + " settles no claim.");
		};
	}

	/**
	 * What a decision comes to where the insured city may have said something of the
	 * claim: its word stands then, rather than its book.
	 * @param insuredDecision what it says, if it does
	 */
	static DecidedClearing decided(LegPair legs, Resolution resolution, long deductFen,
			@Nullable InsuredCityDecision insuredDecision) {
		return (resolution == Resolution.ACCEPT_INSURED && insuredDecision != null)
				? asInsuredCitySays(legs, insuredDecision) : of(legs, resolution, deductFen);
	}

	/**
	 * The insured city's word stands: what it refuses does not clear, and what it deducts
	 * is taken off.
	 */
	private static DecidedClearing asInsuredCitySays(LegPair legs, InsuredCityDecision insuredDecision) {
		return switch (insuredDecision.kind()) {
			case REFUSE -> cancelled(legs, null);
			case DEDUCT -> booked(legs, legs.insured(), insuredDecision.deductFen());
		};
	}

	/**
	 * The claim does not clear.
	 */
	static DecidedClearing cancelled(LegPair legs, @Nullable AutomaticResolution automatic) {
		BookedClaim taken = legs.shown();
		return new DecidedClearing(legs, taken.insuredCity(), taken.treatmentCity(), 0, 0, false, automatic);
	}

	private static DecidedClearing booked(LegPair legs, @Nullable BookedClaim standing, long deductFen) {
		if (standing == null) {
			throw new IllegalStateException("The book that is to stand does not have the claim.");
		}
		return new DecidedClearing(legs, standing.insuredCity(), standing.treatmentCity(), 1,
				Math.subtractExact(standing.clearedFen(), Math.multiplyExact(standing.sign(), deductFen)),
				standing.isReversal(), null);
	}

	/**
	 * The same between other cities: a reversal gives back to the city that paid.
	 */
	DecidedClearing between(String payingCity, String paidCity) {
		return new DecidedClearing(this.legs, payingCity, paidCity, this.claims, this.fen, this.clearsReversal,
				this.automatic);
	}

	/**
	 * Whether the amount is one that the claim can clear with: with its sign, and no more
	 * than the greater of the two that the books have.
	 */
	boolean isWithinClaim() {
		long ownFen = Stream.of(this.legs.treatment(), this.legs.insured())
			.filter(Objects::nonNull)
			.mapToLong(BookedClaim::amountFen)
			.max()
			.orElse(0);
		long clearedFen = this.clearsReversal ? Math.negateExact(this.fen) : this.fen;
		return clearedFen >= 0 && clearedFen <= ownFen;
	}

	/**
	 * The side whose book did not have the claim, if one did not.
	 */
	private @Nullable Side without() {
		if (this.legs.treatment() == null) {
			return Side.TREATMENT;
		}
		return (this.legs.insured() == null) ? Side.INSURED : null;
	}

	/**
	 * What must be added to the books of a side so that all of the claim in them is what
	 * clears.
	 */
	List<Correction> corrections(Side side) {
		SortedMap<Place, Long> missingFen = new TreeMap<>();
		BookedClaim booked = (side == Side.TREATMENT) ? this.legs.treatment() : this.legs.insured();
		if (booked != null) {
			missingFen.merge(Place.of(side, booked.insuredCity(), booked.treatmentCity()),
					Math.negateExact(booked.clearedFen()), Math::addExact);
		}
		missingFen.merge(Place.of(side, this.insuredCity, this.treatmentCity), this.fen, Math::addExact);
		return missingFen.entrySet()
			.stream()
			.filter((place) -> place.getValue() != 0)
			.map((place) -> new Correction(side, this.legs.identity(), place.getKey().bookCity(),
					place.getKey().counterpartyCity(), place.getValue()))
			.toList();
	}

	List<Correction> corrections() {
		return Stream.of(Side.values()).flatMap((side) -> corrections(side).stream()).toList();
	}

	/**
	 * What its break keeps of it.
	 */
	BreakTable.Decided decided() {
		return new BreakTable.Decided(this.legs.identity(), this.insuredCity, this.treatmentCity, this.claims, this.fen,
				without(), this.automatic);
	}

	/** A city's book and the city that an entry in it is with. */
	private record Place(String bookCity, String counterpartyCity) implements Comparable<Place> {

		private static final Comparator<Place> ORDER = Comparator.comparing(Place::bookCity)
			.thenComparing(Place::counterpartyCity);

		static Place of(Side side, String insuredCity, String treatmentCity) {
			return (side == Side.TREATMENT) ? new Place(treatmentCity, insuredCity)
					: new Place(insuredCity, treatmentCity);
		}

		@Override
		public int compareTo(Place other) {
			return ORDER.compare(this, other);
		}

	}

}
