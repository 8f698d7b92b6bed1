package io.medsettle.api.claims;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code wait} preference of RFC 7240: how long the caller likes to wait for the
 * final status. What cannot be understood is ignored, as the RFC has it.
 */
final class WaitPreference {

	/** The longest that a caller is made to wait. */
	static final Duration WAIT_MAX = Duration.ofSeconds(30);

	private static final Pattern WAIT = Pattern.compile("(?i)wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(;.*)?");

	private WaitPreference() {
	}

	/**
	 * The seconds to wait, capped at {@link #WAIT_MAX}, if the caller asks for any.
	 * @param preferHeaders the values of all {@code Prefer} headers
	 */
	static OptionalInt seconds(List<String> preferHeaders) {
		return preferHeaders.stream()
			.flatMap((header) -> List.of(header.split(",", -1)).stream())
			.map((preference) -> WAIT.matcher(preference.strip()))
			.filter(Matcher::matches)
			.mapToInt((matcher) -> Integer.parseInt(matcher.group(1)))
			// The first of several counts.
			.limit(1)
			.map((seconds) -> Math.toIntExact(Math.min(seconds, WAIT_MAX.toSeconds())))
			.findFirst();
	}

}
