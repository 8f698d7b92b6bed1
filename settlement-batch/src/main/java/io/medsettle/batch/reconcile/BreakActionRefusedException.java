package io.medsettle.batch.reconcile;

import io.medsettle.core.problem.ProblemCode;

/**
 * What somebody wants to do about a break does not fit it. Nothing has changed; the
 * message says what stands against it.
 */
public final class BreakActionRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final ProblemCode code;

	BreakActionRefusedException(ProblemCode code, String message) {
		super(message, null, false, false);
		this.code = code;
	}

	public ProblemCode code() {
		return this.code;
	}

}
