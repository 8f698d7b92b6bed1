package io.medsettle.core.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.JsonFields;

/**
 * Reads decisions of insured cities, over HTTP and Kafka alike.
 */
public final class DecisionReader {

	/** The most bytes of a decision. */
	public static final int BYTES_MAX = 16 * 1024;

	/** The most characters of a name. */
	public static final int NAME_LENGTH_MAX = 64;

	/** The most characters of a remark. */
	public static final int REMARK_LENGTH_MAX = 1000;

	private static final long DEDUCT_FEN_MAX = 999_999_999_999L;

	private DecisionReader() {
	}

	/**
	 * Reads a decision that names its claim itself.
	 */
	public static Reading read(byte[] utf8) {
		JsonFields fields = JsonFields.of(utf8);
		String hospitalCode = fields.text("hospitalCode", (code) -> code.length() <= 12,
				"The field hospitalCode must be a code of at most 12 characters.");
		String claimNo = fields.text("claimNo", (number) -> number.length() <= 64,
				"The field claimNo must have at most 64 characters.");
		return read(fields, new ClaimIdentity(hospitalCode, claimNo));
	}

	/**
	 * Reads a decision about a claim that is known from elsewhere.
	 */
	public static Reading read(byte[] utf8, ClaimIdentity claim) {
		return read(JsonFields.of(utf8), claim);
	}

	private static Reading read(JsonFields fields, ClaimIdentity claim) {
		String city = fields.text("city", (code) -> code.matches("\\d{6}"),
				"The field city must be a code of 6 digits.");
		String kind = fields.text("decision", (name) -> isOneOf(InsuredDecision.Kind.values(), name),
				"The field decision must be one of " + names(InsuredDecision.Kind.values()) + ".");
		long deductFen = kind.equals(InsuredDecision.Kind.DEDUCT.name()) ? fields.number("deductFen", 1, DEDUCT_FEN_MAX,
				"The field deductFen must be a whole number of fen from 1 to " + DEDUCT_FEN_MAX + ".") : 0;
		String reason = fields.text("reasonCode", (name) -> isOneOf(DecisionReason.values(), name),
				"The field reasonCode must be one of " + names(DecisionReason.values()) + ".");
		String remark = fields.optionalText("comment", (text) -> isText(text, REMARK_LENGTH_MAX),
				"The field comment must be a text of at most " + REMARK_LENGTH_MAX
						+ " characters, without control characters.");
		String actor = fields.text("actor", (name) -> isText(name, NAME_LENGTH_MAX),
				"The field actor must be a name of at most " + NAME_LENGTH_MAX + " characters.");
		if (!fields.errors().isEmpty()) {
			return new Reading.Wrong(fields.errors());
		}
		return new Reading.Read(new InsuredDecision(claim, city, InsuredDecision.Kind.valueOf(kind), deductFen,
				DecisionReason.valueOf(reason), (remark != null) ? remark : "", actor));
	}

	private static boolean isText(String text, int lengthMax) {
		return text.length() <= lengthMax && text.chars().noneMatch(Character::isISOControl);
	}

	private static boolean isOneOf(Enum<?>[] values, String name) {
		return Arrays.stream(values).anyMatch((value) -> value.name().equals(name));
	}

	private static String names(Enum<?>[] values) {
		return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
	}

	/**
	 * What bytes were read as.
	 */
	public sealed interface Reading {

		/**
		 * A decision.
		 *
		 * @param decision as it was sent
		 */
		record Read(InsuredDecision decision) implements Reading {
		}

		/**
		 * No decision.
		 *
		 * @param errors everything that is wrong
		 */
		record Wrong(List<InputError> errors) implements Reading {
		}

	}

}
