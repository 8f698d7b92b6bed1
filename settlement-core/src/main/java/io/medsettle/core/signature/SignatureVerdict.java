package io.medsettle.core.signature;

import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote an event.
 */
public sealed interface SignatureVerdict {

	/**
	 * Somebody who may.
	 *
	 * @param organisation who has signed it; null if the engine has appended it for one
	 * that it knows, or if nothing needs to be signed
	 */
	record Accepted(@Nullable String organisation) implements SignatureVerdict {

		/**
		 * Whether the event may say something in the name of an organisation.
		 */
		public boolean speaksFor(@Nullable String code) {
			return this.organisation == null || this.organisation.equals(code);
		}

	}

	/**
	 * Nobody knows.
	 *
	 * @param code {@code SIGNATURE_MISSING} or {@code SIGNATURE_INVALID}
	 * @param reason what has arrived and what is to be done about it, in sentences that
	 * hold nothing of the event
	 */
	record Refused(ProblemCode code, String reason) implements SignatureVerdict {

		/** A claim that a hospital has signed for another. */
		public static final Refused OF_ANOTHER_HOSPITAL = new Refused(ProblemCode.SIGNATURE_INVALID,
				"The event is signed by another organisation than the hospital that its field hospitalCode names.");

		/** A decision that somebody has signed for a city. */
		public static final Refused OF_ANOTHER_CITY = new Refused(ProblemCode.SIGNATURE_INVALID,
				"The event is signed by another organisation than the city that its field city names.");

	}

}
