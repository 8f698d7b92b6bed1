package io.medsettle.core.problem;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.medsettle.core.claim.FieldRules;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of one JSON object, asked for in the order of the contract. Whatever is
 * wrong is remembered and nothing of it is repeated, as with claims: null and blank texts
 * count as not given, amounts are JSON integers, unknown fields are passed over, and a
 * field must not stand twice.
 */
public final class JsonFields {

	private static final String NO_OBJECT = "The bytes are no JSON object in UTF-8, each of whose fields stands once.";

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final JsonNode object;

	private final List<InputError> errors = new ArrayList<>();

	private JsonFields(JsonNode object) {
		this.object = object;
	}

	/**
	 * The fields of an object; of bytes that are none, no field and that error.
	 */
	public static JsonFields of(byte[] utf8) {
		JsonNode read = read(utf8);
		JsonFields fields = new JsonFields((read != null) ? read : MAPPER.createObjectNode());
		if (read == null) {
			fields.errors.add(new InputError("", ProblemCode.MALFORMED, NO_OBJECT));
		}
		return fields;
	}

	/**
	 * A text that must be there, or an empty one if it is not, or wrong.
	 */
	public String text(String name, Predicate<String> accepts, String rule) {
		String text = optionalText(name, accepts, rule);
		if (text == null) {
			missing(name);
		}
		return (text != null) ? text : "";
	}

	/**
	 * A text that may be left out; null if it is, empty if it is wrong.
	 */
	public @Nullable String optionalText(String name, Predicate<String> accepts, String rule) {
		JsonNode value = given(name);
		if (value == null) {
			return null;
		}
		if (!value.isString() || !accepts.test(value.asString())) {
			wrong(name, rule);
			return "";
		}
		return value.asString();
	}

	/**
	 * The name of a person as it is kept, which must be there; empty if it is not, or
	 * wrong.
	 */
	public String name(String name) {
		return TextRules.nameAsKept(text(name, TextRules::isName, TextRules.nameRule(name)));
	}

	/**
	 * What a person has to say, which must be there; empty if it is not, or wrong.
	 */
	public String remark(String name, int lengthMax) {
		return text(name, (text) -> TextRules.isRemark(text, lengthMax), TextRules.remarkRule(name, lengthMax));
	}

	/**
	 * What a person has to say, or empty if it is nothing, or wrong.
	 */
	public String optionalRemark(String name, int lengthMax) {
		String remark = optionalText(name, (text) -> TextRules.isRemark(text, lengthMax),
				TextRules.remarkRule(name, lengthMax));
		return (remark != null) ? remark : "";
	}

	/**
	 * One of a closed list that must be there, or null if it is not, or wrong.
	 */
	public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> values) {
		if (given(name) == null) {
			missing(name);
		}
		return optionalOneOf(name, values);
	}

	/**
	 * One of a closed list that may be left out; null if it is, or wrong.
	 */
	public <E extends Enum<E>> @Nullable E optionalOneOf(String name, Class<E> values) {
		List<E> constants = List.of(values.getEnumConstants());
		String text = optionalText(name, (written) -> constants.stream().anyMatch((one) -> one.name().equals(written)),
				"The field " + name + " must be one of "
						+ constants.stream().map(Enum::name).collect(Collectors.joining(", ")) + ".");
		return (text == null || text.isEmpty()) ? null : Enum.valueOf(values, text);
	}

	/**
	 * What is deducted from a claim, which must be there; 0 if it is not, or wrong.
	 */
	public long deductionFen(String name) {
		return number(name, 1, FieldRules.MAXIMUM_FEN, FieldRules.DEDUCTION_RULE);
	}

	/**
	 * A day that must be there, or null if it is not, or wrong.
	 */
	public @Nullable LocalDate day(String name) {
		if (given(name) == null) {
			missing(name);
		}
		return optionalDay(name);
	}

	/**
	 * A day that may be left out; null if it is, or wrong.
	 */
	public @Nullable LocalDate optionalDay(String name) {
		String rule = "A day must be written as 2026-11-20.";
		String text = optionalText(name, (written) -> written.matches("\\d{4}-\\d\\d-\\d\\d"), rule);
		try {
			return (text == null || text.isEmpty()) ? null : LocalDate.parse(text);
		}
		catch (DateTimeException ex) {
			wrong(name, rule);
			return null;
		}
	}

	/**
	 * A whole number that must be there, or 0 if it is not, or wrong.
	 */
	public long number(String name, long min, long max, String rule) {
		JsonNode value = given(name);
		if (value == null) {
			missing(name);
			return 0;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
			wrong(name, rule);
			return 0;
		}
		return value.asLong();
	}

	/**
	 * A yes or no that must be there, or null if it is not, or wrong.
	 */
	public @Nullable Boolean flag(String name) {
		JsonNode value = given(name);
		if (value == null) {
			missing(name);
			return null;
		}
		if (!value.isBoolean()) {
			wrong(name, "The field " + name + " must be true or false.");
			return null;
		}
		return value.asBoolean();
	}

	/**
	 * Remembers something else that is wrong with a field.
	 */
	public void wrong(String name, ProblemCode code, String sentence) {
		this.errors.add(new InputError("/" + name, code, sentence));
	}

	/**
	 * All that is wrong with what was asked for so far. An object that is none has that
	 * one error.
	 */
	public List<InputError> errors() {
		boolean malformed = !this.errors.isEmpty() && this.errors.getFirst().code() == ProblemCode.MALFORMED;
		return malformed ? List.of(this.errors.getFirst()) : List.copyOf(this.errors);
	}

	private @Nullable JsonNode given(String name) {
		JsonNode value = this.object.get(name);
		boolean none = value == null || value.isNull() || (value.isString() && value.asString().isBlank());
		return none ? null : value;
	}

	private void missing(String name) {
		wrong(name, ProblemCode.MISSING_FIELD, "The field " + name + " is mandatory.");
	}

	private void wrong(String name, String rule) {
		wrong(name, ProblemCode.INVALID_FIELD, rule);
	}

	private static @Nullable JsonNode read(byte[] utf8) {
		if (!Utf8.isValid(utf8)) {
			return null;
		}
		try {
			JsonNode read = MAPPER.readTree(utf8);
			return (read != null && read.isObject()) ? read : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
