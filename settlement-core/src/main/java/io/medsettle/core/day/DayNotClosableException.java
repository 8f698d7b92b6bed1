package io.medsettle.core.day;

/**
 * The clearing day cannot be closed now. The message says which day can, or which setting
 * forbids it.
 */
public class DayNotClosableException extends RuntimeException {

	DayNotClosableException(String message) {
		super(message);
	}

}
