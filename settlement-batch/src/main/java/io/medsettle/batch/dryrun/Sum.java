package io.medsettle.batch.dryrun;

import java.util.Collection;

import io.medsettle.core.clearing.Obligation;
import org.jspecify.annotations.Nullable;

/**
 * Claims and what they come to.
 *
 * @param claims how many
 * @param fen settlements minus reversals
 */
public record Sum(long claims, long fen) {

	static final Sum NONE = new Sum(0, 0);

	static Sum of(@Nullable Obligation owed) {
		return (owed != null) ? new Sum(owed.claims(), owed.fen()) : NONE;
	}

	/**
	 * All together.
	 * @throws ArithmeticException if the sum does not fit a long
	 */
	static Sum of(Collection<Obligation> obligations) {
		return obligations.stream().map(Sum::of).reduce(NONE, Sum::plus);
	}

	private Sum plus(Sum other) {
		return new Sum(this.claims + other.claims, Math.addExact(this.fen, other.fen));
	}

}
