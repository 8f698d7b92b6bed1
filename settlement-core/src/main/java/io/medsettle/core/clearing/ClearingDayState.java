package io.medsettle.core.clearing;

import java.util.Set;

/**
 * The life of a clearing day. A sealed day never changes: what is wrong with it is put
 * right by entries of a later day.
 */
public enum ClearingDayState {

	/** Takes claims. */
	OPEN,

	/** Its cut-off has passed; takes no more. */
	CUT_OFF,

	/** Its claims are matched or held. */
	RECONCILED,

	/** Its positions and files are written and proved, but not yet visible. */
	PROVISIONAL,

	/** Positions and files are final and visible. */
	PUBLISHED,

	/** Every city has confirmed that it has its files. */
	ACKNOWLEDGED;

	/**
	 * The states that may follow this one. A night that is done again takes the day back
	 * to its cut-off, as long as it is not sealed.
	 */
	public Set<ClearingDayState> successors() {
		return switch (this) {
			case OPEN -> Set.of(CUT_OFF);
			case CUT_OFF -> Set.of(RECONCILED);
			case RECONCILED -> Set.of(PROVISIONAL, CUT_OFF);
			case PROVISIONAL -> Set.of(PUBLISHED, CUT_OFF);
			case PUBLISHED -> Set.of(ACKNOWLEDGED);
			case ACKNOWLEDGED -> Set.of();
		};
	}

	/**
	 * Whether the day is published, and so never changes.
	 */
	public boolean isSealed() {
		return switch (this) {
			case OPEN, CUT_OFF, RECONCILED, PROVISIONAL -> false;
			case PUBLISHED, ACKNOWLEDGED -> true;
		};
	}

}
