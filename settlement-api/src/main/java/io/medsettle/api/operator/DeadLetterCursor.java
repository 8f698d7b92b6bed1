package io.medsettle.api.operator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.EventPlace;
import org.jspecify.annotations.Nullable;

/**
 * A place in the list of dead letters: after the one that has these values.
 */
record DeadLetterCursor(long appendedAtMs, EventPlace place) {

	static final DeadLetterCursor BEGINNING = new DeadLetterCursor(Long.MAX_VALUE,
			new EventPlace("", Integer.MAX_VALUE, Long.MAX_VALUE));

	private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(.+)");

	static DeadLetterCursor after(DeadLetter letter) {
		return new DeadLetterCursor(letter.appendedAt().toEpochMilli(), letter.place());
	}

	/**
	 * Reads what {@link #toString()} wrote; null if it is nothing of that kind.
	 */
	static @Nullable DeadLetterCursor parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		EventPlace place = matcher.matches() ? EventPlace.parse(matcher.group(2)) : null;
		return (place != null) ? new DeadLetterCursor(Long.parseLong(matcher.group(1)), place) : null;
	}

	@Override
	public String toString() {
		return this.appendedAtMs + "-" + this.place;
	}

}
