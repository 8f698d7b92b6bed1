package io.medsettle.api.startup;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program keeps it from starting. The message is the one line that
 * tells the operator what, and which setting decides it.
 */
class CannotStartException extends RuntimeException {

	CannotStartException(String message) {
		this(message, null);
	}

	CannotStartException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
