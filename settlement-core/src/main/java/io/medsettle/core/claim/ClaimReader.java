package io.medsettle.core.claim;

import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Takes one JSON object apart, token by token, into a {@link ClaimDraft}. Names that no
 * field has are passed over with all that stands below them.
 */
final class ClaimReader {

	/** The digits of {@link FieldRules#MAXIMUM_FEN}: JSON has no leading zeros. */
	private static final int MAXIMUM_AMOUNT_DIGITS = 12;

	private static final String[] SPLIT_MEMBERS = { "ownPayFen", "overLimitFen", "prePayFen", "inScopeFen" };

	private static final String REPEATED = "A field must not stand more than once in its object.";

	private static final long NO_AMOUNT = -1;

	private final JsonParser parser;

	private final ClaimDraft draft = new ClaimDraft();

	ClaimReader(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads from after the object's opening brace to after its closing one.
	 */
	ClaimDraft read(PropertyNameMatcher matcher) {
		int place = this.parser.nextNameMatch(matcher);
		while (place != PropertyNameMatcher.MATCH_END_OBJECT) {
			JsonToken token = this.parser.nextToken();
			if (place >= 0) {
				readField(ClaimField.at(place), token);
			}
			else {
				this.parser.skipChildren();
			}
			place = this.parser.nextNameMatch(matcher);
		}
		return this.draft;
	}

	private void readField(ClaimField field, JsonToken token) {
		if (!this.draft.meet(field)) {
			this.draft.wrong(field, field.invalid(REPEATED));
			this.parser.skipChildren();
		}
		else if (token == JsonToken.VALUE_NULL) {
			return;
		}
		else if (field.isText()) {
			readText(field, token);
		}
		else if (field.isAmount()) {
			readAmount(field, token);
		}
		else if (token != JsonToken.START_OBJECT) {
			this.draft.wrong(field, field.invalid());
			this.parser.skipChildren();
		}
		else if (field == ClaimField.SPLIT) {
			readSplit();
		}
		else {
			readFunds();
		}
	}

	private void readText(ClaimField field, JsonToken token) {
		if (token == JsonToken.VALUE_STRING && this.parser.getStringLength() <= FieldRules.MAXIMUM_TEXT_LENGTH) {
			this.draft.text(field, this.parser.getString());
		}
		else {
			this.draft.wrong(field, field.invalid());
			this.parser.skipChildren();
		}
	}

	private void readAmount(ClaimField field, JsonToken token) {
		long fen = amountFen(token);
		if (fen == NO_AMOUNT) {
			this.draft.wrong(field, field.invalid());
			this.parser.skipChildren();
		}
		else {
			this.draft.amount(field, fen);
		}
	}

	private void readSplit() {
		long[] fen = new long[SPLIT_MEMBERS.length];
		int met = 0;
		for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
			JsonToken token = this.parser.nextToken();
			int member = splitMember(name);
			if (member >= 0 && token != JsonToken.VALUE_NULL) {
				boolean first = (met & (1 << member)) == 0;
				met |= 1 << member;
				fen[member] = readMember(ClaimField.SPLIT, name, token, first);
			}
			this.parser.skipChildren();
		}
		for (int member = 0; member < SPLIT_MEMBERS.length; member++) {
			if ((met & (1 << member)) == 0) {
				this.draft.wrong(ClaimField.SPLIT,
						new InputError(ClaimField.SPLIT.pointer(SPLIT_MEMBERS[member]), ProblemCode.MISSING_FIELD,
								"A split must have all four amounts; " + SPLIT_MEMBERS[member] + " is missing."));
			}
		}
		this.draft.split(new Claim.Split(fen[0], fen[1], fen[2], fen[3]));
	}

	private void readFunds() {
		SortedMap<String, Long> funds = new TreeMap<>();
		for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
			JsonToken token = this.parser.nextToken();
			boolean first = !funds.containsKey(name);
			if (!FieldRules.isFundName(name) || (first && funds.size() == FieldRules.MAXIMUM_FUNDS)) {
				this.draft.wrong(ClaimField.FUNDS, ClaimField.FUNDS.invalid());
			}
			else {
				funds.put(name, readMember(ClaimField.FUNDS, name, token, first));
			}
			this.parser.skipChildren();
		}
		this.draft.funds(funds);
	}

	private long readMember(ClaimField field, String name, @Nullable JsonToken token, boolean first) {
		long fen = amountFen(token);
		if (!first || fen == NO_AMOUNT) {
			String sentence = first ? FieldRules.AMOUNT_RULE : REPEATED;
			this.draft.wrong(field, new InputError(field.pointer(name), ProblemCode.INVALID_FIELD, sentence));
		}
		return fen;
	}

	private static int splitMember(String name) {
		for (int member = 0; member < SPLIT_MEMBERS.length; member++) {
			if (SPLIT_MEMBERS[member].equals(name)) {
				return member;
			}
		}
		return -1;
	}

	/**
	 * The amount the parser stands at, or {@link #NO_AMOUNT}. The length is looked at
	 * first, so that a number of many thousand digits is never calculated.
	 */
	private long amountFen(@Nullable JsonToken token) {
		if (token != JsonToken.VALUE_NUMBER_INT || this.parser.getStringLength() > MAXIMUM_AMOUNT_DIGITS) {
			return NO_AMOUNT;
		}
		long fen = this.parser.getLongValue();
		return (fen >= 0 && fen <= FieldRules.MAXIMUM_FEN) ? fen : NO_AMOUNT;
	}

}
