package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must come to, reckoned claim by claim. It sees what each book has taken
 * in which order, what hospitals state and what people decide, and knows nothing of
 * databases, batches, restarts or how the engine goes about it.
 */
final class ReferenceModel {

	private final Map<Side, SortedMap<Identity, Booked>> books = new EnumMap<>(Side.class);

	private final SortedMap<Identity, Held> held = new TreeMap<>();

	private final Map<Identity, LocalDate> clearedOn = new HashMap<>();

	/** What insured cities deduct from claims; 0 if they refuse them. */
	private final Map<Identity, Long> words = new HashMap<>();

	private final SortedSet<String> differences = new TreeSet<>();

	private final ReferenceStatements statements = new ReferenceStatements();

	ReferenceModel() {
		for (Side side : Side.values()) {
			this.books.put(side, new TreeMap<>());
		}
	}

	/**
	 * A book takes an event. Whatever comes under an identity that is there changes
	 * nothing, nor does a reversal that contradicts its original.
	 */
	void take(Side side, Submission event) {
		Map<Identity, Booked> book = book(side);
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
		book(side).computeIfPresent(content.identity(), (identity, booked) -> new Booked(booked.submission(), content));
	}

	/**
	 * An insured city does not want to pay for a claim; the last word counts.
	 * @param deductFen what it deducts, or 0 if it refuses
	 */
	void hear(Identity claim, long deductFen) {
		this.words.put(claim, deductFen);
	}

	ReferenceStatements statements() {
		return this.statements;
	}

	/** The claims that are held, in whatever state. */
	List<Held> open() {
		return this.held.values().stream().filter((each) -> !isDone(each.claim)).toList();
	}

	@Nullable Booked booked(Side side, Identity claim) {
		return book(side).get(claim);
	}

	/** Whether the claim has cleared or was cancelled. */
	boolean isDone(Identity claim) {
		Held known = this.held.get(claim);
		return this.clearedOn.containsKey(claim) || (known != null && known.settled != null);
	}

	boolean isHeld(Identity claim) {
		return this.held.containsKey(claim) && !isDone(claim);
	}

	/**
	 * Closes a day.
	 * @return what clears on it
	 */
	List<Cleared> close(LocalDate day) {
		tell(day);
		List<Held> decided = decided(day);
		List<Cleared> clearing = new ArrayList<>(
				settle(day, decided.stream().filter((each) -> !clearsReversal(each, day)).toList()));
		List<Identity> reversals = new ArrayList<>();
		for (Identity claim : known(day)) {
			if (isDone(claim) || isHeldForItsStatement(claim) || decided.contains(this.held.get(claim))) {
				continue;
			}
			Booked treatment = visible(Side.TREATMENT, claim, day);
			Booked insured = visible(Side.INSURED, claim, day);
			String difference = difference(treatment, insured);
			if (difference != null) {
				hold(day, claim, difference, treatment, insured);
				continue;
			}
			Booked agreed = Objects.requireNonNull(treatment);
			String stated = this.held.containsKey(claim) ? null : this.statements.difference(day, agreed);
			if (stated != null) {
				hold(day, claim, stated, agreed, agreed);
			}
			else if (this.words.containsKey(claim)) {
				hold(day, claim, (this.words.get(claim) == 0) ? "REFUSED" : "DEDUCTED", agreed, insured);
			}
			else if (agreed.content().isReversal()) {
				reversals.add(claim);
			}
			else if (isDecided(claim)) {
				hold(day, claim, "LATE_LEG", agreed, insured);
			}
			else {
				this.clearedOn.put(claim, day);
				clearing.add(Cleared.agreed(agreed, agreed));
			}
		}
		clearing.addAll(settle(day, notObjectedTo(day, decided)));
		clearing.addAll(judge(day, reversals));
		return clearing;
	}

	/** What hospitals have too much is told until the claim is there. */
	private void tell(LocalDate day) {
		this.differences.removeIf((told) -> this.statements.isClearedUp(told, known(Side.TREATMENT, day)));
		this.differences.addAll(this.statements.differences(day, book(Side.TREATMENT).values()));
	}

	/** What statements say that no claim can be held for, and since when. */
	SortedSet<String> differences() {
		return this.differences;
	}

	private Set<Identity> known(Side side, LocalDate day) {
		return book(side).entrySet()
			.stream()
			.filter((booked) -> !booked.getValue().day().isAfter(day))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private boolean isDecided(Identity claim) {
		Held known = this.held.get(claim);
		return known != null && known.state.equals("APPROVED");
	}

	/** What people have decided. It waits a day if a book has only just got the claim. */
	private List<Held> decided(LocalDate day) {
		return open().stream()
			.filter((each) -> each.state.equals("APPROVED"))
			.filter((each) -> this.books.values()
				.stream()
				.map((book) -> book.get(each.claim))
				.noneMatch((booked) -> booked != null && booked.day().equals(day)))
			.toList();
	}

	private boolean clearsReversal(Held decided, LocalDate day) {
		Booked treatment = visible(Side.TREATMENT, decided.claim, day);
		return treatment != null && treatment.content().isReversal() && cleared(decided, day).claims() > 0;
	}

	/**
	 * A reversal that is decided clears if it takes back, for the first time, what has
	 * cleared; whether with the right amount is for people to say.
	 */
	private List<Held> notObjectedTo(LocalDate day, List<Held> decided) {
		Map<Held, String> objections = new HashMap<>();
		List<Held> reversals = decided.stream().filter((each) -> each.settled == null).toList();
		for (Held each : reversals) {
			Booked reversal = Objects.requireNonNull(visible(Side.TREATMENT, each.claim, day));
			String objection = objection(day, reversal);
			if (objection != null && !objection.equals("REVERSAL_MISMATCH")) {
				objections.put(each, objection);
			}
		}
		objections.forEach((each, objection) -> each.is(objection, visible(Side.TREATMENT, each.claim, day),
				visible(Side.INSURED, each.claim, day)));
		return reversals.stream().filter((each) -> !objections.containsKey(each)).toList();
	}

	private Cleared cleared(Held decided, LocalDate day) {
		return Cleared.decided(decided, this.words.get(decided.claim), visible(Side.TREATMENT, decided.claim, day),
				visible(Side.INSURED, decided.claim, day));
	}

	private List<Cleared> settle(LocalDate day, List<Held> decided) {
		List<Cleared> settled = new ArrayList<>();
		for (Held each : decided) {
			Cleared how = cleared(each, day);
			each.settled = how;
			if (how.claims() > 0) {
				this.clearedOn.put(each.claim, day);
				settled.add(how);
			}
		}
		return settled;
	}

	private List<Cleared> judge(LocalDate day, List<Identity> reversals) {
		List<Cleared> clearing = new ArrayList<>();
		for (Identity claim : reversals) {
			Booked reversal = Objects.requireNonNull(visible(Side.TREATMENT, claim, day));
			String objection = objection(day, reversal);
			if (objection != null) {
				hold(day, claim, objection, reversal, reversal);
			}
			else if (isDecided(claim)) {
				hold(day, claim, "LATE_LEG", reversal, reversal);
			}
			else {
				clearing.add(Cleared.agreed(reversal, reversal));
			}
		}
		clearing.forEach((cleared) -> this.clearedOn.put(cleared.claim(), day));
		return clearing;
	}

	/** Why a reversal that both books agree on does not clear, if it does not. */
	private @Nullable String objection(LocalDate day, Booked reversal) {
		Booked original = visible(Side.TREATMENT, reversal.content().original(), day);
		if (original == null) {
			return "REVERSAL_WITHOUT_ORIGINAL";
		}
		Held heldOriginal = this.held.get(original.content().identity());
		Cleared settled = (heldOriginal != null) ? heldOriginal.settled : null;
		if (!original.isTakenBackBy(reversal.content())
				|| (settled != null && settled.fen() != original.clearedFen())) {
			return "REVERSAL_MISMATCH";
		}
		if (isTakenBackByAnother(day, original, reversal)) {
			return "DOUBLE_REVERSAL";
		}
		return isDone(original.content().identity()) ? null : "ORIGINAL_HELD";
	}

	/**
	 * An original is taken back once: by the first of its reversals that was not
	 * cancelled, unless a later one has cleared already.
	 */
	private boolean isTakenBackByAnother(LocalDate day, Booked original, Booked reversal) {
		for (Booked other : book(Side.TREATMENT).values()) {
			Content content = other.content();
			if (other == reversal || other.day().isAfter(day) || !content.isReversal()
					|| !content.original().equals(reversal.content().original()) || !original.isTakenBackBy(content)
					|| isCancelled(content.identity())) {
				continue;
			}
			if (other.submission().isBefore(reversal.submission()) || this.clearedOn.containsKey(content.identity())) {
				return true;
			}
		}
		return false;
	}

	private boolean isCancelled(Identity claim) {
		return isDone(claim) && !this.clearedOn.containsKey(claim);
	}

	private static @Nullable String difference(@Nullable Booked treatment, @Nullable Booked insured) {
		if (treatment == null) {
			return "TREATMENT_LEG_MISSING";
		}
		if (insured == null) {
			return "INSURED_LEG_MISSING";
		}
		Content ours = treatment.content();
		Content theirs = insured.content();
		if (!ours.insuredCity().equals(theirs.insuredCity())) {
			return "CITY_DIFFERS";
		}
		if (ours.sign() != theirs.sign()) {
			return "KIND_DIFFERS";
		}
		boolean fundDiffers = ours.fundFen() != theirs.fundFen();
		if (ours.accountFen() != theirs.accountFen()) {
			return fundDiffers ? "AMOUNT_DIFFERS" : "ACCOUNT_DIFFERS";
		}
		if (fundDiffers || ours.cashFen() != theirs.cashFen()) {
			return fundDiffers ? "FUND_DIFFERS" : "CASH_DIFFERS";
		}
		boolean same = ours.equals(theirs) && treatment.submission().equals(insured.submission());
		return same ? null : "CONTENT_DIFFERS";
	}

	private void hold(LocalDate day, Identity claim, String category, @Nullable Booked treatment,
			@Nullable Booked insured) {
		this.held.computeIfAbsent(claim, (identity) -> new Held(identity, day, category))
			.is(category, treatment, insured);
	}

	private boolean isHeldForItsStatement(Identity claim) {
		Held known = this.held.get(claim);
		return known != null && known.isOfStatement();
	}

	/** The claims that any book has of the day or an earlier one. */
	private SortedSet<Identity> known(LocalDate day) {
		SortedSet<Identity> known = new TreeSet<>();
		this.books.values().forEach((book) -> book.forEach((claim, booked) -> {
			if (!booked.day().isAfter(day)) {
				known.add(claim);
			}
		}));
		return known;
	}

	/** What a book has of a claim; events of later days are not there yet. */
	private @Nullable Booked visible(Side side, Identity claim, LocalDate day) {
		Booked booked = book(side).get(claim);
		return (booked == null || booked.day().isAfter(day)) ? null : booked;
	}

	SortedMap<Identity, Booked> book(Side side) {
		return Objects.requireNonNull(this.books.get(side));
	}

}
