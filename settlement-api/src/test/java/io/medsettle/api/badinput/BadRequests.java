package io.medsettle.api.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of bad requests: at least one for each address that the engine has. None of
 * them may have an effect.
 */
final class BadRequests {

	private static final String JSON = "Content-Type: application/json";

	private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

	private static final String LINES = "Content-Type: application/x-ndjson";

	/** Twice the largest claim. */
	private static final byte[] LARGE = bytes("{\"actor\":\"" + "x".repeat(512 * 1024) + "\"}");

	private static final String ACTOR = "{\"actor\":\"Li\"}";

	private static final String REMARK = "{\"actor\":\"Li\",\"comment\":\"x\"}";

	/** A day that cannot be closed and has no results. */
	private static final String OTHER_DAY = "2000-01-01";

	private static final String DAY = "/api/v1/clearing-days/" + OTHER_DAY;

	private final List<BadRequest> rows = new ArrayList<>();

	private final String day;

	private final String publishedDay;

	private final String file;

	/**
	 * @param day the current day
	 * @param publishedDay one that is published
	 * @param file the name of a file of it
	 */
	BadRequests(String day, String publishedDay, String file) {
		this.day = day;
		this.publishedDay = publishedDay;
		this.file = file;
	}

	/** All rows. */
	List<BadRequest> rows() {
		if (this.rows.isEmpty()) {
			hospitals();
			bureaus();
			breaks();
			operators();
			pages();
		}
		return List.copyOf(this.rows);
	}

	private void hospitals() {
		claims();
		at("POST /api/v1/claims/batch", "/api/v1/claims/batch").takesLines()
			.sent(200, "a bad line", LINES, "no claim\n")
			.sent(200, "lines of all kinds", LINES, "{}\n[]\nnull\n\"x\"\n\u0000\n{\"a\":\n" + "[".repeat(3000))
			.sent(200, "no line at all", LINES, "")
			.sent(200, "blank lines", LINES, "\n\r\n  \n\t\n")
			.sent(413, "little that unpacks to much", List.of(LINES, "Content-Encoding: gzip"),
					HttpCaller.gzip(new byte[16 * 1024 * 1024]))
			.sent(400, "packing that is cut off", List.of(LINES, "Content-Encoding: gzip"),
					Arrays.copyOf(HttpCaller.gzip(bytes("no claim\n".repeat(500))), 30))
			.sent(400, "a length that no body has", List.of(LINES, "Content-Length: x"), new byte[0]);
		at("GET /api/v1/claims/{hospitalCode}/{claimNo}", "/api/v1/claims/H31000000001/none").isRead(404)
			.asked(404, "a number that is a formula", "/api/v1/claims/H31000000001/%3D2%2B2")
			.asked(404, "a number that is not visible", "/api/v1/claims/H31000000001/%E2%80%8B")
			.asked(404, "a number of 2,000 characters", "/api/v1/claims/H31000000001/" + "x".repeat(2000))
			.asked(404, "a hospital that is a quotation mark", "/api/v1/claims/'/none")
			.asked(400, "a number with a zero byte", "/api/v1/claims/H31000000001/%00")
			.asked(400, "a path out of the folder", "/api/v1/claims/%2e%2e%2f%2e%2e%2fetc/passwd");
		at("POST /api/v1/claims/{hospitalCode}/{claimNo}/decision", "/api/v1/claims/H31000000001/none/decision")
			.takesJson()
			.json(422, "no city", "{\"decision\":\"REFUSE\"}")
			.json(404, "a claim that nobody has", decision().toString())
			.json(422, "a city that is none", decision().put("city", "32050").toString())
			.json(422, "a deduction of nothing", decision().put("deductFen", 0).toString())
			.json(422, "a deduction as a text", decision().put("deductFen", "1").toString())
			.json(422, "a deduction that is more than everything",
					decision().toString().replace(":1,", ":" + "9".repeat(40) + ","))
			.json(422, "a remark with a control character", decision().put("comment", "\u0007").toString())
			.json(422, "half a character", decision().toString().replace("Not covered", "\\ud83d"))
			.json(422, "a reason that is none", decision().put("reasonCode", "BECAUSE").toString());
		at("GET /api/v1/claims/{hospitalCode}/{claimNo}/decision", "/api/v1/claims/H31000000001/none/decision")
			.isRead(404);
		statements();
	}

	private void claims() {
		Address claims = at("POST /api/v1/claims", "/api/v1/claims").takesJson()
			.json(400, "two objects", SampleClaim.settlement() + " {}")
			.json(400, "nothing but depth", "{\"a\":".repeat(2000))
			.sent(400, "another encoding", List.of(JSON),
					SampleClaim.settlement().toString().getBytes(StandardCharsets.UTF_16))
			.sent(415, "another encoding by name", List.of(JSON + ";charset=gbk"),
					bytes(SampleClaim.settlement().toString()))
			.sent(400, "a preference and no claim", List.of(JSON, "Prefer: wait=" + "9".repeat(30)), bytes("{"))
			.sent(422, "a field that stands twice", JSON,
					SampleClaim.settlement().toString().replace("\"cashFen\"", "\"cashFen\":48650,\"cashFen\""));
		claims.json(422, "a claim number that is a formula", claim("claimNo", "=1+1"))
			.json(422, "a claim number with a zero byte", claim("claimNo", "a\u0000b"))
			.json(422, "half a character", SampleClaim.settlement("half").toString().replace("half", "\\ud83d"))
			.json(422, "a person's number that is not visible", claim("personNo", "\u200b"))
			.json(403, "a hospital that is none", claim("hospitalCode", "H99999999999"))
			.json(422, "a city that is none", claim("insuredCity", "999999"))
			.json(422, "the hospital's own city", claim("insuredCity", "310000"))
			.json(422, "a kind that is none", claim("kind", "CANCEL"))
			.json(422, "a day that is none", claim("settledAt", "2026-02-30T08:30:12+08:00"))
			.json(422, "a day to come", claim("settledAt", "2999-01-01T08:30:12+08:00"))
			.json(422, "a day long gone", claim("settledAt", "1900-01-01T08:30:12+08:00"))
			.json(422, "an amount below nothing", SampleClaim.settlement().put("cashFen", -1).toString())
			.json(422, "an amount with a fraction", SampleClaim.settlement().put("cashFen", 0.5).toString())
			.json(422, "an amount of 500 digits",
					SampleClaim.settlement().toString().replace(":48650", ":" + "9".repeat(500)))
			.json(422, "an amount beyond all numbers", SampleClaim.settlement().toString().replace(":48650", ":1e400"))
			.json(422, "amounts that do not add up", SampleClaim.settlement().put("cashFen", 1).toString())
			.json(422, "a settlement that names an original", claim("originalClaimNo", "other"))
			.json(422, "a reversal of itself",
					SampleClaim.reversal(SampleClaim.settlement())
						.put("originalClaimNo", "self")
						.put("claimNo", "self")
						.toString())
			.json(422, "a person's number as an object",
					SampleClaim.settlement().toString().replace("\"32050000012345\"", "{\"no\":\"32050000012345\"}"));
	}

	private void statements() {
		at("POST /api/v1/statements", "/api/v1/statements").takesJson()
			.json(422, "nothing in it", "{}")
			.json(422, "a day that is none", statement().put("day", "2026-02-30").toString())
			.json(422, "fewer claims than none", statement().put("count", -1).toString())
			.json(422, "more claims than numbers", statement().toString().replace(":0,", ":" + "9".repeat(30) + ","))
			.json(422, "an answer that is neither yes nor no",
					statement().put("reversalsIncluded", "perhaps").toString())
			.json(403, "a hospital that is none", statement().put("hospitalCode", "H99999999999").toString());
		at("POST /api/v1/statements/{hospitalCode}/{day}/lines",
				"/api/v1/statements/H31000000001/" + this.day + "/lines")
			.takesLines()
			.sent(200, "a bad line", LINES, "no line\n")
			.sent(200, "a line that stands twice beside a bad one", LINES, line() + "\n" + line() + "\n{}")
			.sent(422, "no line at all", LINES, "")
			.sent(200, "amounts beyond all numbers", LINES, line().replace(":1", ":" + "9".repeat(40)) + "\n{}")
			.sentTo(400, "a day that is none", "/api/v1/statements/H31000000001/today/lines", LINES, line())
			.sentTo(404, "a hospital that is none", "/api/v1/statements/H99999999999/" + this.day + "/lines", LINES,
					line());
		at("GET /api/v1/statements/{hospitalCode}/{day}", "/api/v1/statements/H31000000001/" + this.day).isRead(404)
			.asked(400, "a day that is none", "/api/v1/statements/H31000000001/2026-13-01")
			.asked(404, "a hospital that is none", "/api/v1/statements/none/" + this.day);
	}

	private void bureaus() {
		String published = "/api/v1/clearing-days/" + this.publishedDay;
		at("GET /api/v1/clearing-days", "/api/v1/clearing-days").isRead(200)
			.asked(400, "a page of no length", "/api/v1/clearing-days?limit=0")
			.asked(400, "a page that is a word", "/api/v1/clearing-days?limit=all")
			.asked(400, "a page without end", "/api/v1/clearing-days?limit=" + "9".repeat(20))
			.asked(400, "a day that is none", "/api/v1/clearing-days?before=yesterday");
		at("GET /api/v1/clearing-days/{day}", published).isRead(200)
			.asked(400, "a day that is none", "/api/v1/clearing-days/2026-02-30")
			.asked(404, "a day that nobody knows", "/api/v1/clearing-days/9999-12-31")
			.asked(400, "a day beyond all years", "/api/v1/clearing-days/%2B999999999-12-31");
		at("GET /api/v1/clearing-days/{day}/positions", published + "/positions").isRead(200)
			.asked(400, "a day that is none", "/api/v1/clearing-days/x/positions");
		at("GET /api/v1/clearing-days/{day}/files", published + "/files").isRead(200)
			.asked(400, "a city that is none", published + "/files?city=31000x")
			.asked(400, "a city of other digits", published + "/files?city=%D9%A3%D9%A1%D9%A0%D9%A0%D9%A0%D9%A0")
			.asked(400, "a city twice", published + "/files?city=310000&city=320500");
		at("GET /api/v1/clearing-days/{day}/files/{name}", published + "/files/" + this.file)
			.with(200, "a range backwards", "Range: bytes=9-0")
			.with(200, "a range in other units", "Range: lines=0-9")
			.with(200, "a range of nothing", "Range: bytes=")
			.with(200, "a thousand ranges", "Range: bytes=" + "0-0,".repeat(1000) + "0-0")
			.with(416, "a range beyond the end", "Range: bytes=99999999999999999999-")
			.with(412, "a digest that it never had", "If-Match: \"other\"")
			.with(200, "a digest without its quotes", "If-None-Match: other")
			.with(200, "a date that is none", "If-Modified-Since: yesterday")
			.with(200, "a part of other bytes", "Range: bytes=0-9", "If-Range: \"other\"")
			.called("PUT", 405, "an address that only gives")
			.asked(404, "a file that is none", published + "/files/none")
			.asked(400, "a path out of the folder", published + "/files/..%2f..%2fmedsettle.mv.db")
			.asked(400, "a path with a way back", published + "/files/../../../../etc/passwd");
		at("POST /api/v1/clearing-days/{day}/files/{name}/ack", published + "/files/" + this.file + "/ack").takesJson()
			.json(422, "no digest", "{}")
			.json(422, "a digest that is none", "{\"sha256\":\"" + "0g".repeat(32) + "\"}")
			.json(422, "a digest that is a number", "{\"sha256\":1}")
			.json(409, "a digest of other bytes", "{\"sha256\":\"" + "0a".repeat(32) + "\"}");
		at("GET /api/v1/calendar", "/api/v1/calendar").isRead(200)
			.asked(400, "a month that is none", "/api/v1/calendar?month=2026-13")
			.asked(400, "a month beyond all years", "/api/v1/calendar?month=%2B999999999-12");
	}

	private void breaks() {
		at("GET /api/v1/breaks", "/api/v1/breaks").isRead(200)
			.asked(400, "a state that is none", "/api/v1/breaks?state=LOST")
			.asked(400, "a city that is none", "/api/v1/breaks?city=1")
			.asked(400, "a day that is none", "/api/v1/breaks?day=20261120");
		at("GET /api/v1/breaks/ageing", "/api/v1/breaks/ageing").isRead(200)
			.asked(400, "a city that is none", "/api/v1/breaks/ageing?city=Shanghai");
		at("GET /api/v1/breaks/{id}", "/api/v1/breaks/none").isRead(404)
			.asked(404, "an id that is not visible", "/api/v1/breaks/%E2%80%8B")
			.asked(400, "an id with a zero byte", "/api/v1/breaks/%00");
		action("propose").json(422, "no action", ACTOR)
			.json(422, "an action that is none", "{\"actor\":\"Li\",\"action\":\"PAY\",\"comment\":\"x\"}")
			.json(422, "a deduction below nothing",
					"{\"actor\":\"Li\",\"action\":\"DEDUCT\",\"deductFen\":-1,\"comment\":\"x\"}");
		action("approve").json(404, "a break that is none", REMARK)
			.json(422, "a remark with characters that cannot be seen", "{\"comment\":\"P0\u200b\"}");
		action("reject").json(404, "a break that is none", "{}");
		action("reopen").json(422, "a remark of 901 characters", "{\"comment\":\"" + "x".repeat(901) + "\"}");
		action("assign").json(422, "to nobody", ACTOR);
		action("comment").json(422, "nothing to say", ACTOR)
			.json(422, "a control character", "{\"actor\":\"Li\",\"comment\":\"\\u0007\"}");
		action("evidence").json(422, "a script for a link", """
				{"actor":"Li","name":"x","sha256":"%s","link":"javascript:alert(1)"}""".formatted("0a".repeat(32)));
		action("pend").json(422, "until a day that is none",
				"{\"actor\":\"Li\",\"until\":\"2026-02-30\",\"waitingOn\":\"HOSPITAL\"}");
		action("dispute").json(422, "nothing to say", "{}");
		action("uphold").json(422, "a remark as an array", "{\"actor\":\"Li\",\"comment\":[]}");
	}

	private Address action(String name) {
		return at("POST /api/v1/breaks/{id}/" + name, "/api/v1/breaks/none/" + name).takesJson();
	}

	private void operators() {
		at("POST /api/v1/clearing-days/{day}/close", DAY + "/close").mayTakeJson()
			.sent(409, "a day that is over", JSON, ACTOR)
			.sent(422, "a reason with a line break", JSON, "{\"reason\":\"Li\\nWu\"}")
			.sentTo(400, "a day that is none", "/api/v1/clearing-days/today/close", JSON, ACTOR)
			.sentTo(409, "a day long after today", "/api/v1/clearing-days/2999-12-31/close", JSON, ACTOR);
		at("POST /api/v1/clearing-days/{day}/confirm", DAY + "/confirm").mayTakeJson()
			.json(404, "a day that nobody knows", ACTOR);
		at("POST /api/v1/clearing-days/{day}/redo", DAY + "/redo").takesJson().json(422, "no reason", ACTOR);
		at("POST /api/v1/clearing-days/{day}/verify", DAY + "/verify").mayTakeJson()
			.sent(404, "a day that is not published", JSON, "{}");
		at("POST /api/v1/clearing-days/{day}/dry-run", DAY + "/dry-run").mayTakeJson()
			.sent(404, "a day that nobody knows", JSON, "{}");
		at("GET /api/v1/clearing-days/{day}/verification", DAY + "/verification").isRead(404)
			.asked(400, "a day that is none", "/api/v1/clearing-days/0/verification");
		at("GET /api/v1/runs", "/api/v1/runs").isRead(200);
		at("GET /api/v1/runs/{id}", "/api/v1/runs/none").isRead(404)
			.asked(404, "a run of a day that is none", "/api/v1/runs/night-20260230")
			.asked(404, "a run of a day beyond all years", "/api/v1/runs/night-" + "9".repeat(30));
		at("GET /api/v1/runs/{id}/events", "/api/v1/runs/none/events")
			.with(404, "a run that is none", "Accept: text/event-stream")
			.with(400, "an event that cannot be read", "Accept: text/event-stream", "Last-Event-ID: \u0001x");
		at("GET /api/v1/dead-letters", "/api/v1/dead-letters").isRead(200)
			.asked(400, "a page of 501", "/api/v1/dead-letters?limit=501")
			.asked(400, "a place that is none", "/api/v1/dead-letters?before=x")
			.asked(400, "a place beyond all numbers",
					"/api/v1/dead-letters?before=" + "9".repeat(30) + "-claims.submitted-0-1");
		at("GET /api/v1/proposals", "/api/v1/proposals").isRead(200)
			.asked(400, "a state that is none", "/api/v1/proposals?state=LOST");
		at("GET /api/v1/proposals/{id}", "/api/v1/proposals/none").isRead(404)
			.asked(404, "an id that is not visible", "/api/v1/proposals/%E2%80%8B")
			.asked(400, "an id with a zero byte", "/api/v1/proposals/%00");
		for (String what : List.of("approve", "reject")) {
			at("POST /api/v1/proposals/{id}/" + what, "/api/v1/proposals/none/" + what).mayTakeJson()
				.json(404, "a proposal that is none", "{}");
		}
		accounts();
		for (String what : List.of("redrive", "drop")) {
			at("POST /api/v1/dead-letters/{id}/" + what, "/api/v1/dead-letters/none/" + what).mayTakeJson()
				.json(404, "a dead letter that is none", ACTOR)
				.sentTo(404, "a place that Kafka never had",
						"/api/v1/dead-letters/claims.submitted-0-" + "9".repeat(18) + "/" + what, JSON, ACTOR)
				.sentTo(404, "a topic of others", "/api/v1/dead-letters/__consumer_offsets-0-1/" + what, JSON, ACTOR)
				.sentTo(404, "a partition beyond all numbers",
						"/api/v1/dead-letters/claims.submitted-" + "9".repeat(20) + "-1/" + what, JSON, ACTOR);
		}
	}

	private void pages() {
		String many = IntStream.range(0, 1100).mapToObj((number) -> "a=" + number).collect(Collectors.joining("&"));
		for (String page : List.of("/", "/console/live", "/console/results")) {
			// Parts of the page are for htmx alone.
			List<String> asking = List.of("HX-Request: true");
			at("GET " + page, page)
				.add("GET", page + "?day=%3Cscript%3E", "a day that is none", asking, new byte[0], List.of(200))
				.add("GET", page + "?day=%00", "a day with a zero byte", asking, new byte[0], List.of(200))
				.add("GET", page + "?" + many, "more parameters than anybody needs", asking, new byte[0], List.of(400))
				.with(200, "a language that is none", "HX-Request: true", "Accept-Language: " + "x".repeat(5000));
		}
		at("GET /console/parts", "/console/parts")
			.with(200, "a language that is none", "HX-Request: true", "Accept-Language: " + "x".repeat(5000))
			.add("GET", "/console/parts?" + many, "more parameters than anybody needs", List.of("HX-Request: true"),
					new byte[0], List.of(200, 400));
		ownPages();
		at("GET /console/days/{day}/flows", "/console/days/" + OTHER_DAY + "/flows")
			.asked(404, "a day without flows", "/console/days/" + OTHER_DAY + "/flows")
			.asked(400, "a day that is none", "/console/days/x/flows");
		at("POST /console/days/{day}/close", "/console/days/" + OTHER_DAY + "/close")
			.sent(200, "a body that nobody reads", List.of(JSON, "HX-Request: true"), LARGE)
			.sent(200, "a form that asks for another day", List.of(FORM, "HX-Request: true"), bytes("day=x"))
			.sent(415, "parts", List.of("Content-Type: multipart/form-data", "HX-Request: true"), bytes("day=x"))
			.sent(403, "what no page of this session sends", List.of("HX-Request: true", "X-XSRF-TOKEN: other"),
					new byte[0])
			.sent(404, "no page at all", List.of(), new byte[0]);
		at("GET /v3/api-docs", "/v3/api-docs").with(200, "an encoding that is none", "Accept-Encoding: x;q=9")
			.called("DELETE", 403, "an address that only gives");
		at("GET /v3/api-docs.yaml", "/v3/api-docs.yaml").called("PATCH", 403, "an address that only gives");
		at("ANY /error", "/error").asked(404, "the page of errors without one", "/error")
			.asked(404, "an address that is none", "/none?" + "x".repeat(3000))
			.asked(400, "an address that cannot be read", "/%zz");
	}

	private void accounts() {
		at("GET /api/v1/access/clients", "/api/v1/access/clients").isRead(200);
		at("GET /api/v1/access/people", "/api/v1/access/people").isRead(200);
		at("POST /api/v1/access/clients", "/api/v1/access/clients").takesJson()
			.json(422, "nothing in it", "{}")
			.json(422, "an id that is a formula", "{\"clientId\":\"=1+1\",\"role\":\"AUDITOR\"}")
			.json(422, "a role that is none", "{\"clientId\":\"x\",\"role\":\"ROOT\"}")
			.json(422, "a hospital that is none",
					"{\"clientId\":\"x\",\"role\":\"HOSPITAL\",\"organisation\":\"H99999999999\"}")
			.json(422, "a city for the region",
					"{\"clientId\":\"x\",\"role\":\"OPERATOR\",\"organisation\":\"310000\"}")
			.json(422, "an end before its begin",
					"{\"clientId\":\"x\",\"role\":\"AUDITOR\",\"validFrom\":\"2026-12-02\",\"validTo\":\"2026-12-01\"}")
			.json(409, "an id that is given already", "{\"clientId\":\"operator\",\"role\":\"AUDITOR\"}");
		at("POST /api/v1/access/people", "/api/v1/access/people").takesJson()
			.json(422, "a name with a blank", "{\"username\":\"li wei\",\"role\":\"AUDITOR\"}")
			.json(422, "a city that is none", "{\"username\":\"x\",\"role\":\"BUREAU\",\"organisation\":\"999999\"}")
			.json(409, "a name that is given already", "{\"username\":\"operator\",\"role\":\"AUDITOR\"}");
		for (String what : List.of("secret", "revoke")) {
			at("POST /api/v1/access/clients/{clientId}/" + what, "/api/v1/access/clients/none/" + what).mayTakeJson()
				.sent(404, "a client that is none", JSON, "{}");
		}
		at("POST /api/v1/access/clients/{clientId}/certificate", "/api/v1/access/clients/none/certificate").takesJson()
			.json(422, "nothing in it", "{}")
			.json(422, "a subject that is no name", "{\"subject\":\"H31000000001\"}")
			.json(422, "a subject that is too long", "{\"subject\":\"CN=" + "x".repeat(500) + "\"}")
			.json(404, "a client that is none", "{\"subject\":\"CN=x\"}");
		for (String what : List.of("password", "log-out", "disable")) {
			at("POST /api/v1/access/people/{username}/" + what, "/api/v1/access/people/none/" + what).mayTakeJson()
				.sent(404, "a person that is none", JSON, "{}");
		}
		at("POST /api/v1/access/people/{username}/role", "/api/v1/access/people/none/role").takesJson()
			.json(404, "a person that is none", "{\"role\":\"AUDITOR\"}")
			.json(422, "no role", "{}");
		at("POST /api/v1/access/people/{username}/link", "/api/v1/access/people/none/link").takesJson()
			.json(404, "a person that is none", "{\"issuer\":\"https://x\",\"subject\":\"x\"}")
			.json(422, "a script for an issuer", "{\"issuer\":\"javascript:alert(1)\",\"subject\":\"x\"}");
		at("GET /api/v1/audit", "/api/v1/audit").asked(403, "who runs it is not who audits it", "/api/v1/audit");
		at("GET /api/v1/access/signature-keys/{organisation}", "/api/v1/access/signature-keys/none").isRead(200);
		at("POST /api/v1/access/signature-keys", "/api/v1/access/signature-keys").takesJson()
			.json(422, "nothing in it", "{}")
			.json(422, "a key that is none", "{\"organisation\":\"H31000000001\",\"publicKey\":\"AAAA\"}")
			.json(422, "an organisation that is none", "{\"organisation\":\"H99999999999\",\"publicKey\":\"AAAA\"}");
		at("POST /api/v1/access/signature-keys/{keyId}/revoke", "/api/v1/access/signature-keys/none/revoke")
			.mayTakeJson()
			.sent(404, "a key that is none", JSON, "{}");
		at("POST /api/v1/access/token-keys/rotate", "/api/v1/access/token-keys/rotate").mayTakeJson();
	}

	private void ownPages() {
		at("GET /login", "/login").with(200, "a language that is none", "Accept-Language: " + "x".repeat(5000))
			.asked(200, "a script for an error", "/login?error=%3Cscript%3E");
		at("GET /console/proposals", "/console/proposals").with(404, "no page at all", "Accept: text/html");
		at("GET /console/claims", "/console/claims").with(403, "a caller who sees no single claims",
				"Accept: text/html");
		at("GET /console/days/{day}/files/{name}", "/console/days/" + this.publishedDay + "/files/none")
			.asked(404, "a file that is none", "/console/days/" + this.publishedDay + "/files/none")
			.asked(400, "a day that is none", "/console/days/x/files/none");
		at("GET /console/breaks/{id}", "/console/breaks/none").asked(404, "a break that is none",
				"/console/breaks/none");
		for (String what : List.of("propose", "reject", "comment")) {
			at("POST /console/breaks/{id}/" + what, "/console/breaks/none/" + what).sent(404, "a break that is none",
					List.of(FORM, "HX-Request: true"), bytes("resolution=CANCEL&comment=x"));
		}
		at("POST /console/breaks/{id}/approve", "/console/breaks/none/approve").sent(403, "who may not",
				List.of(FORM, "HX-Request: true"), bytes("comment=x"));
		at("POST /console/proposals/{id}/approve", "/console/proposals/none/approve").sent(403, "who may not",
				List.of(FORM, "HX-Request: true"), new byte[0]);
		at("POST /console/proposals/{id}/reject", "/console/proposals/none/reject").sent(200, "a proposal that is none",
				List.of(FORM, "HX-Request: true"), new byte[0]);
		at("POST /console/days/{day}/confirm", "/console/days/" + OTHER_DAY + "/confirm").sent(200,
				"a day that nobody knows", List.of(FORM, "HX-Request: true"), new byte[0]);
		at("POST /console/days/{day}/redo", "/console/days/" + OTHER_DAY + "/redo")
			.sent(200, "a reason that cannot be seen", List.of(FORM, "HX-Request: true"), bytes("reason=%E2%80%8B"))
			.sent(400, "no reason", List.of(FORM, "HX-Request: true"), new byte[0]);
	}

	private Address at(String endpoint, String address) {
		return new Address(endpoint, address);
	}

	private static ObjectNode decision() {
		return object("""
				{"city":"320500","decision":"DEDUCT","deductFen":1,"reasonCode":"NOT_COVERED","comment":"Not covered",\
				"actor":"Li"}""");
	}

	private static ObjectNode statement() {
		return object("""
				{"hospitalCode":"H31000000001","day":"2000-01-01","insuredCity":"320500","insuranceType":"310",\
				"count":0,"totalFen":0,"fundFen":0,"accountFen":0,"reversalsIncluded":true}""");
	}

	private static String line() {
		return "{\"claimNo\":\"stated\",\"kind\":\"SETTLEMENT\",\"totalFen\":1,\"fundFen\":1,\"accountFen\":0}";
	}

	private static String claim(String field, String text) {
		return SampleClaim.settlement().put(field, text).toString();
	}

	private static ObjectNode object(String json) {
		return (ObjectNode) JsonMapper.shared().readTree(json);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * An address, to which rows are added.
	 */
	private final class Address {

		private final String endpoint;

		private final String address;

		Address(String endpoint, String address) {
			this.endpoint = endpoint;
			this.address = address;
		}

		/** What is wrong with a body of whatever address that needs JSON. */
		Address takesJson() {
			return sent(400, "no body", JSON, "").mayTakeJson();
		}

		/** The same where it may be left out. */
		Address mayTakeJson() {
			return sent(400, "half an object", JSON, "{").sent(400, "an array", JSON, "[]")
				.sent(400, "no UTF-8", List.of(JSON),
						new byte[] { '{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}' })
				.sent(List.of(400, 422), "a field that nobody knows, twice", JSON, "{\"x\":1,\"x\":2}")
				.refusesOthers(JSON, "{}")
				.sent(415, "lines", LINES, "{}")
				.sent(413, "more than it takes", List.of(JSON), LARGE)
				.sent(413, "more than it takes, packed", List.of(JSON, "Content-Encoding: gzip"),
						HttpCaller.gzip(LARGE));
		}

		/** What is wrong with a body of whatever address that takes lines. */
		Address takesLines() {
			return refusesOthers(LINES, "{}").sent(415, "JSON", JSON, "{}")
				.sent(200, "a line that is too long", List.of(LINES), LARGE)
				.sent(200, "a line that is too long, packed", List.of(LINES, "Content-Encoding: gzip"),
						HttpCaller.gzip(LARGE));
		}

		private Address refusesOthers(String type, String body) {
			return sent(415, "a text", "Content-Type: text/plain", body)
				.sent(415, "a form", "Content-Type: application/x-www-form-urlencoded", body)
				.sent(415, "parts", "Content-Type: multipart/form-data", body)
				.sent(415, "a type that is none", "Content-Type: x", body)
				.sent(400, "its type twice", List.of(type, type), bytes(body))
				.sent(400, "its type and another", List.of(type, "Content-Type: text/plain"), bytes(body))
				.sent(400, "packed in two ways", List.of(type, "Content-Encoding: identity", "Content-Encoding: gzip"),
						bytes(body))
				.sent(415, "packed as nobody can", List.of(type, "Content-Encoding: br"), bytes(body))
				.sent(400, "packed and yet not", List.of(type, "Content-Encoding: gzip"), bytes(body))
				.sent(406, "an answer that it cannot give", List.of(type, "Accept: text/html"), bytes(body))
				.called("DELETE", 405, "what cannot be done");
		}

		/**
		 * What is wrong with a question, whatever is asked for.
		 * @param usual what is answered where nothing is wrong
		 */
		Address isRead(int usual) {
			return with(406, "an answer that it cannot give", "Accept: application/x-none")
				.with(406, "an answer that is none", "Accept: x")
				.with(usual, "a range, conditions and preferences for nothing", "Range: bytes=9-0", "If-Match: \"x\"",
						"If-Modified-Since: x", "Prefer: wait=x")
				.add("GET", this.address + "?%ff=%fe&x=%00&" + "x".repeat(1000),
						"a parameter that nobody knows and cannot be read", List.of(), new byte[0], List.of(usual, 400))
				.called("DELETE", 405, "what cannot be done");
		}

		Address json(int status, String what, String json) {
			return sent(status, what, JSON, json);
		}

		Address sent(int status, String what, String type, String body) {
			return sent(status, what, List.of(type), bytes(body));
		}

		Address sent(List<Integer> statuses, String what, String type, String body) {
			return add("POST", this.address, what, List.of(type), bytes(body), statuses);
		}

		Address sent(int status, String what, List<String> headers, byte[] body) {
			return add("POST", this.address, what, headers, body, List.of(status));
		}

		Address sentTo(int status, String what, String address, String type, String body) {
			return add("POST", address, what, List.of(type), bytes(body), List.of(status));
		}

		Address asked(int status, String what, String address) {
			return add("GET", address, what, List.of(), new byte[0], List.of(status));
		}

		Address with(int status, String what, String... headers) {
			return add("GET", this.address, what, List.of(headers), new byte[0], List.of(status));
		}

		Address called(String method, int status, String what) {
			return add(method, this.address, what + ": " + method, List.of(), new byte[0], List.of(status));
		}

		private Address add(String method, String address, String what, List<String> headers, byte[] body,
				List<Integer> statuses) {
			boolean lengthIsSaid = headers.stream().anyMatch((header) -> header.startsWith("Content-Length"));
			List<String> all = (lengthIsSaid || method.equals("GET")) ? headers
					: Stream.concat(headers.stream(), Stream.of("Content-Length: " + body.length)).toList();
			BadRequests.this.rows.add(new BadRequest(this.endpoint, what, method + " " + address + " HTTP/1.1", all,
					body, Set.copyOf(statuses)));
			return this;
		}

	}

}
