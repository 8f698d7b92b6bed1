package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the insured city decided about a claim, as a night finds it.
 *
 * @param kind whether it refuses or deducts
 * @param deductFen what it deducts, without sign; 0 if it refuses
 * @param reason why
 */
record InsuredCityDecision(Kind kind, long deductFen, DecisionReason reason) {

	/** What to select of the decision {@code w}. */
	static final String COLUMNS = "w.decision as w_decision, w.deduct_fen as w_deduct_fen, w.reason_code as w_reason";

	/**
	 * The decision in a row that was selected with {@link #COLUMNS}, or null if there is
	 * none.
	 */
	static @Nullable InsuredCityDecision read(ResultSet row) throws SQLException {
		String kind = row.getString("w_decision");
		return (kind == null) ? null : new InsuredCityDecision(Kind.valueOf(kind), row.getLong("w_deduct_fen"),
				DecisionReason.valueOf(row.getString("w_reason")));
	}

	/**
	 * Why the claim is held: what people have written stays out of the sentence.
	 */
	Finding finding() {
		return switch (this.kind) {
			case REFUSE -> Finding.of(BreakCategory.REFUSED, this.reason.sentence());
			case DEDUCT -> Finding.of(BreakCategory.DEDUCTED,
					"It deducts " + Yuan.of(this.deductFen) + ". " + this.reason.sentence());
		};
	}

}
