package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.Legs;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * The claim that a reversal takes back, as the treatment city's book has it, and what has
 * become of it.
 *
 * @param booked the claim in the treatment city's book
 * @param heldBy the category of the break that holds it, or null if none does
 * @param settled how it cleared or was cancelled by decision, or null if it was not
 */
record Original(BookedClaim booked, @Nullable BreakCategory heldBy, @Nullable Settled settled) {

	/** What to select of the original {@code o} and its break {@code h}. */
	static String columns() {
		return BookedClaim.columns("o")
				+ """
						, h.category as h_category, h.resolved_day as h_resolved_day, h.settled_claims as h_settled_claims,
						h.settled_fen as h_settled_fen,
						h.settled_insured_city as h_settled_insured_city, h.settled_treatment_city as h_settled_treatment_city""";
	}

	/**
	 * The original in a row that was selected with {@link #columns}, or null if the
	 * treatment city's book does not have it.
	 */
	static @Nullable Original read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
		BookedClaim booked = BookedClaim.read(row, "o", cipher);
		if (booked == null) {
			return null;
		}
		String category = row.getString("h_category");
		boolean held = category != null && row.getObject("h_resolved_day", LocalDate.class) == null;
		Long settledFen = row.getObject("h_settled_fen", Long.class);
		Settled settled = (settledFen == null) ? null : new Settled(row.getInt("h_settled_claims"), settledFen,
				row.getString("h_settled_insured_city"), row.getString("h_settled_treatment_city"));
		return new Original(booked, held ? BreakCategory.valueOf(category) : null, settled);
	}

	/**
	 * What there is to take back, or will be as far as is known: nothing of a claim that
	 * took back money itself.
	 */
	long clearedFen() {
		return Math.max(0, (this.settled != null) ? this.settled.fen() : this.booked.clearedFen());
	}

	/**
	 * In what a reversal does not take back what the original cleared with, if in
	 * anything.
	 */
	List<Finding> mismatches(BookedClaim reversal) {
		List<String> differences = differences(reversal);
		if (!differences.isEmpty()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"Reversal and original: " + String.join(", ", differences) + "."));
		}
		if (this.settled != null && clearedOtherwise()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"The original cleared with " + Yuan.of(this.settled.fen()) + ", as was decided about it."));
		}
		if (this.settled != null && clearedElsewhere()) {
			return List.of(Finding.of(BreakCategory.REVERSAL_MISMATCH,
					"The original cleared between " + this.settled.insuredCity() + " and "
							+ this.settled.treatmentCity() + ", as was decided about it."));
		}
		return List.of();
	}

	/**
	 * Whether a reversal repeats the original as it is booked, so that it may take it
	 * back by itself.
	 */
	boolean isRepeatedBy(BookedClaim reversal) {
		return differences(reversal).isEmpty();
	}

	private List<String> differences(BookedClaim reversal) {
		List<String> differences = new ArrayList<>();
		if (this.booked.isReversal()) {
			differences.add("the original is a reversal itself");
		}
		Legs.addIfDifferent(differences, "insured city", reversal.insuredCity(), this.booked.insuredCity());
		Legs.addIfDifferent(differences, "treatment city", reversal.treatmentCity(), this.booked.treatmentCity());
		if (!reversal.personNo().equals(this.booked.personNo())) {
			differences.add("different persons");
		}
		Legs.addIfDifferent(differences, "total", Yuan.of(reversal.totalFen()), Yuan.of(this.booked.totalFen()));
		Legs.addIfDifferent(differences, "fund", Yuan.of(reversal.fundFen()), Yuan.of(this.booked.fundFen()));
		Legs.addIfDifferent(differences, "account", Yuan.of(reversal.accountFen()), Yuan.of(this.booked.accountFen()));
		Legs.addIfDifferent(differences, "cash", Yuan.of(reversal.cashFen()), Yuan.of(this.booked.cashFen()));
		return differences;
	}

	/** Whether another amount cleared than is booked, or nothing at all. */
	private boolean clearedOtherwise() {
		return this.settled != null && (this.settled.claims() == 0 || this.settled.fen() != this.booked.clearedFen());
	}

	/** Whether it cleared, with any amount, between other cities than are booked. */
	private boolean clearedElsewhere() {
		return !payingCity().equals(this.booked.insuredCity()) || !paidCity().equals(this.booked.treatmentCity());
	}

	/** The city that paid for it. */
	String payingCity() {
		return (this.settled != null && this.settled.fen() != 0) ? this.settled.insuredCity()
				: this.booked.insuredCity();
	}

	/** The city that was paid for it. */
	String paidCity() {
		return (this.settled != null && this.settled.fen() != 0) ? this.settled.treatmentCity()
				: this.booked.treatmentCity();
	}

	/**
	 * How a claim cleared by decision.
	 *
	 * @param claims 1, or 0 if it was cancelled
	 * @param fen with sign; 0 if it was cancelled
	 * @param insuredCity who paid
	 * @param treatmentCity who was paid
	 */
	record Settled(int claims, long fen, String insuredCity, String treatmentCity) {
	}

}
