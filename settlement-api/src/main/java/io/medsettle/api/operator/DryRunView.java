package io.medsettle.api.operator;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.batch.await.InTransit;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.dryrun.BreakChange;
import io.medsettle.batch.dryrun.ChangeCount;
import io.medsettle.batch.dryrun.DryRunResult;
import io.medsettle.batch.dryrun.ObligationDifference;
import io.medsettle.batch.dryrun.Sum;
import io.medsettle.core.clearing.ClearingDayState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the night would make of a day.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DryRun")
record DryRunView(LocalDate day, @Schema(description = "How far it has come.") ClearingDayState state,
		@Schema(description = "What is posted on it.") Posted claims,
		@Schema(description = "What would clear by the treatment ledger.") SumView cleared,
		@Schema(description = "What would clear by the insured ledger.") SumView insured,
		@Schema(description = "Whether both ledgers clear the same between each two cities. Where they do not, the night "
				+ "fails.") boolean booksAgree,
		@Schema(description = "Pairs of cities on which the ledgers do not agree, or do not with positions that are "
				+ "stored already.") List<ObligationView> obligations,
		@Schema(description = "How many breaks would change in which way.") List<CountView> changes,
		@Schema(description = "At most " + DryRunResult.LISTED_MAX
				+ ". What would be held anew comes last.") List<ChangeView> breaks,
		@Schema(description = "What is on its way into the books, and so is not broken but not there yet. Absent if the "
				+ "broker does not say.") @Nullable InTransitView inTransit) {

	static DryRunView of(DryRunResult simulated) {
		InTransit inTransit = simulated.inTransit();
		return new DryRunView(simulated.day(), simulated.state(),
				new Posted(simulated.treatmentClaims(), simulated.insuredClaims()), SumView.of(simulated.cleared()),
				SumView.of(simulated.insured()), simulated.booksAgree(),
				simulated.obligations().stream().map(ObligationView::of).toList(),
				simulated.changes().stream().map(CountView::of).toList(),
				simulated.breaks().stream().map(ChangeView::of).toList(),
				(inTransit != null) ? InTransitView.of(inTransit) : null);
	}

	/**
	 * Claims of the day in each ledger.
	 */
	@Schema(name = "DryRunClaims")
	record Posted(@Schema(description = "In the treatment ledger.", example = "264000") long treatment,
			@Schema(description = "In the insured ledger.", example = "263998") long insured) {
	}

	/**
	 * Claims and what they come to.
	 */
	@Schema(name = "DryRunSum")
	record SumView(@Schema(example = "263990") long claims,
			@Schema(description = "What they come to: settlements minus reversals.", example = "5900000000") long fen) {

		static SumView of(Sum sum) {
			return new SumView(sum.claims(), sum.fen());
		}

	}

	/**
	 * What one city would owe another.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "DryRunObligation")
	record ObligationView(@Schema(example = "320500") String insuredCity,
			@Schema(example = "310000") String treatmentCity,
			@Schema(description = "By the treatment ledger.") SumView treatment,
			@Schema(description = "By the insured ledger.") SumView insured,
			@Schema(description = "Absent if the day has no positions yet.") @Nullable SumView stored) {

		static ObligationView of(ObligationDifference difference) {
			Sum stored = difference.stored();
			return new ObligationView(difference.insuredCity(), difference.treatmentCity(),
					SumView.of(difference.treatment()), SumView.of(difference.insured()),
					(stored != null) ? SumView.of(stored) : null);
		}

	}

	/**
	 * How many breaks would change in one way.
	 */
	@Schema(name = "DryRunCount")
	record CountView(@Schema(description = "In which way.") BreakChange.Kind change,
			@Schema(description = "Breaks of which kind.") BreakCategory category,
			@Schema(description = "How many.", example = "3") long count) {

		static CountView of(ChangeCount counted) {
			return new CountView(counted.change(), counted.category(), counted.count());
		}

	}

	/**
	 * How a break would change.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "DryRunBreak")
	record ChangeView(@Schema(
			description = "OPENED: would be held, and is not now. RELEASED: would clear as booked, or be no difference any more. SETTLED: would clear or be "
					+ "cancelled as decided. RECATEGORISED: would go on to be held for another reason. WITHDRAWN: was held by "
					+ "an earlier attempt on the day, and would not be.") BreakChange.Kind change,
			@Schema(description = "The break's id.", example = "5f2b9c0e7d1a4c33") String id,
			@Schema(example = "H31000000001") String hospitalCode,
			@Schema(description = "Absent where only sums differ.",
					example = "H31000000001-000017") @Nullable String claimNo,
			@Schema(description = "As what the claim would be held, or was last.") BreakCategory category,
			@Schema(description = "As what it is held now, if that is something else.") @Nullable BreakCategory before,
			@Schema(description = "What is held, or would clear; 0 if the claim would be cancelled.",
					example = "80000") long fen,
			@Schema(example = "Only the treatment city's books have the claim.") String reason) {

		static ChangeView of(BreakChange change) {
			return new ChangeView(change.change(), change.id(), change.hospitalCode(), change.claimNo(),
					change.category(), change.before(), change.fen(), ReaderLanguage.say(change.reason()));
		}

	}

	/**
	 * Events on their way.
	 */
	@Schema(name = "DryRunInTransit")
	record InTransitView(
			@Schema(description = "Submitted before the day's cut-off, and not routed.", example = "0") long router,
			@Schema(description = "Routed, and not posted by the treatment ledger; of whatever day.",
					example = "0") long treatment,
			@Schema(description = "Routed, and not posted by the insured ledger; of whatever day.",
					example = "2") long insured) {

		static InTransitView of(InTransit inTransit) {
			return new InTransitView(inTransit.router(), inTransit.treatment(), inTransit.insured());
		}

	}

}
