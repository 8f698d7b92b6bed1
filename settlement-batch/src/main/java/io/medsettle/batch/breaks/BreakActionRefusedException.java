package io.medsettle.batch.breaks;

import io.medsettle.core.problem.ProblemCode;

/**
 * What somebody wants to do about a break does not fit it. Nothing has changed; the
 * message says what stands against it.
 */
public final class BreakActionRefusedException extends RuntimeException {

	private final ProblemCode code;

	BreakActionRefusedException(ProblemCode code, String message) {
		super(message, null, false, false);
		this.code = code;
	}

	/**
	 * That an action does not fit the break, for a reason that only this break has.
	 * @param message what stands against it
	 */
	public static BreakActionRefusedException notAllowed(String message) {
		return new BreakActionRefusedException(ProblemCode.BREAK_ACTION_NOT_ALLOWED, message);
	}

	public ProblemCode code() {
		return this.code;
	}

}
