package io.medsettle.api.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.medsettle.api.badinput.BadEvent.End;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.kafka.EventSizes;
import io.medsettle.core.kafka.Topics;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of bad events: some for each topic that there is.
 */
final class BadEvents {

	/** What a batch of one event has besides its value, and some. */
	private static final int AROUND_A_VALUE = 140;

	private static final String CITY = "treatmentCity";

	private final String publishedDay;

	/**
	 * @param publishedDay a day that is published
	 */
	BadEvents(String publishedDay) {
		this.publishedDay = publishedDay;
	}

	/** All rows. */
	List<BadEvent> rows() {
		List<BadEvent> rows = new ArrayList<>();
		rows.addAll(submitted());
		rows.addAll(decided());
		rows.addAll(legs(Topics.CLAIMS_ROUTED_TREATMENT));
		rows.addAll(legs(Topics.CLAIMS_ROUTED_INSURED));
		rows.addAll(refusals());
		rows.addAll(deadLetters());
		rows.addAll(cutOffs());
		rows.addAll(announcements(this.publishedDay));
		return rows;
	}

	private static List<BadEvent> submitted() {
		String good = SampleClaim.settlement().toString();
		return List.of(unreadable("no value", null), unreadable("an empty value", ""),
				unreadable("no JSON", "no claim"), unreadable("half an object", good.substring(0, 100)),
				unreadable("an array", "[" + good + "]"), unreadable("two objects", good + good),
				unreadable("nothing but depth", "{\"a\":".repeat(2000)),
				refused("a number without end", "{\"totalFen\":" + "9".repeat(200_000) + "}"),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.DEAD_LETTER, "another encoding",
						good.getBytes(StandardCharsets.UTF_16)),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.DEAD_LETTER, "a slash in two bytes",
						new byte[] { '{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}' }),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.DEAD_LETTER, "the largest event that there is",
						new byte[EventSizes.EVENT_MAX - AROUND_A_VALUE]),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.NOT_TAKEN, "a byte too many for the topic",
						new byte[EventSizes.EVENT_MAX]),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.NOT_TAKEN, "32 MB of zeros", new byte[32 * 1024 * 1024])
					.packed("gzip"),
				BadEvent.of(Topics.CLAIMS_SUBMITTED, End.NOT_TAKEN, "8 MB of zeros", new byte[8 * 1024 * 1024])
					.packed("zstd"),
				unreadable("no JSON", "no claim").packed("gzip"), unreadable("no JSON", "no claim").packed("snappy"),
				unreadable("no JSON", "no claim").packed("lz4"), unreadable("no JSON", "no claim").packed("zstd"),
				unreadable("a key of 100,000 characters", "no claim").keyed("k".repeat(100_000)),
				unreadable("an empty key", "no claim").keyed(""),
				unreadable("headers of the engine", "no claim").with("source", "zz")
					.with("acceptedAt", "-1")
					.with("clearingDay", "2026-02-30")
					.with("authenticator", "x"),
				unreadable("a header of 500,000 characters", "no claim").with("x".repeat(1000), "x".repeat(500_000)),
				unreadable("a header without a value", "no claim").with("reason", null).with("", ""),
				unreadable("the engine's own signature", "no claim").signedByTheEngine(),
				signed(unreadable("a signature by a key that nobody has", good)),
				signed(unreadable("a signature in Base64", good)).with("signature", "A".repeat(88)),
				signed(unreadable("a signature of 100,000 bytes", good)).with("signature", "0".repeat(100_000)),
				signed(unreadable("an algorithm that is none", good)).with("signature-algorithm", "none"),
				signed(unreadable("an algorithm that is not visible", good)).with("signature-algorithm", "\u0000"),
				signed(unreadable("a key's id of 100,000 characters", good)).with("signature-key", "0".repeat(100_000)),
				signed(unreadable("a signature without a value", good)).with("signature", null),
				unreadable("a signature without its key", good).with("signature", "0".repeat(64)),
				refused("nothing in it", "{}"),
				refused("a field that stands twice", good.replace("\"cashFen\"", "\"cashFen\":48650,\"cashFen\"")),
				refused("a claim number that is a formula", claim("claimNo", "=HYPERLINK(1)")),
				refused("a claim number with a zero byte", claim("claimNo", "a\u0000b")),
				refused("half a character", good.replace("\"T-", "\"\\ud83d")),
				refused("a person's number that is not visible", claim("personNo", "\u200b")),
				refused("a hospital that is none", claim("hospitalCode", "H99999999999")),
				refused("a hospital's code of 1,000 characters", claim("hospitalCode", "H".repeat(1000))),
				refused("a city that is none", claim("insuredCity", "999999")),
				refused("the hospital's own city", claim("insuredCity", "310000")),
				refused("another city than the hospital's", claim("treatmentCity", "320500")),
				refused("a kind that is none", claim("kind", "CANCEL")),
				refused("a day that is none", claim("settledAt", "2026-02-30T08:30:12+08:00")),
				refused("a day to come", claim("settledAt", "2999-01-01T08:30:12+08:00")),
				refused("a day beyond all years", claim("settledAt", "+999999999-01-01T08:30:12+08:00")),
				refused("an amount below nothing", SampleClaim.settlement().put("cashFen", -1).toString()),
				refused("an amount of 500 digits", good.replace(":48650", ":" + "9".repeat(500))),
				refused("an amount beyond all numbers", good.replace(":48650", ":1e400")),
				refused("amounts that do not add up", SampleClaim.settlement().put("cashFen", 1).toString()),
				refused("fund parts without end",
						good.replace("\"cashFen\"", "\"funds\":{" + "\"a\":1,".repeat(5000) + "\"b\":1},\"cashFen\"")));
	}

	private static List<BadEvent> decided() {
		return List.of(undecided("no value", null), undecided("no JSON", "no decision"),
				undecided("nothing in it", "{}"), undecided("a claim that nobody has", decision().toString()),
				undecided("a claim number with a zero byte", decision().put("claimNo", "a\u0000b").toString()),
				undecided("half a character", decision().toString().replace("Not covered", "\\udc00")),
				undecided("a hospital that is none", decision().put("hospitalCode", "\u0000").toString()),
				undecided("a deduction of nothing", decision().put("deductFen", 0).toString()),
				undecided("a deduction beyond all numbers", decision().toString().replace(":1,", ":1e400,")),
				undecided("a reason that is none", decision().put("reasonCode", "BECAUSE").toString()),
				undecided("a name that cannot be seen", decision().put("actor", "\u200b").toString()),
				undecided("a field that stands twice",
						decision().toString().replace("\"city\"", "\"city\":1,\"city\"")),
				undecided("more than it takes", decision().put("comment", "x".repeat(20_000)).toString()),
				undecided("nothing but depth", "{\"a\":".repeat(2000)),
				undecided("the largest event that there is", " ".repeat(EventSizes.EVENT_MAX - AROUND_A_VALUE)),
				undecided("a key that is no hospital and a header without a value", "no decision").keyed("\u0000")
					.with("x", null),
				signed(undecided("a signature by a key that nobody has", decision().toString())),
				signed(undecided("a key's id that is none", decision().toString())).with("signature-key", "../x"),
				undecided("a signature without an algorithm", decision().toString()).with("signature-key", "0")
					.with("signature", "0"),
				undecided("zeros", "\u0000".repeat(500_000)).packed("zstd"));
	}

	private static BadEvent signed(BadEvent event) {
		return event.keyed(SampleClaim.HOSPITAL)
			.with("signature-key", "0".repeat(32))
			.with("signature-algorithm", "EdDSA")
			.with("signature", "0".repeat(64));
	}

	private static List<BadEvent> legs(String topic) {
		BadEvent leg = BadEvent
			.of(topic, End.DEAD_LETTER, "a leg that nobody has submitted", SampleClaim.settlement().toString())
			.keyed(SampleClaim.HOSPITAL);
		return List.of(routed(leg), leg.keyed("x"), BadEvent.of(topic, End.DEAD_LETTER, "no value", (String) null),
				BadEvent.of(topic, End.DEAD_LETTER, "no value, signed", (String) null).signedByTheEngine(),
				BadEvent.of(topic, End.DEAD_LETTER, "no headers, signed", SampleClaim.settlement().toString())
					.signedByTheEngine(),
				routed(BadEvent.of(topic, End.DEAD_LETTER, "no claim, signed", "no claim")).signedByTheEngine(),
				unroutable(topic, "a place that is none", "source", "zz"),
				unroutable(topic, "a place without an offset", "source", "3-"),
				unroutable(topic, "a place beyond all numbers", "source", "99999999999-" + "9".repeat(30)),
				unroutable(topic, "a time that is none", "acceptedAt", "yesterday"),
				unroutable(topic, "a day that is none", "clearingDay", "2026-02-30"),
				unroutable(topic, "a place without a value", "source", null),
				routed(leg).with("authenticator", "x".repeat(43)), routed(leg).with("authenticator", null),
				BadEvent.of(topic, End.DEAD_LETTER, "the largest event that there is",
						new byte[EventSizes.EVENT_MAX - AROUND_A_VALUE]),
				BadEvent.of(topic, End.NOT_TAKEN, "16 MB of zeros", new byte[16 * 1024 * 1024]).packed("gzip"));
	}

	private static BadEvent unroutable(String topic, String what, String header, @Nullable String text) {
		return routed(BadEvent.of(topic, End.DEAD_LETTER, what + ", signed", SampleClaim.settlement().toString()))
			.with(header, text)
			.signedByTheEngine();
	}

	private static List<BadEvent> refusals() {
		BadEvent refusal = placed(Topics.CLAIMS_REJECTED, "a refusal that nobody has made").with("pointer", "")
			.with("message", "No.");
		return List.of(refusal.with("code", "MALFORMED"), refusal.with("code", "NONE").signedByTheEngine(),
				refusal.with("code", null).signedByTheEngine(), refusal.signedByTheEngine(),
				BadEvent.of(Topics.CLAIMS_REJECTED, End.DEAD_LETTER, "no value", (String) null),
				BadEvent.of(Topics.CLAIMS_REJECTED, End.DEAD_LETTER, "headers without end", "x")
					.with("message", "x".repeat(500_000)),
				BadEvent.of(Topics.CLAIMS_REJECTED, End.DEAD_LETTER, "zeros", "\u0000".repeat(500_000)).packed("lz4"));
	}

	private static List<BadEvent> deadLetters() {
		BadEvent letter = placed(Topics.CLAIMS_DEAD_LETTER, "a dead letter that nobody has put aside").with("reason",
				"x");
		return List.of(letter.with("size", "1").with("sha256", "00"),
				letter.with("size", "many").with("sha256", "00").signedByTheEngine(),
				letter.with("size", null).with("sha256", "00").signedByTheEngine(),
				letter.with("size", "1").with("sha256", null).signedByTheEngine(), letter.signedByTheEngine(),
				BadEvent.of(Topics.CLAIMS_DEAD_LETTER, End.DEAD_LETTER, "no value", (String) null),
				BadEvent.of(Topics.CLAIMS_DEAD_LETTER, End.DEAD_LETTER, "the largest event that there is",
						new byte[EventSizes.EVENT_MAX - AROUND_A_VALUE]));
	}

	/** A cut-off may only be brought forward, and only by the engine. */
	private List<BadEvent> cutOffs() {
		return List.of(passedOver(Topics.CLEARING_CUT_OFFS, "no value", null),
				passedOver(Topics.CLEARING_CUT_OFFS, "no JSON", "no cut-off"),
				passedOver(Topics.CLEARING_CUT_OFFS, "nothing but depth", "[".repeat(2000)),
				passedOver(Topics.CLEARING_CUT_OFFS, "another cut-off of a day that is published",
						cutOff(this.publishedDay, this.publishedDay)),
				passedOver(Topics.CLEARING_CUT_OFFS, "the cut-off of a day in between",
						cutOff("2999-01-01", "1999-01-01")),
				passedOver(Topics.CLEARING_CUT_OFFS, "the cut-off of a day beyond all years",
						cutOff("+999999999-12-31", "2999-01-01")));
	}

	/** The rows of a day whose manifests others announce. */
	static List<BadEvent> announcements(String day) {
		return List.of(passedOver(Topics.CLEARING_PUBLISHED, "no value", null),
				passedOver(Topics.CLEARING_PUBLISHED, "no JSON", "no announcement"),
				passedOver(Topics.CLEARING_PUBLISHED, "other bytes than are published", """
						{"day":"%s","city":"320500","revision":1,"manifest":"320500_%s_manifest_v1.json",\
						"manifestSha256":"%s"}""".formatted(day, day.replace("-", ""), "0a".repeat(32))));
	}

	private static String cutOff(String day, String date) {
		return "{\"day\":\"" + day + "\",\"cutOff\":\"" + date + "T00:00:01+08:00\"}";
	}

	private static BadEvent placed(String topic, String what) {
		return routed(BadEvent.of(topic, End.DEAD_LETTER, what, "x"));
	}

	private static BadEvent routed(BadEvent event) {
		return event.with("source", "0-0")
			.with("acceptedAt", "1")
			.with("clearingDay", "2000-01-01")
			.with(CITY, "310000");
	}

	private static BadEvent unreadable(String what, @Nullable String value) {
		return BadEvent.of(Topics.CLAIMS_SUBMITTED, End.DEAD_LETTER, what, value);
	}

	private static BadEvent refused(String what, String value) {
		return BadEvent.of(Topics.CLAIMS_SUBMITTED, End.REFUSED, what, value);
	}

	private static BadEvent undecided(String what, @Nullable String value) {
		return BadEvent.of(Topics.CLAIMS_DECIDED, End.DEAD_LETTER, what, value);
	}

	private static BadEvent passedOver(String topic, String what, @Nullable String value) {
		return BadEvent.of(topic, End.PASSED_OVER, what, value);
	}

	private static ObjectNode decision() {
		return SampleClaim.settlement()
			.objectNode()
			.put("hospitalCode", SampleClaim.HOSPITAL)
			.put("claimNo", "none")
			.put("city", "320500")
			.put("decision", "DEDUCT")
			.put("deductFen", 1)
			.put("reasonCode", "NOT_COVERED")
			.put("comment", "Not covered")
			.put("actor", "Li");
	}

	private static String claim(String field, String text) {
		return SampleClaim.settlement().put(field, text).toString();
	}

}
