package io.medsettle.batch.step;

/**
 * The night cannot go on with the day as it is. The message is a sentence for the
 * operator, with the figures; the day stays unpublished until the night is asked to try
 * again.
 */
public class NightRefusedException extends RuntimeException {

	public NightRefusedException(String sentence) {
		super(sentence);
	}

}
