package io.medsettle.api.testing;

import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Claims as a Shanghai hospital sends them, each with a number of its own, to be changed
 * as a test needs it.
 */
public final class SampleClaim {

	public static final String HOSPITAL = "H31000000001";

	private static final AtomicInteger NUMBER = new AtomicInteger();

	private SampleClaim() {
	}

	/** A visit of a person from Suzhou: fund 30,000, account 50,000, cash 48,650 fen. */
	public static ObjectNode settlement() {
		return settlement(nextNumber());
	}

	public static ObjectNode settlement(String claimNo) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("hospitalCode", HOSPITAL)
			.put("claimNo", claimNo)
			.put("kind", "SETTLEMENT")
			.putNull("originalClaimNo")
			.put("insuredCity", "320500")
			.put("personNo", "32050000012345")
			.put("insuranceType", "310")
			.put("visitType", "11")
			.put("settledAt", "2026-11-20T08:30:12+08:00")
			.put("totalFen", 128650)
			.put("fundFen", 30000)
			.put("accountFen", 50000)
			.put("cashFen", 48650);
	}

	/** The reversal of a settlement. */
	public static ObjectNode reversal(ObjectNode original) {
		return original.deepCopy()
			.put("claimNo", nextNumber())
			.put("kind", "REVERSAL")
			.put("originalClaimNo", original.get("claimNo").asString());
	}

	public static String nextNumber() {
		return "T-" + NUMBER.incrementAndGet();
	}

}
