package io.medsettle.batch.match;

import java.util.function.Function;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Findings;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is held back.
 *
 * @param legs the claim as both sides have it
 * @param findings why it is held
 */
public record HeldClaim(LegPair legs, Findings findings) {

	/**
	 * What a break says of the claim.
	 */
	public BreakRow row() {
		BookedClaim claim = this.legs.shown();
		return new BreakRow(this.legs.identity(), this.findings.told().category(), this.findings.also(),
				this.findings.reason(), claim.sign(), claim.originalClaimNo(), claim.insuredCity(),
				claim.treatmentCity(), otherCity(claim, BookedClaim::insuredCity),
				otherCity(claim, BookedClaim::treatmentCity), claim.clearedFen());
	}

	private @Nullable String otherCity(BookedClaim claim, Function<BookedClaim, String> city) {
		BookedClaim insured = this.legs.insured();
		String other = (insured != null) ? city.apply(insured) : null;
		return city.apply(claim).equals(other) ? null : other;
	}

}
