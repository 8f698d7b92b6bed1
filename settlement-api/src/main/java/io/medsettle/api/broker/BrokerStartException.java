package io.medsettle.api.broker;

import org.jspecify.annotations.Nullable;

/**
 * The embedded broker could not start. The message is one line for the operator.
 */
public class BrokerStartException extends RuntimeException {

	BrokerStartException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
