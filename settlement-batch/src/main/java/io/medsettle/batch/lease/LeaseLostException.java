package io.medsettle.batch.lease;

import org.springframework.batch.core.job.JobInterruptedException;

/**
 * This process does not hold the night's lease, or no longer, and may not write. What it
 * had begun is left to the process that holds it: Spring Batch sees an interruption by
 * the cause, not a failure.
 */
public class LeaseLostException extends RuntimeException {

	private static final String SENTENCE = "This process does not hold the lease of the night.";

	LeaseLostException() {
		super(SENTENCE, new JobInterruptedException(SENTENCE));
	}

}
