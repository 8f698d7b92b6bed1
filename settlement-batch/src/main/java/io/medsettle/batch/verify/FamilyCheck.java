package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Whatever was decided, by whom and in which order: what a claim and all that took it
 * back have cleared together lies between 0 and the claim's own amount. Every claim that
 * something of the day takes back or decides is added up over all days to the day. What
 * was taken back on other days is looked up by the claim; so that nothing escapes that
 * look-up, each reversal must be found by it on its own day.
 */
@Component
class FamilyCheck {

	/** As many claims are looked up at once: with 200 bytes each, 400 KB. */
	private static final int LOOKED_UP_AT_ONCE = 2000;

	private final FamilyReader reader;

	FamilyCheck(FamilyReader reader) {
		this.reader = reader;
	}

	/**
	 * Checks the families of a day.
	 * @param reversals the day's reversals in the treatment ledger
	 * @param progress called again and again; what it throws ends the verification
	 */
	void check(ClearedDay cleared, Collection<StoredLeg> reversals, Discrepancies discrepancies, Runnable progress) {
		for (List<StoredLeg> some : slices(new ArrayList<>(reversals))) {
			progress.run();
			for (ClaimIdentity unlisted : this.reader.unlisted(some)) {
				discrepancies.add("Reversal", LedgerCheck.name(unlisted), "among the reversals of its original",
						"none");
			}
		}
		SortedMap<ClaimIdentity, List<ClaimIdentity>> touched = touched(cleared, reversals);
		for (List<ClaimIdentity> some : slices(new ArrayList<>(touched.keySet()))) {
			progress.run();
			families(some, touched, cleared.day()).forEach((family) -> family.check(discrepancies));
		}
	}

	/**
	 * The claims that something of the day takes back, decides or releases, each with
	 * what of the day takes it back.
	 */
	private static SortedMap<ClaimIdentity, List<ClaimIdentity>> touched(ClearedDay cleared,
			Collection<StoredLeg> reversals) {
		SortedMap<ClaimIdentity, List<ClaimIdentity>> touched = new TreeMap<>(LedgerCheck.ORDER);
		reversals.forEach((leg) -> add(touched, leg, null));
		for (KnownBreak known : cleared.breaks()) {
			if (known.isReleasedOn(cleared.day())) {
				touched.computeIfAbsent(known.identity(), (any) -> new ArrayList<>());
				StoredLeg treated = known.leg(Side.TREATMENT, cleared.day());
				if (treated != null) {
					add(touched, treated, known.linkedClaimNo());
				}
			}
		}
		return touched;
	}

	private static void add(SortedMap<ClaimIdentity, List<ClaimIdentity>> touched, StoredLeg reversal,
			@Nullable String linkedClaimNo) {
		String original = (linkedClaimNo != null) ? linkedClaimNo : reversal.originalClaimNo();
		if (reversal.sign() < 0 && original != null) {
			touched
				.computeIfAbsent(new ClaimIdentity(reversal.identity().hospitalCode(), original),
						(any) -> new ArrayList<>())
				.add(reversal.identity());
		}
	}

	private List<Family> families(List<ClaimIdentity> originals, SortedMap<ClaimIdentity, List<ClaimIdentity>> ofDay,
			LocalDate day) {
		Set<ClaimIdentity> wanted = new LinkedHashSet<>(originals);
		originals.forEach((original) -> wanted.addAll(ofDay.getOrDefault(original, List.of())));
		wanted.addAll(this.reader.reversals(originals));
		Map<ClaimIdentity, FamilyMember> members = new HashMap<>();
		for (List<ClaimIdentity> some : slices(new ArrayList<>(wanted))) {
			this.reader.members(some, day).forEach((member) -> members.put(member.identity(), member));
		}
		Map<ClaimIdentity, List<FamilyMember>> takenBack = members.values()
			.stream()
			.filter(FamilyMember::tookBack)
			.sorted(Comparator.comparing(FamilyMember::identity, LedgerCheck.ORDER))
			.collect(Collectors.groupingBy((member) -> Objects.requireNonNull(member.original())));
		return originals.stream()
			.map((original) -> new Family(Objects.requireNonNull(members.get(original)),
					takenBack.getOrDefault(original, List.of())))
			.toList();
	}

	private static <T> List<List<T>> slices(List<T> all) {
		List<List<T>> slices = new ArrayList<>();
		for (int from = 0; from < all.size(); from += LOOKED_UP_AT_ONCE) {
			slices.add(all.subList(from, Math.min(all.size(), from + LOOKED_UP_AT_ONCE)));
		}
		return slices;
	}

}
