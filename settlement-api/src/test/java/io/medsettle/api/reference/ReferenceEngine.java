package io.medsettle.api.reference;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the engine must come to, calculated the slow and plain way: one event after the
 * other, everything in maps, money in {@link BigInteger}. Shares no code with the engine,
 * so that both would have to be wrong in the same way.
 */
public final class ReferenceEngine {

	private static final String[] MANDATORY = { "hospitalCode", "claimNo", "kind", "insuredCity", "personNo",
			"insuranceType", "visitType", "settledAt", "totalFen", "fundFen", "accountFen", "cashFen" };

	private static final String[] AMOUNTS = { "totalFen", "fundFen", "accountFen", "cashFen" };

	private static final String[] REPEATED = { "insuredCity", "personNo", "totalFen", "fundFen", "accountFen",
			"cashFen" };

	private static final String[] CONTENT = { "kind", "originalClaimNo", "insuredCity", "personNo", "insuranceType",
			"visitType", "totalFen", "fundFen", "accountFen", "cashFen", "split", "funds" };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ReferenceRegistry registry;

	private final Instant now;

	private final Duration submissionLimit;

	private final Map<String, Accepted> accepted = new LinkedHashMap<>();

	private final List<Accepted> reversals = new ArrayList<>();

	private final Map<String, Integer> outcomes = new TreeMap<>();

	private int day = 1;

	/**
	 * @param registry cities and hospitals
	 * @param now about when the events are submitted; visits that are refused as future
	 * or too old must be hours away from the limit
	 * @param submissionLimit how old a visit may be
	 */
	public ReferenceEngine(ReferenceRegistry registry, Instant now, Duration submissionLimit) {
		this.registry = registry;
		this.now = now;
		this.submissionLimit = submissionLimit;
	}

	/**
	 * Takes the next event of the current day. Events of one hospital must come in the
	 * order in which it sends them.
	 * @return {@code POSTED}, {@code DUPLICATE}, {@code DEAD_LETTER} or a refusal code
	 */
	public String take(String event) {
		String outcome = outcomeOf(event);
		this.outcomes.merge(outcome, 1, Integer::sum);
		return outcome;
	}

	/**
	 * How often each outcome came since the start.
	 */
	public Map<String, Integer> outcomes() {
		return Map.copyOf(this.outcomes);
	}

	/**
	 * Closes the current day and starts the next.
	 */
	public ReferenceResult close() {
		List<Accepted> cleared = new ArrayList<>();
		Map<String, String> held = new TreeMap<>();
		for (Accepted candidate : this.accepted.values()) {
			if (candidate.clearedOnDay > 0) {
				continue;
			}
			String why = reasonToHold(candidate);
			if (why == null) {
				cleared.add(candidate);
			}
			else {
				held.put(candidate.key(), why);
			}
		}
		cleared.forEach((claim) -> claim.clearedOnDay = this.day);
		this.day++;
		return ReferenceResult.of(cleared, held, this.registry.cityCodes());
	}

	private String outcomeOf(String event) {
		JsonNode claim;
		try {
			claim = this.mapper.readTree(event);
		}
		catch (JacksonException ex) {
			return "DEAD_LETTER";
		}
		if (!claim.isObject()) {
			return "DEAD_LETTER";
		}
		String refusal = refusalOf(claim);
		if (refusal != null) {
			return refusal;
		}
		Accepted candidate = new Accepted(claim, this.registry.cityOf(claim.get("hospitalCode").asString()));
		Accepted first = this.accepted.get(candidate.key());
		if (first != null) {
			return first.content.equals(candidate.content) ? "DUPLICATE" : "CONFLICTING_DUPLICATE";
		}
		Accepted original = originalOf(candidate);
		if (original != null && !original.isRepeatedBy(candidate)) {
			return "REVERSAL_MISMATCH";
		}
		this.accepted.put(candidate.key(), candidate);
		if (candidate.reversal()) {
			this.reversals.add(candidate);
		}
		return "POSTED";
	}

	private String refusalOf(JsonNode claim) {
		for (String field : MANDATORY) {
			JsonNode value = claim.get(field);
			if (value == null || value.isNull() || (value.isString() && value.asString().isBlank())) {
				return "MISSING_FIELD";
			}
		}
		boolean reversal = "REVERSAL".equals(claim.get("kind").asString());
		if (reversal && (claim.get("originalClaimNo") == null || claim.get("originalClaimNo").isNull())) {
			return "MISSING_FIELD";
		}
		OffsetDateTime settledAt = settledAtOf(claim);
		if (settledAt == null || fieldsAreInvalid(claim)) {
			return "INVALID_FIELD";
		}
		if (!addsUp(claim)) {
			return "AMOUNTS_DO_NOT_ADD_UP";
		}
		String treatmentCity = this.registry.cityOf(claim.get("hospitalCode").asString());
		if (treatmentCity == null) {
			return "UNKNOWN_HOSPITAL";
		}
		if (!this.registry.cityCodes().contains(claim.get("insuredCity").asString())) {
			return "UNKNOWN_CITY";
		}
		JsonNode named = claim.get("treatmentCity");
		if (claim.get("insuredCity").asString().equals(treatmentCity)) {
			return "NOT_OUT_OF_AREA";
		}
		if (named != null && !named.isNull() && !named.asString().equals(treatmentCity)) {
			return "TREATMENT_CITY_MISMATCH";
		}
		if (settledAt.toInstant().isAfter(this.now.plus(Duration.ofHours(1)))) {
			return "SETTLED_IN_FUTURE";
		}
		return settledAt.toInstant().isBefore(this.now.minus(this.submissionLimit)) ? "TOO_OLD" : null;
	}

	private static boolean fieldsAreInvalid(JsonNode claim) {
		if (!Set.of("SETTLEMENT", "REVERSAL").contains(claim.get("kind").asString())) {
			return true;
		}
		if (!claim.get("insuredCity").asString().matches("\\d{6}")) {
			return true;
		}
		for (String field : AMOUNTS) {
			JsonNode amount = claim.get(field);
			if (!amount.isIntegralNumber() || amount.bigIntegerValue().signum() < 0) {
				return true;
			}
		}
		return false;
	}

	private static OffsetDateTime settledAtOf(JsonNode claim) {
		try {
			String iso = claim.get("settledAt")
				.asString()
				.replace(' ', 'T')
				.replaceAll("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
			return OffsetDateTime.parse(iso);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static boolean addsUp(JsonNode claim) {
		BigInteger parts = amount(claim, "fundFen").add(amount(claim, "accountFen")).add(amount(claim, "cashFen"));
		if (!parts.equals(amount(claim, "totalFen"))) {
			return false;
		}
		JsonNode split = claim.get("split");
		if (split != null && split.isObject()) {
			BigInteger sum = amount(split, "ownPayFen").add(amount(split, "overLimitFen"))
				.add(amount(split, "prePayFen"))
				.add(amount(split, "inScopeFen"));
			if (!sum.equals(amount(claim, "totalFen"))) {
				return false;
			}
		}
		JsonNode funds = claim.get("funds");
		if (funds != null && funds.isObject() && !funds.isEmpty()) {
			BigInteger sum = BigInteger.ZERO;
			for (JsonNode part : funds) {
				sum = sum.add(part.bigIntegerValue());
			}
			return sum.equals(amount(claim, "fundFen"));
		}
		return true;
	}

	private String reasonToHold(Accepted candidate) {
		if (!candidate.reversal()) {
			return null;
		}
		Accepted original = originalOf(candidate);
		if (original == null) {
			return "REVERSAL_WITHOUT_ORIGINAL";
		}
		if (!original.isRepeatedBy(candidate)) {
			return "REVERSAL_MISMATCH";
		}
		for (Accepted earlier : this.reversals) {
			if (earlier == candidate) {
				break;
			}
			if (originalOf(earlier) == original && original.isRepeatedBy(earlier)) {
				return "DOUBLE_REVERSAL";
			}
		}
		return null;
	}

	private Accepted originalOf(Accepted reversal) {
		return reversal.reversal() ? this.accepted.get(reversal.originalKey) : null;
	}

	private static BigInteger amount(JsonNode claim, String field) {
		return claim.get(field).bigIntegerValue();
	}

	private static String text(JsonNode claim, String field) {
		JsonNode value = claim.get(field);
		return (value == null || value.isNull()) ? "" : value.isString() ? value.asString() : value.toString();
	}

	/**
	 * A claim that stands in the books.
	 */
	static final class Accepted {

		private final String key;

		private final String originalKey;

		private final String insuredCity;

		private final String treatmentCity;

		private final BigInteger signedFen;

		/** What a reversal must repeat. */
		private final String repeated;

		/** What makes a second event with the same number a contradiction. */
		private final String content;

		private int clearedOnDay;

		Accepted(JsonNode claim, String treatmentCity) {
			String hospital = text(claim, "hospitalCode") + " ";
			boolean reversal = text(claim, "kind").equals("REVERSAL");
			this.key = hospital + text(claim, "claimNo");
			this.originalKey = reversal ? hospital + text(claim, "originalClaimNo") : null;
			this.insuredCity = text(claim, "insuredCity");
			this.treatmentCity = treatmentCity;
			BigInteger fen = amount(claim, "fundFen").add(amount(claim, "accountFen"));
			this.signedFen = reversal ? fen.negate() : fen;
			this.repeated = joined(claim, REPEATED);
			this.content = joined(claim, CONTENT) + settledAtOf(claim).toInstant();
		}

		String key() {
			return this.key;
		}

		boolean reversal() {
			return this.originalKey != null;
		}

		String insuredCity() {
			return this.insuredCity;
		}

		String treatmentCity() {
			return this.treatmentCity;
		}

		/** Fund and account, negative for a reversal. */
		BigInteger signedFen() {
			return this.signedFen;
		}

		private boolean isRepeatedBy(Accepted reversal) {
			return !reversal() && this.repeated.equals(reversal.repeated);
		}

		private static String joined(JsonNode claim, String[] fields) {
			StringBuilder joined = new StringBuilder();
			for (String field : fields) {
				String text = text(claim, field);
				joined.append(field.equals("personNo") ? text.toUpperCase(Locale.ROOT) : text).append('\n');
			}
			return joined.toString();
		}

	}

}
