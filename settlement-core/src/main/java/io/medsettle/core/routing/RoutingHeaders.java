package io.medsettle.core.routing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

import io.medsettle.core.claim.SourcePosition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the router adds to an event, as text headers; the event's own bytes stay as they
 * were sent.
 *
 * @param source {@code source}: partition and offset in {@code claims.submitted}, such as
 * {@code 3-1204}
 * @param acceptedAtMs {@code acceptedAt}: the broker's append time, milliseconds since
 * 1970
 * @param clearingDay {@code clearingDay}: ISO date
 */
@SuppressWarnings("InvalidParam") // The header acceptedAt, not the parameter.
public record RoutingHeaders(SourcePosition source, long acceptedAtMs, LocalDate clearingDay) {

	static final String SOURCE = "source";

	static final String ACCEPTED_AT = "acceptedAt";

	static final String CLEARING_DAY = "clearingDay";

	/** Of a leg: the hospital's city. */
	public static final String TREATMENT_CITY = "treatmentCity";

	/**
	 * Writes these headers.
	 */
	public void writeTo(Headers headers) {
		add(headers, SOURCE, this.source.partition() + "-" + this.source.offset());
		add(headers, ACCEPTED_AT, Long.toString(this.acceptedAtMs));
		add(headers, CLEARING_DAY, this.clearingDay.toString());
	}

	/**
	 * Reads the headers of a routed event.
	 * @return null if they are not as the engine writes them
	 */
	public static @Nullable RoutingHeaders readFrom(Headers headers) {
		String source = text(headers, SOURCE);
		String acceptedAt = text(headers, ACCEPTED_AT);
		String clearingDay = text(headers, CLEARING_DAY);
		if (source == null || acceptedAt == null || clearingDay == null) {
			return null;
		}
		int dash = source.indexOf('-');
		if (dash < 0) {
			return null;
		}
		try {
			return new RoutingHeaders(
					new SourcePosition(Integer.parseInt(source, 0, dash, 10),
							Long.parseLong(source, dash + 1, source.length(), 10)),
					Long.parseLong(acceptedAt), LocalDate.parse(clearingDay));
		}
		catch (NumberFormatException | DateTimeParseException ex) {
			return null;
		}
	}

	/**
	 * The text of one header, or null if it is not there.
	 */
	public static @Nullable String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header == null || header.value() == null) ? null : new String(header.value(), StandardCharsets.UTF_8);
	}

	public static void add(Headers headers, String name, @Nullable String text) {
		if (text != null) {
			headers.add(name, text.getBytes(StandardCharsets.UTF_8));
		}
	}

}
