package io.medsettle.core.kafka;

/**
 * Kafka, or a topic in it, is not as the engine needs it. The message is one line for the
 * operator that names topic, setting, what it is and what it must be. Nothing has been
 * changed: what is right is for people to decide.
 */
public class WrongTopicsException extends RuntimeException {

	WrongTopicsException(String line) {
		super(line);
	}

}
