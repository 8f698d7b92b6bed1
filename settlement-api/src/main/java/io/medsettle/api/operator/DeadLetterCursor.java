package io.medsettle.api.operator;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.ledger.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of dead letters: after the one that has these values.
 */
record DeadLetterCursor(long acceptedAtMs, SourcePosition source) {

	static final DeadLetterCursor BEGINNING = new DeadLetterCursor(Long.MAX_VALUE,
			new SourcePosition(Integer.MAX_VALUE, Long.MAX_VALUE));

	static DeadLetterCursor after(DeadLetter letter) {
		return new DeadLetterCursor(letter.acceptedAt().toEpochMilli(), letter.source());
	}

	/**
	 * Reads what {@link #toString()} wrote; null if it is nothing of that kind.
	 */
	static @Nullable DeadLetterCursor parse(String text) {
		String[] parts = text.split("-", -1);
		if (parts.length != 3) {
			return null;
		}
		try {
			return new DeadLetterCursor(Long.parseLong(parts[0]),
					new SourcePosition(Integer.parseInt(parts[1]), Long.parseLong(parts[2])));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	@Override
	public String toString() {
		return this.acceptedAtMs + "-" + this.source.partition() + "-" + this.source.offset();
	}

}
