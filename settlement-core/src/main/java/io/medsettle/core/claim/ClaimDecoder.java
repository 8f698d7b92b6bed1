package io.medsettle.core.claim;

import io.medsettle.core.problem.ByteOrderMark;
import io.medsettle.core.problem.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads claim events as hospitals send them: one JSON object in UTF-8, as the contract
 * has it. Never throws, whatever the bytes are.
 * <ul>
 * <li>Unknown fields are passed over. A known field that stands twice is an error.</li>
 * <li>Null and blank texts count as not given.</li>
 * <li>A person's number is taken in capitals, so that whatever reads claims by this class
 * compares them so.</li>
 * <li>Amounts are JSON integers; texts, fractions and exponents are errors.</li>
 * <li>Everything wrong with the fields is reported at once, in the order of the contract;
 * sums and whatever needs the registry or the clock are left to {@link ClaimRules}.</li>
 * <li>Messages state the rule that is broken and never repeat a value.</li>
 * </ul>
 * Safe for use by several threads.
 */
public final class ClaimDecoder {

	/**
	 * The most bytes an event may have. A full one has about 2,500; the rest is room for
	 * fields this version does not know.
	 */
	public static final int MAXIMUM_BYTES = 262_144;

	/** The deepest nesting an event may have, unknown fields included. */
	public static final int MAXIMUM_DEPTH = 32;

	private final JsonFactory factory = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAXIMUM_DEPTH)
			.maxNameLength(MAXIMUM_BYTES)
			.maxNumberLength(MAXIMUM_BYTES)
			.maxStringLength(MAXIMUM_BYTES)
			.build())
		// Bytes are UTF-8 or nothing: the parser would recognize UTF-16 and UTF-32 as
		// well.
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		// The parser remembers names. What becomes of an event must not depend on which
		// names events before it had.
		.disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
		.build();

	private final PropertyNameMatcher matcher = ClaimField.matcher(this.factory);

	/**
	 * Reads one event.
	 * @param utf8 the bytes of the event; null for a record without a value
	 */
	public Decoding decode(byte @Nullable [] utf8) {
		if (utf8 == null || utf8.length == 0) {
			return new Decoding.Undecodable("The event has no bytes.");
		}
		if (utf8.length > MAXIMUM_BYTES) {
			return new Decoding.Undecodable("The event is larger than " + MAXIMUM_BYTES + " bytes.");
		}
		if (!Utf8.isValid(utf8)) {
			return new Decoding.Undecodable("The bytes are no UTF-8.");
		}
		int start = ByteOrderMark.lengthIn(utf8);
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), utf8, start,
				utf8.length - start)) {
			return decode(parser);
		}
		catch (StreamConstraintsException ex) {
			return new Decoding.Undecodable("The JSON is nested deeper than " + MAXIMUM_DEPTH + " levels.");
		}
		catch (UnexpectedEndOfInputException ex) {
			return new Decoding.Undecodable("The JSON ends before its object does.");
		}
		catch (JacksonException ex) {
			// Jackson's own message may quote the input, and with it a person's number.
			return new Decoding.Undecodable("The bytes are no JSON" + place(ex) + ".");
		}
	}

	private Decoding decode(JsonParser parser) {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			return new Decoding.Undecodable("The JSON is no object.");
		}
		ClaimDraft draft = new ClaimReader(parser).read(this.matcher);
		if (parser.nextToken() != null) {
			return new Decoding.Undecodable("Something stands after the end of the JSON object.");
		}
		return draft.judge();
	}

	private static String place(JacksonException exception) {
		var location = exception.getLocation();
		return (location == null || location.getByteOffset() < 0) ? "" : " at byte " + location.getByteOffset();
	}

}
