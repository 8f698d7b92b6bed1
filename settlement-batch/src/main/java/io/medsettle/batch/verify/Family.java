package io.medsettle.batch.verify;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A claim and all that took it back by the end of a day. What they cleared together lies
 * between 0 and the claim's own amount, over all cities and between any two of them, and
 * nothing is taken back before it has cleared.
 *
 * @param original the claim
 * @param reversals those of its reversals that have cleared
 */
record Family(FamilyMember original, List<FamilyMember> reversals) {

	private static final String WHAT = "Family";

	/** Tells the first thing that does not hold. */
	void check(Discrepancies discrepancies) {
		if (isReversalAlone()) {
			return;
		}
		FamilyMember early = this.reversals.stream().filter(this::isEarly).findFirst().orElse(null);
		if (early != null) {
			discrepancies.add(WHAT, place(), "the claim to clear before it is taken back by "
					+ early.identity().claimNo() + " on " + Objects.requireNonNull(early.clearing()).day(), describe());
			return;
		}
		long fen = settledFen();
		SortedMap<CityPair, Long> betweenCities = new TreeMap<>();
		add(betweenCities, this.original, fen);
		for (FamilyMember reversal : this.reversals) {
			fen = Math.addExact(fen, reversal.clearedFen());
			add(betweenCities, reversal, reversal.clearedFen());
		}
		if (isOutside(fen)) {
			discrepancies.add(WHAT, place(), range() + " cleared over all days", fen + " fen: " + describe());
			return;
		}
		betweenCities.entrySet()
			.stream()
			.filter((cities) -> isOutside(cities.getValue()))
			.findFirst()
			.ifPresent((cities) -> discrepancies.add(WHAT, place() + " between " + cities.getKey(),
					range() + " cleared over all days", cities.getValue() + " fen: " + describe()));
	}

	/** A reversal that nothing takes back belongs to the claim that it takes back. */
	private boolean isReversalAlone() {
		return this.original.original() != null && this.reversals.isEmpty();
	}

	/** What a reversal has cleared leaves nothing to be taken back. */
	private long settledFen() {
		long fen = this.original.clearedFen();
		return (this.original.original() != null) ? Math.max(0, fen) : fen;
	}

	private boolean isEarly(FamilyMember reversal) {
		FamilyMember.Clearing cleared = this.original.clearing();
		return cleared == null || Objects.requireNonNull(reversal.clearing()).day().isBefore(cleared.day());
	}

	private boolean isOutside(long fen) {
		return fen < 0 || fen > this.original.ownFen();
	}

	private String range() {
		return "from 0 to " + this.original.ownFen() + " fen";
	}

	private String place() {
		return "of claim " + LedgerCheck.name(this.original.identity());
	}

	private String describe() {
		return Stream.concat(Stream.of(this.original), this.reversals.stream())
			.map(FamilyMember::toString)
			.collect(Collectors.joining(", "));
	}

	private static void add(SortedMap<CityPair, Long> betweenCities, FamilyMember member, long fen) {
		if (member.clearing() != null && member.clearing().claims() > 0) {
			betweenCities.merge(member.clearing().cities(), fen, Math::addExact);
		}
	}

}
