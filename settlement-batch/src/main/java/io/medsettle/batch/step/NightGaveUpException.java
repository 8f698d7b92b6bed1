package io.medsettle.batch.step;

/**
 * The night has given up waiting for something outside it. Nothing is wrong with the day:
 * the night is tried again by itself.
 */
public class NightGaveUpException extends NightRefusedException {

	public NightGaveUpException(String sentence) {
		super(sentence);
	}

}
