package io.medsettle.core.calendar;

/**
 * The calendar's days contradict its rules. The message says which and where, for the
 * operator who corrects them.
 */
public class InvalidCalendarException extends IllegalArgumentException {

	public InvalidCalendarException(String message) {
		super(message);
	}

	public InvalidCalendarException(String message, Throwable cause) {
		super(message, cause);
	}

}
