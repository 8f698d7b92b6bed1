package io.medsettle.api.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Names one request, in its answer and in the log: the trace id of the caller's W3C
 * {@code traceparent}, or a random one of the same form.
 */
final class TraceId {

	/** The key of the trace id in the log's context, and among a request's attributes. */
	static final String KEY = "traceId";

	private static final Pattern TRACEPARENT = Pattern
		.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

	private TraceId() {
	}

	/**
	 * The trace id of a request, the same however often it is asked for.
	 */
	static String of(HttpServletRequest request) {
		if (request.getAttribute(KEY) instanceof String known) {
			return known;
		}
		String traceId = fromCaller(request.getHeader("traceparent"));
		if (traceId == null) {
			traceId = random();
		}
		request.setAttribute(KEY, traceId);
		return traceId;
	}

	static String random() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(random.nextLong(1, Long.MAX_VALUE)) + hex.toHexDigits(random.nextLong());
	}

	private static @Nullable String fromCaller(@Nullable String traceparent) {
		if (traceparent == null) {
			return null;
		}
		Matcher matcher = TRACEPARENT.matcher(traceparent.strip());
		return matcher.matches() ? matcher.group(1) : null;
	}

}
