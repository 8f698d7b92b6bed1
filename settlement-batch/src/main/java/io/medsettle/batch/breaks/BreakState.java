package io.medsettle.batch.breaks;

import java.util.Set;

/**
 * The life of a break. Until it is resolved it holds its claim, whatever people have made
 * of it.
 */
public enum BreakState {

	/** Nobody has done anything about it. */
	OPEN,

	/** Somebody has it in hand. */
	ASSIGNED,

	/** Those who have it in hand wait for somebody else. */
	PENDING,

	/** They have waited until the date they had set. */
	EXPIRED,

	/** Somebody has proposed how to resolve it. */
	PROPOSED,

	/** Somebody else has approved the proposal; the next night settles it. */
	APPROVED,

	/** The claim has cleared, or was cancelled. */
	RESOLVED,

	/** What was proposed or waited for was rejected. */
	REOPENED;

	/**
	 * The states that may follow this one. A night resolves a break in any state, when
	 * what it was held for has gone.
	 */
	public Set<BreakState> successors() {
		return switch (this) {
			case OPEN, REOPENED -> Set.of(ASSIGNED, PENDING, PROPOSED, RESOLVED);
			case ASSIGNED -> Set.of(ASSIGNED, PENDING, PROPOSED, REOPENED, RESOLVED);
			case PENDING -> Set.of(ASSIGNED, PENDING, PROPOSED, EXPIRED, REOPENED, RESOLVED);
			case EXPIRED -> Set.of(ASSIGNED, PENDING, PROPOSED, REOPENED, RESOLVED);
			case PROPOSED -> Set.of(APPROVED, REOPENED, RESOLVED);
			case APPROVED -> Set.of(REOPENED, RESOLVED);
			case RESOLVED -> Set.of();
		};
	}

}
