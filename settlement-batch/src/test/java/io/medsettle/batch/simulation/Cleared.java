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
	static Cleared decided(Held held, @Nullable Long word, @Nullable Booked treatment, @Nullable Booked insured) {
		boolean contested = word != null && (held.category.equals("REFUSED") || held.category.equals("DEDUCTED"));
		boolean refused = contested && word == 0 && held.resolution.equals("ACCEPT_INSURED");
		Booked standing = switch (held.resolution) {
			case "ACCEPT_TREATMENT", "DEDUCT" -> treatment;
			case "ACCEPT_INSURED" -> refused ? null : insured;
			default -> null;
		};
		if (standing == null) {
			Content any = held.shown().content();
			return new Cleared(held.claim, any.insuredCity(), any.treatmentCity(), 0, 0, treatment, insured);
		}
		Content content = standing.content();
		long deductFen = (contested && held.resolution.equals("ACCEPT_INSURED")) ? word : held.deductFen;
		return new Cleared(held.claim, content.insuredCity(), content.treatmentCity(), 1,
				content.clearedFen() - content.sign() * deductFen, treatment, insured);
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
