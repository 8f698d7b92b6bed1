package io.medsettle.api.breaks;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.medsettle.core.problem.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * The fields that actions about breaks share.
 */
final class BreakForm {

	static final int NAME_LENGTH_MAX = 64;

	/** Beside a proposal there must be room for what is proposed. */
	static final int TEXT_LENGTH_MAX = 900;

	/** A comment stands by itself. */
	static final int COMMENT_LENGTH_MAX = 1000;

	private BreakForm() {
	}

	static String name(JsonFields fields, String field) {
		return fields.text(field, (name) -> isText(name, NAME_LENGTH_MAX),
				"The field " + field + " must be a name of at most " + NAME_LENGTH_MAX + " characters.");
	}

	static String text(JsonFields fields, String field, int lengthMax) {
		return fields.text(field, (text) -> isText(text, lengthMax), textRule(field, lengthMax));
	}

	static @Nullable String optionalText(JsonFields fields, String field, int lengthMax) {
		return fields.optionalText(field, (text) -> isText(text, lengthMax), textRule(field, lengthMax));
	}

	static String optionalComment(JsonFields fields) {
		String comment = optionalText(fields, "comment", TEXT_LENGTH_MAX);
		return (comment != null) ? comment : "";
	}

	/** Whether a name is one of an enumeration's. */
	static boolean isOneOf(Enum<?>[] values, String name) {
		return Arrays.stream(values).anyMatch((value) -> value.name().equals(name));
	}

	static String names(Enum<?>[] values) {
		return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
	}

	private static String textRule(String field, int lengthMax) {
		return "The field " + field + " must be a text of at most " + lengthMax
				+ " characters, without control characters.";
	}

	private static boolean isText(String text, int lengthMax) {
		return text.length() <= lengthMax && text.chars().noneMatch(Character::isISOControl);
	}

}
