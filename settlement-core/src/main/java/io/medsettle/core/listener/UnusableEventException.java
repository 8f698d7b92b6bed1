package io.medsettle.core.listener;

import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * An event that its reader cannot take, whatever is tried: it is put aside as a dead
 * letter, and the others go on.
 */
public class UnusableEventException extends Exception {

	private final @Nullable ProblemCode code;

	/**
	 * @param reason why it cannot be taken, a sentence that tells nothing of a person
	 */
	public UnusableEventException(String reason) {
		this(null, reason);
	}

	/**
	 * @param code why it cannot be taken, where there is a code for it
	 * @param reason why it cannot be taken, a sentence that tells nothing of a person
	 */
	public UnusableEventException(@Nullable ProblemCode code, String reason) {
		// Told once in a line: neither a cause nor a trace.
		super(reason, null, false, false);
		this.code = code;
	}

	/** Why it cannot be taken, where there is a code for it. */
	public @Nullable ProblemCode code() {
		return this.code;
	}

	/** Why it cannot be taken. */
	public String reason() {
		return String.valueOf(getMessage());
	}

}
