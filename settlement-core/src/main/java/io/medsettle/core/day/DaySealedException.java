package io.medsettle.core.day;

import java.time.LocalDate;

/**
 * Something would have changed a clearing day that is published. Nothing has changed; a
 * correction is an entry of a later day.
 */
public class DaySealedException extends RuntimeException {

	DaySealedException(LocalDate day) {
		super("Clearing day " + day + " is published and never changes; a correction is an entry of a later day.");
	}

}
