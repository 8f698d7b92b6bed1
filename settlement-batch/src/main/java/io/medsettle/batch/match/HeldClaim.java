package io.medsettle.batch.match;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is held back.
 *
 * @param identity the claim
 * @param treatment the claim in the treatment city's book, if it is there
 * @param insured the claim in the insured city's book, if it is there
 * @param findings why it is held
 */
public record HeldClaim(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured,
		Findings findings) {

	public HeldClaim(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured,
			Finding finding) {
		this(identity, treatment, insured, Findings.of(finding));
	}

	/**
	 * The claim as the treatment city has it, or else as the insured city has it.
	 */
	BookedClaim claim() {
		if (this.treatment != null) {
			return this.treatment;
		}
		if (this.insured != null) {
			return this.insured;
		}
		throw new IllegalStateException("Neither book has the claim.");
	}

	/**
	 * What breaks say of claims.
	 */
	public static List<BreakRow> rows(Collection<HeldClaim> held) {
		return held.stream().map(HeldClaim::row).toList();
	}

	/**
	 * What a break says of the claim.
	 */
	public BreakRow row() {
		BookedClaim claim = claim();
		return new BreakRow(this.identity, this.findings.told().category(), this.findings.also(),
				this.findings.reason(), claim.sign(), claim.originalClaimNo(), claim.insuredCity(),
				claim.treatmentCity(), otherCity(claim, BookedClaim::insuredCity),
				otherCity(claim, BookedClaim::treatmentCity), claim.clearedFen());
	}

	private @Nullable String otherCity(BookedClaim claim, Function<BookedClaim, String> city) {
		String other = (this.insured != null) ? city.apply(this.insured) : null;
		return city.apply(claim).equals(other) ? null : other;
	}

}
