package io.medsettle.batch.reconcile;

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
record HeldClaim(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured,
		Findings findings) {

	HeldClaim(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured, Finding finding) {
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

}
