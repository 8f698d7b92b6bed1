package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What people may propose and approve, by what is in the books now.
 */
final class ReferenceDesk {

	private static final LocalDate NOW = LocalDate.MAX;

	/** The default of {@code settlement.breaks.rounding-limit-fen}. */
	private static final long ROUNDING_LIMIT_FEN = 100;

	private final ReferenceBooks books;

	private final ReferenceClaims claims;

	private final ReferenceFamilies families;

	private final ReferenceStatements statements;

	ReferenceDesk(ReferenceBooks books, ReferenceClaims claims, ReferenceFamilies families,
			ReferenceStatements statements) {
		this.books = books;
		this.claims = claims;
		this.families = families;
		this.statements = statements;
	}

	/**
	 * Why it may not be proposed, if it may not.
	 */
	@Nullable String refusesProposal(ReferenceBreak held, String resolution, long deductFen, @Nullable Identity linked) {
		if (!ReferenceRules.allow(resolution, held.categories())) {
			return resolution + " is not for " + held.categories();
		}
		if (resolution.equals("CANCEL")) {
			return null;
		}
		Booked treatment = this.books.find(Side.TREATMENT, held.claim, NOW);
		Booked insured = this.books.find(Side.INSURED, held.claim, NOW);
		Booked standing = resolution.equals("ACCEPT_INSURED") ? insured : treatment;
		if (standing == null) {
			return "the book that is to stand does not have the claim";
		}
		if (resolution.equals("LINK")) {
			return refusesLink(standing, linked);
		}
		if (resolution.equals("ACCEPT_INSURED") && standing.content().isReversal()
				&& (treatment == null || !treatment.content().isReversal())) {
			return "the insured book alone has a reversal";
		}
		if (resolution.equals("WRITE_OFF_ROUNDING") && differenceFen(standing, insured) > ROUNDING_LIMIT_FEN) {
			return "the difference is too large";
		}
		return refusesAmount(held, resolution, deductFen, treatment);
	}

	/** Why the proposal may not be approved, if it may not. */
	@Nullable String refusesApproval(ReferenceBreak held) {
		return refusesProposal(held, held.resolution, held.deductFen, held.linked);
	}

	private @Nullable String refusesAmount(ReferenceBreak held, String resolution, long deductFen,
			@Nullable Booked treatment) {
		ReferenceBreak proposed = new ReferenceBreak(held.claim, held.openedDay);
		proposed.is(Set.copyOf(held.categories()), held.treatment, held.insured);
		proposed.propose(resolution, deductFen, null);
		Cleared how = this.claims.decided(proposed, NOW);
		if (how.claims() == 0) {
			return null;
		}
		long fen = (treatment != null && treatment.content().isReversal() && how.fen() <= 0) ? -how.fen() : how.fen();
		if (resolution.equals("DEDUCT")) {
			int sign = Objects.requireNonNull(treatment).content().sign();
			return (sign * how.fen() <= 0) ? "a deduction leaves something" : refusesFen(treatment, how, fen);
		}
		return (fen < 0) ? "less than nothing would clear" : refusesFen(treatment, how, fen);
	}

	private @Nullable String refusesFen(@Nullable Booked treatment, Cleared how, long fen) {
		if (treatment == null || !how.isReversal()) {
			return null;
		}
		Identity original = this.families.original(treatment);
		return this.families.leaves(treatment, original, fen, NOW) ? null
				: this.families.account(treatment, original, NOW);
	}

	private @Nullable String refusesLink(Booked reversal, @Nullable Identity linked) {
		Content content = reversal.content();
		if (!content.isReversal() || linked == null || linked.equals(content.original())
				|| linked.equals(content.identity())) {
			return "a reversal is linked to another claim";
		}
		Booked original = this.books.find(Side.TREATMENT, linked, NOW);
		if (original == null || !original.isTakenBackBy(content)) {
			return "it does not repeat " + linked;
		}
		return this.families.leaves(reversal, linked, Math.abs(reversal.clearedFen()), NOW) ? null
				: this.families.account(reversal, linked, NOW);
	}

	private long differenceFen(Booked treatment, @Nullable Booked insured) {
		long statedFen = this.statements.statedFen(treatment);
		return Math.max(Math.abs(treatment.clearedFen() - ((insured != null) ? insured : treatment).clearedFen()),
				Math.abs(treatment.clearedFen() - statedFen));
	}

}
