package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Holds what the two ledgers clear against each other. Where the sums or fingerprints of
 * two cities part, and only there, claims are compared one by one.
 */
@Component
class LedgerCheck {

	private static final String CLAIM = "Claim";

	static final Comparator<ClaimIdentity> ORDER = Comparator.comparing(ClaimIdentity::hospitalCode)
		.thenComparing(ClaimIdentity::claimNo);

	private final StoredLegReader claims;

	LedgerCheck(StoredLegReader claims) {
		this.claims = claims;
	}

	void check(ClearedDay cleared, Discrepancies discrepancies) {
		released(cleared, discrepancies);
		for (CityPair cities : cleared.pairs()) {
			Tally treated = cleared.of(Side.TREATMENT, cities);
			Tally insured = cleared.of(Side.INSURED, cities);
			if (!treated.hasSameBookings(insured)) {
				long before = discrepancies.count();
				claimByClaim(cleared, cities, discrepancies);
				if (discrepancies.count() == before) {
					discrepancies.add("Ledgers", cities.toString(), treated + " as in the treatment ledger",
							insured + " in the insured ledger");
				}
			}
		}
	}

	/**
	 * Every claim of a pair of cities, as a side clears it.
	 */
	void clearings(ClearedDay cleared, Side side, CityPair cities, Consumer<Clearing> reader) {
		this.claims.between(cities, side, cleared.day(), (leg) -> cleared.ofDay(leg, reader));
		cleared.released(side).stream().filter((clearing) -> clearing.cities().equals(cities)).forEach(reader);
	}

	/**
	 * What a break releases must be there on both sides, and must not have cleared
	 * before.
	 */
	private static void released(ClearedDay cleared, Discrepancies discrepancies) {
		for (KnownBreak known : cleared.breaks()) {
			LocalDate before = known.clearedBefore();
			if (before != null && before.isBefore(cleared.day())) {
				discrepancies.add(CLAIM, name(known.identity()), "cleared once or held",
						"cleared on " + before + " without a break and "
								+ (known.isReleasedOn(cleared.day()) ? "cleared again" : "held") + " by the break of "
								+ known.openedDay());
			}
			if (known.isReleasedOn(cleared.day()) && known.decision() == null) {
				for (Side side : Side.values()) {
					if (known.leg(side, cleared.day()) == null) {
						discrepancies.add(CLAIM, name(known.identity()), "in both ledgers when its break releases it",
								"not in the " + side.legName() + " ledger");
					}
				}
			}
		}
	}

	private void claimByClaim(ClearedDay cleared, CityPair cities, Discrepancies discrepancies) {
		Map<ClaimIdentity, Clearing> treated = new TreeMap<>(ORDER);
		Map<ClaimIdentity, Clearing> insured = new TreeMap<>(ORDER);
		clearings(cleared, Side.TREATMENT, cities, (clearing) -> put(treated, clearing, Side.TREATMENT, discrepancies));
		clearings(cleared, Side.INSURED, cities, (clearing) -> put(insured, clearing, Side.INSURED, discrepancies));
		TreeSet<ClaimIdentity> all = new TreeSet<>(ORDER);
		all.addAll(treated.keySet());
		all.addAll(insured.keySet());
		all.forEach((claim) -> compare(claim, treated.get(claim), insured.get(claim), discrepancies));
	}

	private static void put(Map<ClaimIdentity, Clearing> seen, Clearing clearing, Side side,
			Discrepancies discrepancies) {
		if (seen.put(clearing.identity(), clearing) != null) {
			discrepancies.add(CLAIM, name(clearing.identity()), "once in the " + side.legName() + " ledger", "twice");
		}
	}

	private static void compare(ClaimIdentity claim, @Nullable Clearing treated, @Nullable Clearing insured,
			Discrepancies discrepancies) {
		if (treated == null || insured == null) {
			Clearing only = (treated != null) ? treated : insured;
			discrepancies.add(CLAIM, name(claim), "in both ledgers between the same cities",
					"in the " + ((treated != null) ? Side.TREATMENT : Side.INSURED).legName() + " ledger alone"
							+ ((only != null) ? " (" + only.cities() + ", " + only.line().clearedFen() + " fen)" : ""));
			return;
		}
		if (treated.booking() == insured.booking()) {
			return;
		}
		treated.line()
			.differences(insured.line())
			.stream()
			.findFirst()
			.ifPresentOrElse(
					(difference) -> discrepancies.add(CLAIM, name(claim),
							difference.expected() + " as in the treatment ledger",
							difference.found() + " in the insured ledger"),
					() -> discrepancies.add(CLAIM, name(claim), "the same content in both ledgers", "other content"));
	}

	/**
	 * How a claim is called in a sentence.
	 */
	static String name(ClaimIdentity claim) {
		return claim.claimNo() + " of hospital " + claim.hospitalCode();
	}

}
