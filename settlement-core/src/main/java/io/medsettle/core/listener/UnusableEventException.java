package io.medsettle.core.listener;

/**
 * An event that its reader cannot take, whatever is tried: it is put aside as a dead
 * letter, and the others go on.
 */
public class UnusableEventException extends Exception {

	/**
	 * @param reason why it cannot be taken, a sentence that tells nothing of a person
	 */
	public UnusableEventException(String reason) {
		// Told once in a line: neither a cause nor a trace.
		super(reason, null, false, false);
	}

	/** Why it cannot be taken. */
	public String reason() {
		return String.valueOf(getMessage());
	}

}
