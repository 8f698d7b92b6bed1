package io.medsettle.core.day;

/**
 * The clearing day has no results that wait for an operator's decision. The message says
 * how it stands.
 */
public class DayNotProvisionalException extends RuntimeException {

	DayNotProvisionalException(String message) {
		super(message);
	}

}
