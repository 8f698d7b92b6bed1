package io.medsettle.api.access;

/**
 * An engine that is none of the example's has callers whose secret everybody knows. The
 * message is the one line for the operator.
 */
public class DefaultSecretException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DefaultSecretException(String message) {
		super(message);
	}

}
