package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What clears on a day by the stored claims: of each side its own claims of the day, but
 * for those that a break holds or releases, and what breaks release on the day. Its size
 * grows with the pairs of cities and with the breaks, not with the claims.
 */
final class ClearedDay {

	private final LocalDate day;

	private final List<KnownBreak> breaks;

	/** The claims that clear by their breaks or not at all. */
	private final Set<ClaimIdentity> apart = new HashSet<>();

	private final Map<Side, Map<CityPair, Tally>> cleared = new EnumMap<>(Side.class);

	private long claims;

	ClearedDay(LocalDate day, List<KnownBreak> breaks) {
		this.day = day;
		this.breaks = breaks;
		breaks.forEach((known) -> this.apart.add(known.identity()));
	}

	/**
	 * Adds up what a side clears.
	 * @param claims hands over all claims of the day in that side's ledger
	 */
	void add(Side side, Consumer<Consumer<StoredLeg>> claims) {
		Map<CityPair, Tally> tallies = new HashMap<>();
		Consumer<Clearing> clear = (clearing) -> tallies.computeIfAbsent(clearing.cities(), (cities) -> new Tally())
			.add(clearing.line().clearedFen(), clearing.lineFingerprint(), clearing.booking());
		claims.accept((leg) -> {
			ofDay(leg, clear);
			this.claims += (side == Side.TREATMENT) ? 1 : 0;
		});
		released(side).forEach(clear);
		this.cleared.put(side, tallies);
	}

	/**
	 * Hands a claim of the day on, if it clears without a break.
	 */
	void ofDay(StoredLeg leg, Consumer<Clearing> clear) {
		if (this.apart.isEmpty() || !this.apart.contains(leg.identity())) {
			clear.accept(Clearing.asBooked(leg));
		}
	}

	/**
	 * What breaks release on the day, as a side shows it.
	 */
	List<Clearing> released(Side side) {
		List<Clearing> released = new ArrayList<>();
		for (KnownBreak known : this.breaks) {
			if (known.isReleasedOn(this.day)) {
				Clearing clearing = released(side, known);
				if (clearing != null) {
					released.add(clearing);
				}
			}
		}
		return released;
	}

	private @Nullable Clearing released(Side side, KnownBreak known) {
		StoredLeg own = known.leg(side, this.day);
		KnownBreak.Decision decision = known.decision();
		if (decision == null) {
			return (own != null) ? Clearing.asBooked(own) : null;
		}
		StoredLeg shown = (own != null) ? own : known.shown(this.day);
		return (decision.claims() == 1 && shown != null) ? Clearing.asDecided(shown, decision) : null;
	}

	LocalDate day() {
		return this.day;
	}

	List<KnownBreak> breaks() {
		return this.breaks;
	}

	/**
	 * How many claims were looked at: those of the day in the treatment ledger, and
	 * others that breaks name.
	 */
	long claims() {
		return this.claims + this.breaks.stream()
			.filter((known) -> known.treatment() == null || !known.treatment().day().equals(this.day))
			.count();
	}

	/** What clears between two cities as a side has it. */
	Tally of(Side side, CityPair cities) {
		return of(side).getOrDefault(cities, new Tally());
	}

	/** The pairs of cities between which a claim clears on either side. */
	SortedSet<CityPair> pairs() {
		SortedSet<CityPair> pairs = new TreeSet<>();
		for (Side side : Side.values()) {
			pairs.addAll(of(side).keySet());
		}
		return pairs;
	}

	private Map<CityPair, Tally> of(Side side) {
		return Objects.requireNonNull(this.cleared.get(side));
	}

}
