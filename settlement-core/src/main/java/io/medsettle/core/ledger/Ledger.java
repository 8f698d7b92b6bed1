package io.medsettle.core.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.ledger.IdentityTable.Standing;
import io.medsettle.core.ledger.Posting.RefusedLeg;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of one side. A batch of legs is posted in one transaction with a few
 * statements, in the order of the events; a leg that was taken before changes nothing.
 * Both sides decide alike, since a hospital's events keep their order; only the treatment
 * side, the hospital's, notes what was not posted.
 */
class Ledger {

	private static final Logger log = LoggerFactory.getLogger(Ledger.class);

	private final Side side;

	private final IdentityTable identities;

	private final ClaimTable claims;

	private final EntryTable entries;

	private final EventRegister register;

	private final DayPartitions partitions;

	private final DayEnds dayEnds;

	/**
	 * The rows of a city stand side by side: its part of the key and its file then touch
	 * few pages of the day.
	 */
	private final Comparator<Leg> byBook;

	Ledger(Side side, IdentityTable identities, ClaimTable claims, EntryTable entries, EventRegister register,
			DayPartitions partitions, DayEnds dayEnds) {
		this.side = side;
		this.identities = identities;
		this.claims = claims;
		this.entries = entries;
		this.register = register;
		this.partitions = partitions;
		this.dayEnds = dayEnds;
		this.byBook = Comparator.comparing((leg) -> leg.bookCity(side));
	}

	/**
	 * Makes room for the days of the legs, in a transaction of its own.
	 */
	void prepare(List<Leg> legs) {
		legs.stream().map((leg) -> leg.routing().clearingDay()).distinct().forEach(this.partitions::make);
	}

	/**
	 * Posts a batch of legs in the transaction that is running. A leg whose event stands
	 * behind the end of its day is posted on the day that the event belongs to: the night
	 * of its own may have counted without it. Both ledgers find the same day, whenever
	 * they look.
	 * @param legs in the order of their events
	 */
	Posting post(List<Leg> legs) {
		return postPlaced(placed(legs));
	}

	/**
	 * What an event counts as whose leg is not posted, in the transaction that is
	 * running.
	 */
	DeadLetter.Account accountOf(RoutingHeaders routing) {
		DayEnds.Ends ends = this.dayEnds.lock(List.of(routing.clearingDay()));
		return new DeadLetter.Account(routing.source(), ends.dayOf(routing.source(), routing.clearingDay()));
	}

	private List<Leg> placed(List<Leg> legs) {
		DayEnds.Ends ends = this.dayEnds.lock(legs.stream().map((leg) -> leg.routing().clearingDay()).toList());
		if (ends.byPartition().isEmpty()) {
			return legs;
		}
		List<Leg> placed = new ArrayList<>(legs.size());
		int moved = 0;
		for (Leg leg : legs) {
			LocalDate day = ends.dayOf(leg.routing().source(), leg.routing().clearingDay());
			boolean moves = !day.equals(leg.routing().clearingDay());
			placed.add(moves ? leg.onDay(day) : leg);
			moved += moves ? 1 : 0;
		}
		if (moved > 0) {
			log.warn("{} legs came when their clearing day had ended without them; the {} ledger takes them on the"
					+ " next", moved, this.side.legName());
		}
		return placed;
	}

	private Posting postPlaced(List<Leg> legs) {
		Sorting sorting = sort(legs);
		Set<SourcePosition> inserted = this.identities.insertNew(sorting.first().values());
		List<Leg> posted = new ArrayList<>(inserted.size());
		List<Leg> repeated = new ArrayList<>(sorting.repeated());
		for (Leg leg : sorting.first().values()) {
			(inserted.contains(leg.routing().source()) ? posted : repeated).add(leg);
		}
		posted.sort(this.byBook);
		this.claims.insert(posted);
		Posting posting = judgeRepeated(repeated, posted, sorting.mismatched());
		this.entries.insert(posted);
		if (this.side == Side.TREATMENT) {
			this.register.reversals(posted.stream().filter(Leg::isReversal).toList());
			this.register.duplicates(posting.duplicates());
		}
		return posting;
	}

	/**
	 * Finds the first leg of each identity, the later ones, and the reversals that
	 * contradict their original. A reversal whose original has not come is let in: it
	 * waits.
	 */
	private Sorting sort(List<Leg> legs) {
		Map<ClaimIdentity, StoredClaim> known = this.claims.find(identitiesAroundReversals(legs));
		Map<ClaimIdentity, Leg> first = LinkedHashMap.newLinkedHashMap(legs.size());
		List<Leg> repeated = new ArrayList<>();
		List<Leg> mismatched = new ArrayList<>();
		for (Leg leg : legs) {
			ClaimIdentity identity = leg.identity();
			if (first.containsKey(identity)) {
				repeated.add(leg);
			}
			else if (leg.isReversal() && !known.containsKey(identity) && contradictsOriginal(leg, known, first)) {
				mismatched.add(leg);
			}
			else {
				first.put(identity, leg);
			}
		}
		return new Sorting(first, repeated, mismatched);
	}

	private Posting judgeRepeated(List<Leg> repeated, List<Leg> posted, List<Leg> mismatched) {
		List<Leg> duplicates = new ArrayList<>();
		List<RefusedLeg> refused = new ArrayList<>();
		int redelivered = 0;
		Map<ClaimIdentity, Standing> stored = this.identities.find(identities(repeated));
		for (Leg leg : repeated) {
			Standing standing = Objects.requireNonNull(stored.get(leg.identity()));
			if (standing.source().equals(leg.routing().source())) {
				redelivered++;
			}
			else if (standing.contentHash() == leg.contentHash()) {
				duplicates.add(leg);
			}
			else {
				refused.add(refusal(leg, ProblemCode.CONFLICTING_DUPLICATE, "/claimNo"));
			}
		}
		for (Leg leg : mismatched) {
			refused.add(refusal(leg, ProblemCode.REVERSAL_MISMATCH, "/originalClaimNo"));
		}
		return new Posting(posted, duplicates, refused, redelivered);
	}

	private static boolean contradictsOriginal(Leg reversal, Map<ClaimIdentity, StoredClaim> known,
			Map<ClaimIdentity, Leg> first) {
		ClaimIdentity original = originalOf(reversal);
		StoredClaim standing = known.get(original);
		if (standing == null) {
			Leg inBatch = first.get(original);
			if (inBatch == null) {
				return false;
			}
			standing = StoredClaim.of(inBatch);
		}
		return !standing.isRepeatedBy(reversal.claim());
	}

	private static Set<ClaimIdentity> identitiesAroundReversals(List<Leg> legs) {
		Set<ClaimIdentity> identities = new HashSet<>();
		for (Leg leg : legs) {
			if (leg.isReversal()) {
				identities.add(leg.identity());
				identities.add(originalOf(leg));
			}
		}
		return identities;
	}

	private static Set<ClaimIdentity> identities(List<Leg> legs) {
		Set<ClaimIdentity> identities = HashSet.newHashSet(legs.size());
		legs.forEach((leg) -> identities.add(leg.identity()));
		return identities;
	}

	private static ClaimIdentity originalOf(Leg reversal) {
		return new ClaimIdentity(reversal.claim().hospitalCode(),
				Objects.requireNonNull(reversal.claim().originalClaimNo()));
	}

	private static RefusedLeg refusal(Leg leg, ProblemCode code, String pointer) {
		return new RefusedLeg(leg, new Refusal(leg.routing(), leg.claim().hospitalCode(), leg.claim().claimNo(),
				new InputError(pointer, code, code.sentence())));
	}

	/**
	 * @param first the first leg of each identity
	 * @param repeated later legs of the same identities
	 * @param mismatched reversals that contradict their original
	 */
	private record Sorting(Map<ClaimIdentity, Leg> first, List<Leg> repeated, List<Leg> mismatched) {
	}

}
