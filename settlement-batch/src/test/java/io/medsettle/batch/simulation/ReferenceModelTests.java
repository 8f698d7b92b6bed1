package io.medsettle.batch.simulation;

import io.medsettle.core.ledger.Side;
import org.junit.jupiter.api.Test;

/**
 * What the model says of families of claims, as a clerk would reckon them.
 */
class ReferenceModelTests {

	private final ReferenceStage stage = new ReferenceStage(false);

	private final ReferenceStage searching = new ReferenceStage(true);

	@Test
	void partThatWasDecidedLeavesTheRest() {
		this.stage.reverses("R1", 30000, "A")
			.settles("A", 80000)
			.clears("A 80000")
			.holds("R1", "REVERSAL_MISMATCH")
			.decides("R1", "ACCEPT_TREATMENT")
			.reverses("R2", 80000, "A")
			.clears("R1 -30000")
			.holds("R2", "DOUBLE_REVERSAL")
			.refuses("R2", "ACCEPT_TREATMENT", 0)
			.refuses("R2", "DEDUCT", 29999)
			.decides("R2", "DEDUCT", 30000)
			.clears("R2 -50000");
	}

	@Test
	void secondReversalOfADeductedClaimIsOnlyCancelled() {
		this.stage.settles("A", 80000)
			.contests("A", 10000)
			.clears()
			.holds("A", "DEDUCTED")
			.decides("A", "ACCEPT_INSURED")
			.reverses("R1", 80000, "A")
			.clears("A 70000")
			.holds("R1", "REVERSAL_MISMATCH")
			.refuses("R1", "ACCEPT_TREATMENT", 0)
			.decides("R1", "DEDUCT", 10000)
			.reverses("R2", 80000, "A")
			.clears("R1 -70000")
			.holds("R2", "DOUBLE_REVERSAL", "REVERSAL_MISMATCH")
			.refuses("R2", "DEDUCT", 79999)
			.decides("R2", "CANCEL")
			.clears();
	}

	@Test
	void linkedReversalCountsForTheLinkedClaimAlone() {
		this.stage.settles("B", 80000)
			.reverses("R", 80000, "A")
			.clears("B 80000")
			.holds("R", "REVERSAL_WITHOUT_ORIGINAL")
			.links("R", "B")
			.clears("R -80000")
			.settles("A", 80000)
			.reverses("R2", 80000, "A")
			.clears("A 80000", "R2 -80000")
			.reverses("R3", 80000, "B")
			.clears()
			.holds("R3", "DOUBLE_REVERSAL");
	}

	@Test
	void visitThatIsTakenBackIsNobodysFirst() {
		this.searching.settles("V1", 80000)
			.reverses("R1", 80000, "V1")
			.settles("V2", 80000)
			.settles("V3", 80000)
			.clears("V1 80000", "R1 -80000", "V2 80000")
			.holds("V3", "DUPLICATE")
			.clears()
			.holds("V3");
	}

	@Test
	void duplicateClearsOnceNothingElseOfTheVisitStands() {
		this.searching.settles("V1", 80000)
			.settles("V2", 80000)
			.clears("V1 80000")
			.holds("V2", "DUPLICATE")
			.reverses("R1", 80000, "V1")
			.clears("R1 -80000")
			.holds("V2", "DUPLICATE")
			.clears("V2 80000");
	}

	@Test
	void visitOfWhichAPartIsBeingTakenBackIsStillTheFirst() {
		this.searching.reverses("R1", 30000, "V1")
			.settles("V1", 80000)
			.settles("V2", 80000)
			.clears("V1 80000")
			.holds("R1", "REVERSAL_MISMATCH")
			.holds("V2", "DUPLICATE")
			.decides("R1", "ACCEPT_TREATMENT")
			.clears("R1 -30000")
			.holds("V2", "DUPLICATE")
			.clears();
	}

	@Test
	void duplicateWaitsWhileTheFirstIsBeingTakenBack() {
		this.searching.settles("V1", 80000)
			.settles("V2", 80000)
			.clears("V1 80000")
			.reversesOn(Side.TREATMENT, "R1", 80000, "V1")
			.clears()
			.holds("V2", "DUPLICATE")
			.decides("R1", "CANCEL")
			.clears()
			.holds("V2");
	}

	@Test
	void twoPartsDoNotComeToMoreThanTheWhole() {
		this.stage.reverses("R1", 50000, "A")
			.reverses("R2", 50000, "A")
			.settles("A", 80000)
			.clears("A 80000")
			.holds("R2", "REVERSAL_MISMATCH")
			.decides("R2", "ACCEPT_TREATMENT")
			.refuses("R1", "ACCEPT_TREATMENT", 0)
			.decides("R1", "DEDUCT", 20000)
			.clears("R2 -50000", "R1 -30000")
			.reverses("R3", 80000, "A")
			.clears()
			.holds("R3", "DOUBLE_REVERSAL");
	}

	@Test
	void approvalCountsWhatWasDecidedSinceTheProposal() {
		this.stage.reverses("R1", 50000, "A")
			.reverses("R2", 50000, "A")
			.settles("A", 80000)
			.clears("A 80000")
			.proposes("R1", "ACCEPT_TREATMENT")
			.decides("R2", "ACCEPT_TREATMENT")
			.refusesApproval("R1")
			.rejects("R2")
			.clears();
	}

	@Test
	void firstOfTwoFullReversalsTakesItWhateverHoldsIt() {
		this.stage.settles("A", 80000)
			.reversesOn(Side.TREATMENT, "R1", 80000, "A")
			.reverses("R2", 80000, "A")
			.clears("A 80000")
			.holds("R1", "INSURED_LEG_MISSING")
			.holds("R2", "DOUBLE_REVERSAL")
			.decides("R1", "CANCEL")
			.clears("R2 -80000");
	}

	@Test
	void undecidedPartTakesNothingFromTheWholeBehindIt() {
		this.stage.reverses("R1", 30000, "A")
			.settles("A", 80000)
			.reverses("R2", 80000, "A")
			.clears("A 80000", "R2 -80000")
			.holds("R1", "DOUBLE_REVERSAL", "REVERSAL_MISMATCH")
			.refuses("R1", "DEDUCT", 1)
			.refuses("R1", "LINK", 0);
	}

	@Test
	void decidedPartStandsBeforeAWholeThatComesTheSameNight() {
		this.stage.reverses("R1", 30000, "A")
			.settles("A", 80000)
			.clears("A 80000")
			.decides("R1", "ACCEPT_TREATMENT")
			.reverses("R2", 80000, "A")
			.clears("R1 -30000")
			.holds("R2", "DOUBLE_REVERSAL");
	}

	@Test
	void reversalOfACancelledClaimTakesNothingBack() {
		this.stage.settles("A", 80000)
			.contests("A", 0)
			.reverses("R1", 80000, "A")
			.clears()
			.holds("A", "REFUSED")
			.holds("R1", "ORIGINAL_HELD")
			.refuses("R1", "ACCEPT_TREATMENT", 0)
			.decides("A", "ACCEPT_INSURED")
			.clears()
			.holds("R1", "REVERSAL_MISMATCH")
			.refuses("R1", "ACCEPT_TREATMENT", 0)
			.refuses("R1", "DEDUCT", 1)
			.decides("R1", "CANCEL")
			.clears();
	}

	@Test
	void reversalClearsBetweenTheCitiesOfItsOriginal() {
		this.stage.reverses("R1", 80000, "A")
			.settles("A", 80000)
			.moves(Side.INSURED, "A", "330200")
			.clears()
			.holds("A", "CITY_DIFFERS")
			.holds("R1", "ORIGINAL_HELD")
			.decides("A", "ACCEPT_INSURED")
			.clears("A 80000 in 330200")
			.holds("R1", "REVERSAL_MISMATCH")
			.decides("R1", "ACCEPT_TREATMENT")
			.clears("R1 -80000 in 330200");
	}

	@Test
	void linkIsRefusedWhereNothingIsLeftOrAmountsDiffer() {
		this.stage.settles("B", 80000)
			.settles("C", 70000)
			.reverses("R1", 80000, "B")
			.reverses("R2", 80000, "A")
			.clears("B 80000", "C 70000", "R1 -80000")
			.holds("R2", "REVERSAL_WITHOUT_ORIGINAL")
			.refusesLink("R2", "B")
			.refusesLink("R2", "C")
			.refusesLink("R2", "A")
			.refusesLink("R2", "R1")
			.refusesLink("R2", "nothing");
	}

	@Test
	void linkThatIsRejectedCountsForTheNamedClaimAgain() {
		this.stage.settles("B", 80000)
			.reverses("R1", 80000, "A")
			.clears("B 80000")
			.links("R1", "B")
			.rejects("R1")
			.settles("A", 80000)
			.reverses("R2", 80000, "B")
			.clears("A 80000", "R1 -80000", "R2 -80000");
	}

	@Test
	void gravestIsToldAndEachForbids() {
		this.stage.settles("A", 80000)
			.reverses("R1", 80000, "A")
			.reverses("R2", 80000, "A")
			.corrupts(Side.INSURED, "R2", 79999)
			.clears("A 80000", "R1 -80000")
			.holds("R2", "DOUBLE_REVERSAL", "FUND_DIFFERS")
			.refuses("R2", "ACCEPT_TREATMENT", 0)
			.refuses("R2", "WRITE_OFF_ROUNDING", 0)
			.refuses("R2", "DEDUCT", 79999);
	}

	@Test
	void wordOfTheInsuredCityCountsWhateverIsTold() {
		this.stage.settles("A", 80000)
			.corrupts(Side.TREATMENT, "A", 90000)
			.contests("A", 10000)
			.clears()
			.holds("A", "FUND_DIFFERS", "DEDUCTED")
			.decides("A", "ACCEPT_INSURED")
			.clears("A 70000");
	}

	@Test
	void reversalOfAReversalTakesNothingBack() {
		this.stage.settles("A", 80000)
			.reverses("R2", 80000, "R1")
			.reverses("R1", 80000, "A")
			.clears("A 80000", "R1 -80000")
			.holds("R2", "REVERSAL_MISMATCH")
			.refuses("R2", "ACCEPT_TREATMENT", 0);
	}

	@Test
	void reversalOfNothingTakesAsMuchAsAnother() {
		this.stage.settles("A", 0)
			.reverses("R1", 0, "A")
			.reverses("R2", 0, "A")
			.clears("A 0", "R1 0")
			.holds("R2", "DOUBLE_REVERSAL");
	}

	@Test
	void linkGoesBeforeAnEarlierReversalThatIsUndecidedAgain() {
		this.stage.settles("B", 80000)
			.contests("B", 0)
			.reverses("R1", 80000, "B")
			.reverses("R2", 80000, "A")
			.clears()
			.decides("R1", "CANCEL")
			.links("R2", "B")
			.rejects("R1")
			.clears()
			.holds("R2", "ORIGINAL_HELD")
			.decides("B", "ACCEPT_TREATMENT")
			.clears("B 80000", "R2 -80000")
			.holds("R1", "DOUBLE_REVERSAL");
	}

	@Test
	void linkToAHeldClaimWaitsForIt() {
		this.stage.settles("B", 80000)
			.contests("B", 10000)
			.reverses("R1", 80000, "A")
			.clears()
			.links("R1", "B")
			.clears()
			.holds("R1", "ORIGINAL_HELD")
			.decides("B", "ACCEPT_TREATMENT")
			.clears("B 80000", "R1 -80000");
	}

}
