package io.medsettle.batch.dryrun;

import java.time.LocalDate;

/**
 * What came of asking what the night would make of a day.
 */
public sealed interface DryRunOutcome {

	/** It was simulated and taken back. */
	record Simulated(DryRunResult day) implements DryRunOutcome {
	}

	/** There is no such day. */
	record UnknownDay() implements DryRunOutcome {
	}

	/** The day is published, and no night makes anything of it any more. */
	record SealedDay() implements DryRunOutcome {
	}

	/**
	 * A night is running; the two would be in each other's way.
	 *
	 * @param night the clearing day that it is of
	 */
	record NightAtWork(LocalDate night) implements DryRunOutcome {
	}

	/** This process is asked already. */
	record Busy() implements DryRunOutcome {
	}

	/** It was given up, because it took too long or others had rows that it needs. */
	record GivenUp() implements DryRunOutcome {
	}

}
