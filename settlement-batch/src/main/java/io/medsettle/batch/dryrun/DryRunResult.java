package io.medsettle.batch.dryrun;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.await.InTransit;
import io.medsettle.core.clearing.ClearingDayState;
import org.jspecify.annotations.Nullable;

/**
 * What the night would make of a day as it stands, and how that differs from what is
 * stored.
 *
 * @param day the clearing day
 * @param state how far it has come
 * @param treatmentClaims how many claims the treatment ledger has posted on the day
 * @param insuredClaims how many the insured ledger has
 * @param cleared what would clear by the treatment ledger
 * @param insured what would clear by the insured ledger
 * @param booksAgree whether the two clear the same between each two cities
 * @param obligations where they do not, or not what is stored
 * @param changes how many breaks would change in which way
 * @param breaks the first of them one by one, at most {@link #LISTED_MAX}; what is held
 * anew comes last
 * @param inTransit what is on its way into the books; null if the broker did not say
 */
public record DryRunResult(LocalDate day, ClearingDayState state, long treatmentClaims, long insuredClaims, Sum cleared,
		Sum insured, boolean booksAgree, List<ObligationDifference> obligations, List<ChangeCount> changes,
		List<BreakChange> breaks, @Nullable InTransit inTransit) {

	/** The most breaks that are listed. */
	public static final int LISTED_MAX = 1000;

}
