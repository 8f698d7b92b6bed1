package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What each book has taken.
 */
final class ReferenceBooks {

	private final Map<Side, SortedMap<Identity, Booked>> books = new EnumMap<>(Side.class);

	ReferenceBooks() {
		for (Side side : Side.values()) {
			this.books.put(side, new TreeMap<>());
		}
	}

	/**
	 * A book takes an event. Whatever comes under an identity that is there changes
	 * nothing, nor does a reversal that contradicts its original.
	 */
	void take(Side side, Submission event) {
		Map<Identity, Booked> book = of(side);
		Content content = event.content();
		if (book.containsKey(content.identity())) {
			return;
		}
		if (content.isReversal()) {
			Booked original = book.get(content.original());
			if (original != null && !original.isTakenBackBy(content)) {
				return;
			}
		}
		book.put(content.identity(), Booked.of(event));
	}

	/** A book now has something else of a claim than it was sent. */
	void change(Side side, Content content) {
		of(side).computeIfPresent(content.identity(), (identity, booked) -> new Booked(booked.submission(), content));
	}

	SortedMap<Identity, Booked> of(Side side) {
		return Objects.requireNonNull(this.books.get(side));
	}

	/** What a book has of a claim; events of later days are not there yet. */
	@Nullable Booked find(Side side, Identity claim, LocalDate day) {
		Booked booked = of(side).get(claim);
		return (booked == null || booked.day().isAfter(day)) ? null : booked;
	}

	boolean haveBoth(Identity claim, LocalDate day) {
		return find(Side.TREATMENT, claim, day) != null && find(Side.INSURED, claim, day) != null;
	}

	/** Whether a book has only just got the claim. */
	boolean haveGot(Identity claim, LocalDate day) {
		return this.books.values()
			.stream()
			.map((book) -> book.get(claim))
			.anyMatch((booked) -> booked != null && booked.day().equals(day));
	}

	/** The claims that any book has by the day, in the order of their events. */
	List<Identity> known(LocalDate day) {
		SortedSet<Identity> known = new TreeSet<>();
		for (Side side : Side.values()) {
			of(side).keySet().stream().filter((claim) -> find(side, claim, day) != null).forEach(known::add);
		}
		return known.stream().sorted(Comparator.comparing((Identity claim) -> event(claim), Submission.ORDER)).toList();
	}

	/** The settlements or reversals that the treatment book has by the day, in order. */
	List<Booked> treatment(LocalDate day, boolean reversals) {
		return of(Side.TREATMENT).values()
			.stream()
			.filter((booked) -> !booked.day().isAfter(day) && booked.content().isReversal() == reversals)
			.sorted(Comparator.comparing(Booked::submission, Submission.ORDER))
			.toList();
	}

	boolean isReversal(Identity claim, LocalDate day) {
		Booked booked = find(Side.TREATMENT, claim, day);
		return booked != null && booked.content().isReversal();
	}

	private Submission event(Identity claim) {
		Booked treatment = of(Side.TREATMENT).get(claim);
		return ((treatment != null) ? treatment : Objects.requireNonNull(of(Side.INSURED).get(claim))).submission();
	}

}
