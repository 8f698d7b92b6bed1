package io.medsettle.batch.settle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.CrossReference;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A limit belongs to all that is decided together: what a claim, its reversals and its
 * corrections clear lies between nothing and the claim's own amount, and one event clears
 * under one name.
 */
@Component
class ClearingLimits implements BreakLimits {

	private static final String KNOWN = """
			select b.break_id, b.hospital_code, b.claim_no, %s, %s, %s, l.sign * (l.fund_fen + l.account_fen) as stated_fen
			from claim_break b
			left join treatment_claim_by_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			left join insured_claim_by_identity i on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no
			left join insured_decision w on w.hospital_code = b.hospital_code and w.claim_no = b.claim_no
			left join hospital_statement_line l
			  on l.day = t.clearing_day and l.hospital_code = b.hospital_code and l.claim_no = b.claim_no
			where b.break_id in (:ids)"""
		.formatted(BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredCityDecision.COLUMNS);

	private final JdbcClient jdbc;

	private final ReversalSearch reversals;

	private final CrossReference crossReference;

	private final ClearingDays days;

	private final long roundingLimitFen;

	private final PersonNumberCipher cipher;

	ClearingLimits(JdbcClient jdbc, ReversalSearch reversals, CrossReference crossReference, ClearingDays days,
			SettlementSettings settings, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.reversals = reversals;
		this.crossReference = crossReference;
		this.days = days;
		this.roundingLimitFen = settings.breaks().roundingLimitFen();
		this.cipher = cipher;
	}

	@Override
	public void require(Break held, Break.Proposal proposal) {
		if (!held.category().holdsClaim()) {
			return;
		}
		if (proposal.originalClaimNo() != null) {
			requireLinkable(held, proposal.originalClaimNo());
			return;
		}
		Known known = known(held);
		objection(known, proposal.resolution()).ifPresent((objection) -> {
			throw BreakActionRefusedException.notAllowed(objection);
		});
		DecidedClearing clearing = DecidedClearing.decided(known.legs(), proposal.resolution(), proposal.deductFen(),
				known.insuredDecision());
		if (clearing.claims() > 0) {
			requireLeft(held, known.legs(), clearing);
		}
	}

	@Override
	public Map<String, List<Resolution>> allowed(List<Break> breaks) {
		Map<String, Known> known = known(breaks.stream()
			.filter((held) -> held.category().holdsClaim() && held.state() != BreakState.RESOLVED)
			.map(Break::id)
			.toList());
		return breaks.stream().collect(Collectors.toMap(Break::id, (held) -> allowed(held, known.get(held.id()))));
	}

	private List<Resolution> allowed(Break held, @Nullable Known known) {
		return Arrays.stream(Resolution.values())
			.filter(held::allows)
			.filter((resolution) -> known == null || objection(known, resolution).isEmpty())
			.toList();
	}

	private Known known(Break held) {
		return Objects.requireNonNull(known(List.of(held.id())).get(held.id()));
	}

	/**
	 * What is known of the claims of breaks, by the id of the break.
	 */
	private Map<String, Known> known(List<String> ids) {
		Map<String, Known> known = new HashMap<>();
		if (!ids.isEmpty()) {
			this.jdbc.sql(KNOWN).param("ids", ids).query((row) -> {
				known.put(row.getString("break_id"), new Known(LegPair.read(row, this.cipher),
						InsuredCityDecision.read(row), row.getObject("stated_fen", Long.class)));
			});
		}
		return known;
	}

	/**
	 * What stands against a resolution: that the book that is to stand does not have the
	 * claim, or that more than a little would be written off.
	 */
	private Optional<String> objection(Known known, Resolution resolution) {
		Object standing = switch (resolution) {
			case ACCEPT_TREATMENT, DEDUCT, WRITE_OFF_ROUNDING -> known.legs().treatment();
			case ACCEPT_INSURED -> known.legs().insured();
			case CANCEL, LINK, WAIT -> known;
		};
		if (standing == null) {
			return Optional.of(resolution + " lets a book stand that does not have the claim.");
		}
		if (resolution == Resolution.WRITE_OFF_ROUNDING && known.differenceFen() > this.roundingLimitFen) {
			return Optional.of("The difference is " + known.differenceFen() + " fen; up to " + this.roundingLimitFen
					+ " fen may be written off as rounding.");
		}
		return Optional.empty();
	}

	private void requireLeft(Break held, LegPair legs, DecidedClearing clearing) {
		if (!clearing.isWithinClaim()) {
			throw BreakActionRefusedException.notAllowed("The claim would clear with " + clearing.fen()
					+ " fen; it can clear with no more than its own amount, and with its own sign.");
		}
		if (held.categories().contains(BreakCategory.HOSPITAL_DIFFERS)) {
			// One after the other, since the other name may be decided at the same time.
			this.days.lock(held.openedDay());
			this.crossReference.clearingUnderOtherName(legs).ifPresent((other) -> {
				throw BreakActionRefusedException.notAllowed("The same event clears as " + other
						+ "; it clears once, so that this one can only be cancelled.");
			});
		}
		if (clearing.clearsReversal()) {
			requireLeftOfOriginal(held, legs, clearing);
		}
	}

	/**
	 * What a reversal takes back is found in the treatment city's book, so that one which
	 * is not there cannot be judged and must not clear.
	 */
	private void requireLeftOfOriginal(Break held, LegPair legs, DecidedClearing clearing) {
		if (!legs.isReversal()) {
			throw BreakActionRefusedException
				.notAllowed("The treatment city's book does not have the reversal, so that it may not clear;"
						+ " it waits for its leg there or is cancelled.");
		}
		requireLeft(this.reversals.ofBreak(held.id()).orElseThrow(), legs.identity(), Math.negateExact(clearing.fen()));
	}

	private static void requireLeft(ReversalFamily family, ClaimIdentity reversal, long fen) {
		if (!family.leaves(reversal, fen)) {
			throw BreakActionRefusedException
				.notAllowed("More would be taken back than is left. " + family.account(reversal));
		}
	}

	/**
	 * A reversal can be linked to another claim than the one that it names, if it repeats
	 * that and all of it is left.
	 */
	private void requireLinkable(Break held, String originalClaimNo) {
		LegPair legs = known(held).legs();
		BookedClaim reversal = legs.treatment();
		if (reversal == null || originalClaimNo.equals(reversal.originalClaimNo())
				|| originalClaimNo.equals(held.claimNo())) {
			throw BreakActionRefusedException
				.notAllowed("A reversal is linked to another claim than itself and the one it names.");
		}
		// Whoever has no part in a claim of another insured city does not learn that it
		// is
		// there.
		ReversalFamily family = this.reversals.linked(legs.identity(), reversal, originalClaimNo)
			.filter((found) -> isOfTheSameInsuredCity(found.original(), reversal))
			.orElseThrow(() -> BreakActionRefusedException
				.notAllowed("The hospital has no claim of the number and of the same insured city to link to."));
		Original original = family.original();
		if (original == null || !original.isRepeatedBy(reversal)) {
			throw BreakActionRefusedException.notAllowed(BreakCategory.REVERSAL_MISMATCH.sentence());
		}
		requireLeft(family, legs.identity(), reversal.amountFen());
	}

	private static boolean isOfTheSameInsuredCity(@Nullable Original original, BookedClaim reversal) {
		return original != null && original.booked().insuredCity().equals(reversal.insuredCity());
	}

	/**
	 * What is known of the claim of a break.
	 *
	 * @param legs the claim as both sides have it
	 * @param insuredDecision what the insured city says of it, if it does
	 * @param statedFen what clears by the hospital's statement, with sign, if it has the
	 * claim
	 */
	record Known(LegPair legs, @Nullable InsuredCityDecision insuredDecision, @Nullable Long statedFen) {

		/**
		 * By how much others differ from what clears by the treatment city's book, which
		 * has the claim.
		 */
		long differenceFen() {
			BookedClaim treatment = this.legs.treatment();
			BookedClaim insured = this.legs.insured();
			if (treatment == null) {
				throw new IllegalStateException("The treatment city's book does not have the claim.");
			}
			long bookedFen = treatment.clearedFen();
			long insuredFen = (insured != null) ? insured.clearedFen() : bookedFen;
			long toldFen = (this.statedFen != null) ? this.statedFen : bookedFen;
			return LongStream.of(insuredFen, toldFen)
				.map((fen) -> Math.absExact(Math.subtractExact(fen, bookedFen)))
				.max()
				.orElse(0);
		}

	}

}
