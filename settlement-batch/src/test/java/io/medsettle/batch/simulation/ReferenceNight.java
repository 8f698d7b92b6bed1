package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the claims in the night of a day, one after the other.
 */
final class ReferenceNight {

	private final LocalDate day;

	private final ReferenceBooks books;

	private final ReferenceClaims claims;

	private final ReferenceFamilies families;

	private final ReferenceStatements statements;

	/** What stands against each claim, but for what it takes back. */
	private final SortedMap<Identity, Set<String>> differences = new TreeMap<>();

	/** Decided claims that this night settles, in the order of their events. */
	private final List<ReferenceBreak> decided = new ArrayList<>();

	private final List<Cleared> clearing = new ArrayList<>();

	ReferenceNight(LocalDate day, ReferenceBooks books, ReferenceClaims claims, ReferenceFamilies families,
			ReferenceStatements statements) {
		this.day = day;
		this.books = books;
		this.claims = claims;
		this.families = families;
		this.statements = statements;
	}

	/**
	 * Runs the night.
	 * @return what clears
	 */
	List<Cleared> run(ReferenceDuplicates duplicates, boolean searchesDuplicates) {
		List<Identity> known = this.books.known(this.day)
			.stream()
			.filter((claim) -> !this.claims.isDone(claim))
			.toList();
		known.forEach((claim) -> this.differences.put(claim, differences(claim)));
		known.stream().map(this.claims::known).filter(this::isSettledNow).forEach(this.decided::add);
		settleDecided();
		List<Identity> settlements = known.stream().filter((claim) -> !this.books.isReversal(claim, this.day)).toList();
		// What held one until today may hold it no more: then it stands, as one of a
		// visit.
		release(settlements.stream().filter(this.claims::isHeld).toList());
		if (searchesDuplicates) {
			this.clearing.addAll(duplicates.resolve(this.day));
			duplicates.ofDay(agreedOfDay(known), this.day)
				.forEach((booked) -> differencesOf(booked.content().identity()).add("DUPLICATE"));
		}
		release(settlements);
		settleDecidedReversals();
		List<Identity> reversals = known.stream().filter((claim) -> this.books.isReversal(claim, this.day)).toList();
		release(reversals.stream().filter(this.claims::isHeld).toList());
		release(reversals.stream().filter((claim) -> !this.claims.isHeld(claim)).toList());
		known.stream()
			.filter((claim) -> !this.claims.isDone(claim))
			.forEach((claim) -> this.claims.hold(this.day, claim, all(claim)));
		return this.clearing.stream().filter((cleared) -> cleared.claims() > 0).toList();
	}

	/** It waits a day if a book has only just got the claim. */
	private boolean isSettledNow(@Nullable ReferenceBreak held) {
		return held != null && held.isDecided() && !this.books.haveGot(held.claim, this.day);
	}

	private void settleDecided() {
		for (ReferenceBreak each : this.decided) {
			Cleared how = this.claims.decided(each, this.day);
			if (!how.isReversal()) {
				clear(how);
			}
		}
	}

	/**
	 * A reversal that is decided clears if it fits into what is left of what has cleared;
	 * whether it repeats it was for people to say.
	 */
	private void settleDecidedReversals() {
		for (ReferenceBreak each : this.decided) {
			if (this.claims.isDone(each.claim)) {
				continue;
			}
			Booked reversal = Objects.requireNonNull(this.books.find(Side.TREATMENT, each.claim, this.day));
			Cleared how = this.claims.decided(each, this.day);
			if (this.families.fits(reversal, how, this.day)) {
				clear(this.families.betweenCitiesOfOriginal(reversal, how));
			}
		}
	}

	/** Clears what nothing stands against, as both books have it. */
	private void release(List<Identity> some) {
		for (Identity claim : some) {
			if (!this.claims.isDone(claim) && !isDecided(claim) && all(claim).isEmpty()) {
				Booked agreed = Objects.requireNonNull(this.books.find(Side.TREATMENT, claim, this.day));
				clear(Cleared.agreed(agreed, agreed));
			}
		}
	}

	private void clear(Cleared how) {
		this.claims.clear(how);
		this.clearing.add(how);
	}

	private boolean isDecided(Identity claim) {
		ReferenceBreak held = this.claims.known(claim);
		return held != null && held.isDecided();
	}

	/** All that stands against a claim, as things are now. */
	private Set<String> all(Identity claim) {
		ReferenceBreak held = this.claims.known(claim);
		if (this.decided.contains(held)) {
			ReferenceBreak decidedReversal = Objects.requireNonNull(held);
			return this.families.objectionsToDecision(
					Objects.requireNonNull(this.books.find(Side.TREATMENT, claim, this.day)),
					this.claims.decided(decidedReversal, this.day), this.day);
		}
		Set<String> all = new HashSet<>(differencesOf(claim));
		if (this.books.isReversal(claim, this.day)) {
			all.addAll(this.families
				.objections(Objects.requireNonNull(this.books.find(Side.TREATMENT, claim, this.day)), this.day));
		}
		if (all.isEmpty() && isDecided(claim)) {
			all.add("LATE_LEG");
		}
		return all;
	}

	private Set<String> differencesOf(Identity claim) {
		return Objects.requireNonNull(this.differences.get(claim));
	}

	private Set<String> differences(Identity claim) {
		Booked treatment = this.books.find(Side.TREATMENT, claim, this.day);
		Set<String> differences = new HashSet<>(
				ReferenceDifferences.of(treatment, this.books.find(Side.INSURED, claim, this.day)));
		ReferenceBreak held = this.claims.known(claim);
		if (held != null) {
			differences.addAll(held.found());
		}
		else if (treatment != null && differences.isEmpty()) {
			String stated = this.statements.difference(this.day, treatment);
			if (stated != null) {
				differences.add(stated);
			}
		}
		Long word = this.claims.word(claim, this.day);
		if (word != null) {
			differences.add((word == 0) ? "REFUSED" : "DEDUCTED");
		}
		return differences;
	}

	/** The day's settlements that nothing holds, in the order of their events. */
	private List<Booked> agreedOfDay(List<Identity> known) {
		return known.stream()
			.filter((claim) -> !this.claims.isDone(claim) && !this.claims.isHeld(claim))
			.filter((claim) -> differencesOf(claim).isEmpty() && !this.books.isReversal(claim, this.day))
			.map((claim) -> Objects.requireNonNull(this.books.find(Side.TREATMENT, claim, this.day)))
			.filter((booked) -> booked.day().equals(this.day))
			.sorted(Comparator.comparing(Booked::submission, Submission.ORDER))
			.toList();
	}

}
