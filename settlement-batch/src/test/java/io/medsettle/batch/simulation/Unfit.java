package io.medsettle.batch.simulation;

import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.concurrent.TimeUnit;

/**
 * What the router must refuse, or cannot read. Constants that are refused have the name
 * of the code.
 */
enum Unfit {

	UNREADABLE((settlement, nowMs) -> "?".getBytes(StandardCharsets.UTF_8)),

	UNKNOWN_HOSPITAL((settlement, nowMs) -> settlement.withHospital("H31000000009").toBytes()),

	UNKNOWN_CITY((settlement, nowMs) -> settlement.withInsuredCity("999999").toBytes()),

	NOT_OUT_OF_AREA((settlement, nowMs) -> settlement.withInsuredCity(settlement.treatmentCity()).toBytes()),

	SETTLED_IN_FUTURE((settlement, nowMs) -> settlement.withSettledAtMs(nowMs + TimeUnit.HOURS.toMillis(1)).toBytes()),

	TOO_OLD((settlement, nowMs) -> settlement.withSettledAtMs(nowMs - TimeUnit.DAYS.toMillis(366)).toBytes());

	private final BiFunction<Content, Long, byte[]> bytes;

	Unfit(BiFunction<Content, Long, byte[]> bytes) {
		this.bytes = bytes;
	}

	/**
	 * The event's bytes.
	 * @param settlement what would be a claim
	 * @param nowMs when it is submitted
	 */
	byte[] toBytes(Content settlement, long nowMs) {
		return this.bytes.apply(settlement, nowMs);
	}

}
