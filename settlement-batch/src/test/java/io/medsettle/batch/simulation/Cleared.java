package io.medsettle.batch.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A claim that clears, or that is cancelled.
 *
 * @param claim the claim
 * @param insuredCity who pays
 * @param treatmentCity who is paid
 * @param claims 1, or 0 if it is cancelled
 * @param fen how much, with sign
 * @param treatment the claim in the treatment city's book, if it is there
 * @param insured the claim in the insured city's book, if it is there
 */
record Cleared(Identity claim, String insuredCity, String treatmentCity, int claims, long fen,
		@Nullable Booked treatment, @Nullable Booked insured) {

	/** As both books have it. */
	static Cleared agreed(Booked treatment, Booked insured) {
		Content content = treatment.content();
		return new Cleared(content.identity(), content.insuredCity(), content.treatmentCity(), 1, content.clearedFen(),
				treatment, insured);
	}

	/**
	 * As people decided.
	 * @param word what the insured city deducts, 0 if it refuses, null if it says nothing
	 */
	static Cleared decided(ReferenceBreak held, @Nullable Long word, @Nullable Booked treatment,
			@Nullable Booked insured) {
		boolean asInsuredCitySays = word != null && held.resolution.equals("ACCEPT_INSURED");
		Booked standing = switch (held.resolution) {
			case "ACCEPT_TREATMENT", "DEDUCT", "WRITE_OFF_ROUNDING" -> treatment;
			case "ACCEPT_INSURED" -> (asInsuredCitySays && word == 0) ? null : insured;
			default -> null;
		};
		if (standing == null) {
			return cancelled(held.claim, treatment, insured);
		}
		Content content = standing.content();
		long deductFen = asInsuredCitySays ? word : held.deductFen;
		return new Cleared(held.claim, content.insuredCity(), content.treatmentCity(), 1,
				content.clearedFen() - content.sign() * deductFen, treatment, insured);
	}

	static Cleared cancelled(Identity claim, @Nullable Booked treatment, @Nullable Booked insured) {
		Cleared nothing = new Cleared(claim, "", "", 0, 0, treatment, insured);
		Content any = nothing.shown(false).content();
		return new Cleared(claim, any.insuredCity(), any.treatmentCity(), 0, 0, treatment, insured);
	}

	/** The same between other cities. */
	Cleared between(String otherInsuredCity, String otherTreatmentCity) {
		return new Cleared(this.claim, otherInsuredCity, otherTreatmentCity, this.claims, this.fen, this.treatment,
				this.insured);
	}

	/** Whether something is taken back. */
	boolean isReversal() {
		return this.claims > 0 && this.treatment != null && this.treatment.content().isReversal() && this.fen <= 0;
	}

	/** The claim as a city's file shows it: by its own book, if that has it. */
	Booked shown(boolean payable) {
		Booked own = payable ? this.insured : this.treatment;
		Booked other = payable ? this.treatment : this.insured;
		Booked shown = (own != null) ? own : other;
		if (shown == null) {
			throw new IllegalStateException("Nobody has " + this.claim + ".");
		}
		return shown;
	}

}
