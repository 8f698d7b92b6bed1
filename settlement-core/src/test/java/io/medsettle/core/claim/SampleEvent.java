package io.medsettle.core.claim;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text of a claim event, one field different from test to test. Values are raw JSON.
 */
public record SampleEvent(Map<String, String> fields) {

	static final String PERSON_NO = "32050000012345";

	/** The example of the contract. */
	public static SampleEvent settlement() {
		Map<String, String> fields = new LinkedHashMap<>();
		fields.put("hospitalCode", "\"H31000000001\"");
		fields.put("claimNo", "\"H31000000001-20261120-000017\"");
		fields.put("kind", "\"SETTLEMENT\"");
		fields.put("originalClaimNo", "null");
		fields.put("insuredCity", "\"320500\"");
		fields.put("personNo", "\"" + PERSON_NO + "\"");
		fields.put("insuranceType", "\"310\"");
		fields.put("visitType", "\"11\"");
		fields.put("settledAt", "\"2026-11-20T08:30:12+08:00\"");
		fields.put("totalFen", "128650");
		fields.put("fundFen", "30000");
		fields.put("accountFen", "50000");
		fields.put("cashFen", "48650");
		return new SampleEvent(fields);
	}

	/** A reversal of the example. */
	public static SampleEvent reversal() {
		return settlement().with("kind", "\"REVERSAL\"")
			.with("originalClaimNo", "\"H31000000001-20261120-000017\"")
			.with("claimNo", "\"R-1\"");
	}

	/** A settlement with everything that is optional. */
	static SampleEvent full() {
		return settlement().with("treatmentCity", "\"310000\"")
			.with("split", "{\"ownPayFen\":8650,\"overLimitFen\":2000,\"prePayFen\":8000,\"inScopeFen\":110000}")
			.with("funds", "{\"hifp_pay\":20000,\"hifes_pay\":10000}");
	}

	public SampleEvent with(String name, String rawJson) {
		Map<String, String> changed = new LinkedHashMap<>(this.fields);
		changed.put(name, rawJson);
		return new SampleEvent(changed);
	}

	public SampleEvent without(String name) {
		Map<String, String> changed = new LinkedHashMap<>(this.fields);
		changed.remove(name);
		return new SampleEvent(changed);
	}

	String json() {
		return this.fields.entrySet()
			.stream()
			.map((field) -> "\"" + field.getKey() + "\":" + field.getValue())
			.collect(Collectors.joining(",", "{", "}"));
	}

	public byte[] bytes() {
		return json().getBytes(StandardCharsets.UTF_8);
	}

	/** The claim of this event, which must be a well-formed one. */
	Claim claim() {
		return switch (new ClaimDecoder().decode(bytes())) {
			case Decoding.Decoded(Claim claim) -> claim;
			case Decoding other -> throw new AssertionError("No claim but " + other);
		};
	}

}
