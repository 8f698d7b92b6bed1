package io.medsettle.core.clearing;

import java.util.Set;

/**
 * The life of a clearing day. A published day never changes.
 */
public enum ClearingDayState {

	/** Takes claims. */
	OPEN,

	/** Its cut-off has passed; takes no more. */
	CUT_OFF,

	/** Its claims are matched or held. */
	RECONCILED,

	/** Positions and files are final and visible. */
	PUBLISHED;

	/**
	 * The states that may follow this one.
	 */
	public Set<ClearingDayState> successors() {
		return switch (this) {
			case OPEN -> Set.of(CUT_OFF);
			case CUT_OFF -> Set.of(RECONCILED);
			case RECONCILED -> Set.of(PUBLISHED);
			case PUBLISHED -> Set.of();
		};
	}

}
