package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which settlements of a hospital are the same visit a second time, where that is looked
 * for. Nothing is cancelled by itself when that would leave the visit unpaid.
 */
final class ReferenceDuplicates {

	private final ReferenceBooks books;

	private final ReferenceClaims claims;

	private final ReferenceFamilies families;

	ReferenceDuplicates(ReferenceBooks books, ReferenceClaims claims, ReferenceFamilies families) {
		this.books = books;
		this.claims = claims;
		this.families = families;
	}

	/**
	 * The claims among those of the day that nothing else holds which come after a first
	 * one that stands.
	 */
	List<Booked> ofDay(List<Booked> ofDay, LocalDate day) {
		List<Booked> duplicates = new ArrayList<>();
		Set<Content> first = new HashSet<>();
		for (Booked booked : ofDay) {
			if (!isTakenBack(booked, day) && !first.add(visit(booked))) {
				duplicates.add(booked);
			}
		}
		return duplicates;
	}

	/** Cancels or releases the duplicates of earlier days that nobody has touched. */
	List<Cleared> resolve(LocalDate day) {
		List<Cleared> resolved = new ArrayList<>();
		Set<Identity> looked = new HashSet<>();
		for (Booked booked : this.books.treatment(day, false)) {
			if (isDuplicate(booked) && !looked.contains(booked.content().identity())) {
				List<Booked> equal = equal(booked, day);
				equal.forEach((each) -> looked.add(each.content().identity()));
				resolved.addAll(resolve(equal, day));
			}
		}
		resolved.forEach(this.claims::clear);
		return resolved;
	}

	private List<Cleared> resolve(List<Booked> equal, LocalDate day) {
		List<Booked> duplicates = equal.stream().filter(this::isDuplicate).toList();
		if (equal.stream().anyMatch((booked) -> stands(booked, day))) {
			return duplicates.stream()
				.filter(this::isUntouched)
				.map((booked) -> Cleared.cancelled(booked.content().identity(), booked, booked))
				.toList();
		}
		Booked first = duplicates.getFirst();
		boolean gone = equal.stream().allMatch((booked) -> isDuplicate(booked) || isGone(booked, day));
		return (gone && isUntouched(first)) ? List.of(Cleared.agreed(first, first)) : List.of();
	}

	/** Equal claims of the same day, with the given one. */
	private List<Booked> equal(Booked booked, LocalDate day) {
		return this.books.treatment(day, false)
			.stream()
			.filter((other) -> other.day().equals(booked.day()) && visit(other).equals(visit(booked)))
			.toList();
	}

	private boolean stands(Booked booked, LocalDate day) {
		return this.claims.isCleared(booked.content().identity()) && reversals(booked, day).isEmpty();
	}

	/** Whether all of it has been taken back, by reversals that have cleared. */
	private boolean isGone(Booked booked, LocalDate day) {
		Identity claim = booked.content().identity();
		long taken = this.families.reversals(claim, day)
			.stream()
			.map((reversal) -> this.claims.done(reversal.content().identity()))
			.filter(Objects::nonNull)
			.mapToLong(Cleared::fen)
			.sum();
		return this.claims.isCancelled(claim)
				|| (this.claims.isCleared(claim) && Objects.requireNonNull(this.claims.done(claim)).fen() + taken == 0);
	}

	/** Whether a reversal of the same amounts takes the claim out of the search. */
	private boolean isTakenBack(Booked booked, LocalDate day) {
		Content content = booked.content();
		return reversals(booked, day).stream()
			.map(Booked::content)
			.anyMatch((reversal) -> reversal.fundFen() == content.fundFen()
					&& reversal.accountFen() == content.accountFen() && reversal.totalFen() == content.totalFen());
	}

	private boolean isDuplicate(Booked booked) {
		ReferenceBreak held = this.claims.known(booked.content().identity());
		return held != null && this.claims.isHeld(held.claim) && held.category().equals("DUPLICATE");
	}

	private boolean isUntouched(Booked booked) {
		ReferenceBreak held = this.claims.known(booked.content().identity());
		return held != null && held.state.equals("OPEN");
	}

	private List<Booked> reversals(Booked booked, LocalDate day) {
		return this.families.reversals(booked.content().identity(), day)
			.stream()
			.filter((reversal) -> !this.claims.isCancelled(reversal.content().identity()))
			.toList();
	}

	/** What the claims of one visit have in common. */
	private static Content visit(Booked booked) {
		return booked.content().with("", 1, null);
	}

}
