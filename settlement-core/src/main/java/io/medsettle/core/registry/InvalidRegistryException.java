package io.medsettle.core.registry;

/**
 * The registry's data contradicts its rules. The message says where and which rule, for
 * the operator who corrects the data; nothing of it is taken over.
 */
public class InvalidRegistryException extends IllegalArgumentException {

	public InvalidRegistryException(String message) {
		super(message);
	}

	public InvalidRegistryException(String message, Throwable cause) {
		super(message, cause);
	}

}
