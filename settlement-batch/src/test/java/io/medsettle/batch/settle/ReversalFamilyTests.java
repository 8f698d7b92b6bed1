package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.SampleLegs;
import io.medsettle.batch.settle.FamilyReversal.Standing;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.core.claim.ClaimIdentity;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * All reversals of a claim together: how much is left for one of them, and who takes the
 * rest.
 */
@Tag("invariant-13")
class ReversalFamilyTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow ORIGINAL = ClaimRow.settlement(DAY, 1, "320500", "310000");

	private static final long CLAIM_FEN = 80_000;

	@Example
	void holdsAReversalWithoutOriginal() {
		ReversalFamily family = new ReversalFamily(SampleLegs.identity(ORIGINAL), null, List.of(whole(2)));
		assertThat(family.findings(id(2))).containsExactly(Finding.of(BreakCategory.REVERSAL_WITHOUT_ORIGINAL));
		assertThat(family.account(id(2))).isEqualTo("There is no original to take back.");
		assertThat(family.original()).isNull();
		assertThat(family.originalIdentity()).isEqualTo(SampleLegs.identity(ORIGINAL));
	}

	@Example
	void judgesOnlyItsOwn() {
		ReversalFamily family = family(original(null, null), whole(2));
		assertThatIllegalArgumentException().isThrownBy(() -> family.findings(id(3)));
	}

	@Example
	void letsTheFirstOfEqualReversalsClear() {
		ReversalFamily family = family(original(null, null), whole(3), whole(2));
		assertThat(family.findings(id(2))).isEmpty();
		assertThat(family.findings(id(3))).containsExactly(Finding.of(BreakCategory.DOUBLE_REVERSAL,
				"Of the 800.00 of C-1, taken back or to be: R-2 800.00; left: 0.00."));
	}

	@Example
	void countsWhatHasClearedBeforeWhatCameEarlier() {
		ReversalFamily family = family(original(null, null), whole(2), cleared(3, CLAIM_FEN));
		assertThat(family.findings(id(2))).extracting(Finding::category).containsExactly(BreakCategory.DOUBLE_REVERSAL);
		assertThat(family.hasCleared(id(3))).isTrue();
	}

	@Example
	void countsWhatIsDecidedBeforeWhatIsNot() {
		ReversalFamily family = family(original(null, null), whole(2),
				new FamilyReversal(id(3), booked(3), Standing.DECIDED, 50_000));
		assertThat(family.leaves(id(2), 30_000)).isTrue();
		assertThat(family.leaves(id(2), 30_001)).isFalse();
		assertThat(family.leaves(id(3), CLAIM_FEN)).isTrue();
		assertThat(family.account(id(2)))
			.isEqualTo("Of the 800.00 of C-1, taken back or to be: R-3 500.00; left: 300.00.");
	}

	/** Or else two that are decided could wait for each other for good. */
	@Example
	void countsOfThoseDecidedTheEarlier() {
		ReversalFamily family = family(original(null, null),
				new FamilyReversal(id(2), booked(2), Standing.DECIDED, 50_000),
				new FamilyReversal(id(3), booked(3), Standing.DECIDED, 50_000));
		assertThat(family.leaves(id(2), 50_000)).isTrue();
		assertThat(family.leaves(id(3), 50_000)).isFalse();
		assertThat(family.leaves(id(3), 30_000)).isTrue();
	}

	@Example
	void takesNothingForWhatIsCancelledAndForWhatCannotClearByItself() {
		FamilyReversal cancelled = new FamilyReversal(id(2), booked(2), Standing.NOTHING, 0);
		FamilyReversal other = FamilyReversal.undecided(id(3),
				SampleLegs.of(ORIGINAL.reversal(DAY, 3).withFen(30_000, 49_999, 48_650)));
		ReversalFamily family = family(original(null, null), cancelled, other, whole(4));
		assertThat(family.findings(id(4))).isEmpty();
		assertThat(family.findings(id(3))).extracting(Finding::category)
			.containsExactly(BreakCategory.REVERSAL_MISMATCH);
		assertThat(family.account(id(4)))
			.isEqualTo("Of the 800.00 of C-1, taken back or to be: nothing; left: 800.00.");
	}

	@Example
	void waitsForAnOriginalThatIsHeld() {
		ReversalFamily family = family(original(BreakCategory.REFUSED, null), whole(2));
		assertThat(family.findings(id(2)))
			.containsExactly(Finding.of(BreakCategory.ORIGINAL_HELD, "Its break is REFUSED."));
	}

	@Example
	void takesAClaimOfNothingBackOnce() {
		ClaimRow nothing = ORIGINAL.withFen(0, 0, 128_650);
		Original original = new Original(SampleLegs.of(nothing), null, null);
		ReversalFamily family = family(original,
				FamilyReversal.undecided(id(2), SampleLegs.of(nothing.reversal(DAY, 2))),
				FamilyReversal.undecided(id(3), SampleLegs.of(nothing.reversal(DAY, 3))));
		assertThat(family.findings(id(2))).isEmpty();
		assertThat(family.findings(id(3))).extracting(Finding::category).containsExactly(BreakCategory.DOUBLE_REVERSAL);
		assertThat(family.leaves(id(3), 0)).isFalse();
	}

	@Example
	void notesWhatClears() {
		ReversalFamily family = family(original(null, null), whole(2), whole(3));
		assertThat(family.hasCleared(id(3))).isFalse();
		family.clear(id(3), CLAIM_FEN);
		assertThat(family.hasCleared(id(3))).isTrue();
		assertThat(family.findings(id(2))).extracting(Finding::category).containsExactly(BreakCategory.DOUBLE_REVERSAL);
		assertThat(family.account(id(2))).contains("R-3 800.00; left: 0.00");
	}

	@Example
	void namesFourOfThoseThatTakeSomething() {
		List<FamilyReversal> many = new ArrayList<>();
		LongStream.rangeClosed(2, 5).forEach((number) -> many.add(cleared(number, 10_000)));
		many.add(whole(9));
		assertThat(family(original(null, null), many.toArray(FamilyReversal[]::new)).account(id(9))).isEqualTo(
				"Of the 800.00 of C-1, taken back or to be: R-2 100.00, R-3 100.00, R-4 100.00, R-5 100.00; left: 400.00.");
		many.add(cleared(6, 10_000));
		assertThat(family(original(null, null), many.toArray(FamilyReversal[]::new)).account(id(9)))
			.contains("R-5 100.00 and others; left: 300.00.");
	}

	@Example
	void leavesWhatTheOriginalClearedWith() {
		ReversalFamily deducted = family(original(null, new Original.Settled(1, 60_000, "320500", "310000")), whole(2));
		assertThat(deducted.findings(id(2))).containsExactly(Finding.of(BreakCategory.REVERSAL_MISMATCH,
				"The original cleared with 600.00, as was decided about it."));
		assertThat(deducted.account(id(2))).contains("Of the 600.00 of C-1", "left: 600.00");
		ReversalFamily cancelled = family(original(null, new Original.Settled(0, 0, "320500", "310000")), whole(2));
		assertThat(cancelled.leaves(id(2), 1)).isFalse();
	}

	/**
	 * Whatever is tried, in whatever order: all of it together is no more than the claim.
	 */
	@Property
	void takesNoMoreThanTheClaim(@ForAll @Size(min = 1, max = 12) List<@LongRange(max = 100_000) Long> wanted,
			@ForAll @LongRange(max = 90_000) long settledFen) {
		Original original = original(null, new Original.Settled(1, settledFen, "320500", "310000"));
		List<FamilyReversal> reversals = LongStream.range(0, wanted.size())
			.mapToObj((number) -> whole(number + 2))
			.toList();
		ReversalFamily family = family(original, reversals.toArray(FamilyReversal[]::new));
		long takenFen = 0;
		for (int i = 0; i < wanted.size(); i++) {
			int place = (int) ((i * 7L + settledFen) % wanted.size());
			ClaimIdentity reversal = reversals.get(place).identity();
			long fen = wanted.get(i);
			if (!family.hasCleared(reversal) && family.leaves(reversal, fen)) {
				family.clear(reversal, fen);
				takenFen += fen;
			}
		}
		assertThat(takenFen).isLessThanOrEqualTo(settledFen);
	}

	private static ReversalFamily family(Original original, FamilyReversal... reversals) {
		return new ReversalFamily(SampleLegs.identity(ORIGINAL), original, List.of(reversals));
	}

	private static Original original(@Nullable BreakCategory heldBy, Original.@Nullable Settled settled) {
		return new Original(SampleLegs.of(ORIGINAL), heldBy, settled);
	}

	private static FamilyReversal whole(long number) {
		return FamilyReversal.undecided(id(number), booked(number));
	}

	private static FamilyReversal cleared(long number, long fen) {
		return whole(number).cleared(fen);
	}

	private static BookedClaim booked(long number) {
		return SampleLegs.of(ORIGINAL.reversal(DAY, number));
	}

	private static ClaimIdentity id(long number) {
		return SampleLegs.identity(ORIGINAL.reversal(DAY, number));
	}

}
