package io.medsettle.batch.whatif;

import java.time.LocalDate;

/**
 * What came of asking what the night would make of a day.
 */
public sealed interface WhatIfResult {

	/** It was played and taken back. */
	record Played(PlayedDay day) implements WhatIfResult {
	}

	/** There is no such day. */
	record UnknownDay() implements WhatIfResult {
	}

	/** The day is published, and no night makes anything of it any more. */
	record SealedDay() implements WhatIfResult {
	}

	/**
	 * A night is running; the two would be in each other's way.
	 *
	 * @param night the clearing day that it is of
	 */
	record NightAtWork(LocalDate night) implements WhatIfResult {
	}

	/** This process is asked already. */
	record Busy() implements WhatIfResult {
	}

	/** It was given up, because it took too long or others had rows that it needs. */
	record GivenUp() implements WhatIfResult {
	}

}
