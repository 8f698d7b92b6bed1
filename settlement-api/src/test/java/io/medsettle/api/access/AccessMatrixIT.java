package io.medsettle.api.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.Sessions;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.api.testing.Tokens;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every address of {@link Endpoint} by every role, for what is its own and for what is
 * another organisation's. The rows come from the table; an address that is none of them
 * keeps the engine from starting.
 */
@ExtendWith(SharedEngine.class)
class AccessMatrixIT {

	private static final String OWN_HOSPITAL = "H31000000001";

	private static final String OWN_CITY = "310000";

	private static final String INSURED_CITY = "320500";

	private static final String OTHER_HOSPITAL = "H33010000001";

	private static final String OTHER_CITY = "330100";

	private static final String OTHER_INSURED_CITY = "340100";

	/** Nothing can be done about it any more. */
	private static final String OLD_DAY = "2000-01-01";

	private static final String NONE = "none";

	private static final List<String[]> ACCEPTED = List.of(new String[0], new String[] { "Accept", "*/*" },
			new String[] { "Accept", "text/html" }, new String[] { "Accept", "application/json" });

	private static HttpCaller http;

	private static Engine engine;

	private static LocalDate day;

	private static Place own;

	private static Place other;

	@BeforeAll
	static void fill(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
		String secret = String.valueOf(SecretEncoder.fast().encode("demo"));
		engine.bean(AccessClients.class)
			.add(List
				.of(new AccessClient("matrix-scraper", secret, AccessRole.SCRAPER, "", Instant.EPOCH, null, null)));
		ObjectNode ours = claim(OWN_HOSPITAL, INSURED_CITY);
		ObjectNode ourReversal = reversalOfNothing(OWN_HOSPITAL, INSURED_CITY);
		ObjectNode theirs = claim(OTHER_HOSPITAL, OTHER_INSURED_CITY);
		ObjectNode theirReversal = reversalOfNothing(OTHER_HOSPITAL, OTHER_INSURED_CITY);
		for (ObjectNode claim : List.of(ours, ourReversal, theirs, theirReversal)) {
			Answer answer = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
			assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		}
		for (String hospital : List.of(OWN_HOSPITAL, OTHER_HOSPITAL)) {
			Answer answer = http.post("/api/v1/statements", statement(hospital, current().toString()).toString());
			assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		}
		day = DayClosing.closeCurrentDay(engine);
		own = new Place(OWN_HOSPITAL, text(ours, "claimNo"), breakOf(ourReversal), OWN_CITY);
		other = new Place(OTHER_HOSPITAL, text(theirs, "claimNo"), breakOf(theirReversal), OTHER_CITY);
	}

	/** Others use the engine too, and find nothing held. */
	@AfterAll
	static void leaveNothingHeld() {
		for (Place place : List.of(own, other)) {
			http.post("/api/v1/breaks/" + place.breakId + "/propose", "{\"action\":\"CANCEL\"}");
			http.post("/api/v1/breaks/" + place.breakId + "/approve", "{}");
			assertThat(http.get("/api/v1/breaks/" + place.breakId).json().get("state").asString())
				.isEqualTo("APPROVED");
		}
		DayClosing.closeCurrentDay(engine);
	}

	@Test
	void everyRoleReachesWhatItsRowSaysAndNothingElse() {
		List<String> wrong = new ArrayList<>();
		int calls = 0;
		for (Endpoint endpoint : Endpoint.ALL) {
			for (AccessRole role : AccessRole.values()) {
				for (Place place : List.of(own, other)) {
					if (endpoint.isOfTheConsole() && role == AccessRole.SCRAPER) {
						continue;
					}
					Answer answer = call(endpoint, place, callerOf(role, endpoint));
					String objection = objection(endpoint, role, place, answer);
					calls++;
					if (!objection.isEmpty()) {
						wrong.add(endpoint.method() + " " + endpoint.path() + " by " + role
								+ ((place == own) ? " of its own: " : " of another's: ") + objection + " " + answer);
					}
				}
			}
		}
		assertThat(wrong).isEmpty();
		assertThat(calls).isGreaterThan(500);
	}

	@Test
	void nobodyReachesAnythingWithoutAToken() {
		List<String> wrong = new ArrayList<>();
		for (Endpoint endpoint : Endpoint.ALL) {
			Answer answer = call(endpoint, own, "");
			int expected = (endpoint.isOfTheConsole() && endpoint.method() == HttpMethod.POST) ? 403 : 401;
			if (answer.status() != expected || (endpoint.isOfTheConsole() ? !answer.header("HX-Refresh").equals("true")
					: answer.header("WWW-Authenticate").isEmpty() || !answer.header("Set-Cookie").isEmpty())) {
				wrong.add(endpoint + ": " + answer);
			}
		}
		assertThat(wrong).isEmpty();
	}

	/**
	 * Whoever clicks on it is shown the whole page anew, from a login if need be; nothing
	 * is done.
	 */
	@Test
	void aPageThatIsOlderThanItsSessionOrItsLoginActsNoMore() {
		Sessions.Session session = Sessions.of(engine.baseUrl(), "operator");
		for (Endpoint endpoint : Endpoint.ALL) {
			if (endpoint.isOfTheConsole() && endpoint.method() == HttpMethod.POST) {
				String path = path(endpoint, own);
				Answer ended = http.call("POST", path, "HX-Request", "true", Tokens.NONE, "", "Cookie",
						"XSRF-TOKEN=" + session.cookies().get("XSRF-TOKEN"), "X-XSRF-TOKEN", session.csrf());
				assertThat(ended.status()).as("%s %s", path, ended).isEqualTo(401);
				assertThat(ended.header("HX-Refresh")).isEqualTo("true");
				Answer old = http.call("POST", path, "HX-Request", "true", Tokens.NONE, "", "Cookie", session.cookie(),
						"X-XSRF-TOKEN", "of-the-login-before");
				assertThat(old.status()).as("%s %s", path, old).isEqualTo(403);
				assertThat(old.header("HX-Refresh")).isEqualTo("true");
			}
		}
		Answer form = http.call("POST", "/logout", "Accept", "text/html", "Cookie", session.cookie());
		assertThat(form.status()).as(form::toString).isEqualTo(302);
		assertThat(form.header("Location")).isEqualTo("/");
		assertThat(http.get("/").status()).as("still logged in").isEqualTo(200);
	}

	/** Whatever they ask for, and however: no page, no redirect, no cookie. */
	@Test
	void programsAreNeverSentToAPage() {
		HttpCaller nobody = http.as("");
		for (String path : List.of("/api", "/api/v1", "/api/v1/none", "/api/v1/claims", "/oauth2/none", "/actuator",
				"/actuator/env", "/actuator/info", "/actuator/health/db", "/actuator/prometheus", "/actuator/sbom",
				"/national", "/national/x")) {
			for (String[] accepted : ACCEPTED) {
				for (String method : List.of("GET", "HEAD", "POST", "PUT")) {
					Answer answer = nobody.call(method, path, accepted);
					assertThat(answer.status()).as("%s %s %s", method, path, answer).isEqualTo(401);
					assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
					assertIsAProblem(answer);
				}
			}
		}
		String token = Tokens.of(engine.baseUrl(), "operator");
		for (String[] accepted : ACCEPTED) {
			List<String> headers = new ArrayList<>(List.of(accepted));
			headers.addAll(List.of("Authorization", token));
			String[] asked = headers.toArray(String[]::new);
			for (String path : List.of("/api/v1/none", "/actuator/none", "/actuator/env", "/national/x")) {
				for (String method : List.of("GET", "HEAD", "POST")) {
					Answer answer = http.call(method, path, asked);
					assertThat(answer.status()).as("%s %s", path, answer).isEqualTo(404);
					assertIsAProblem(answer);
				}
			}
			Answer method = http.call("DELETE", "/api/v1/runs", asked);
			assertThat(method.status()).as(method::toString).isEqualTo(405);
			assertIsAProblem(method);
			Answer type = http.post("/api/v1/access/clients", "text/html", new byte[1], asked);
			assertThat(type.status()).as(type::toString).isEqualTo(415);
			assertIsAProblem(type);
		}
		for (String path : List.of("/actuator", "/actuator/env")) {
			assertThat(http.get(path, "Authorization", Tokens.of(engine.baseUrl(), OWN_HOSPITAL)).status())
				.isEqualTo(403);
		}
		assertThat(http.as("matrix-scraper").get("/actuator/env").status()).isEqualTo(403);
		// Nobody logs in so; what is asked is not even looked at.
		Answer authorize = nobody.get("/oauth2/authorize", "Accept", "text/html");
		assertThat(authorize.status()).isBetween(400, 401);
		assertThat(authorize.header("Content-Type")).doesNotContain("html");
		assertThat(nobody.get("/actuator/health").text()).doesNotContain("components").contains("UP");
		assertThat(http.as("operator").get("/actuator/health").text()).contains("components");
		assertThat(nobody.get("/v3/api-docs").status()).isEqualTo(200);
		assertThat(nobody.get("/oauth2/jwks").text()).contains("\"keys\"").doesNotContain("\"d\":");
	}

	@Test
	void auditorsSeeWhatTheEngineIsMadeOf() {
		assumeTrue(getClass().getResource("/META-INF/sbom/application.cdx.json") != null,
				"Skipped: a build that is offline does not list it");
		JsonNode list = http.as("auditor").get("/actuator/sbom/application").json();
		assertThat(list.get("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(list.get("components")).anyMatch((part) -> text(part, "name").equals("tomcat-embed-core"))
			.noneMatch((part) -> text(part, "name").equals("archunit-junit5"));
	}

	private static void assertIsAProblem(Answer answer) {
		assertThat(answer.header("Set-Cookie")).isEmpty();
		assertThat(answer.header("Location")).isEmpty();
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
	}

	/**
	 * What counts is dead at once where it was revoked, and everywhere within a minute.
	 */
	@Test
	void revokedClientsAreRefused() {
		String secret = String.valueOf(SecretEncoder.fast().encode("demo"));
		engine.bean(AccessClients.class)
			.add(List
				.of(new AccessClient("matrix-revoked", secret, AccessRole.AUDITOR, "", Instant.EPOCH, null, null)));
		HttpCaller client = http.as("matrix-revoked");
		assertThat(client.get("/api/v1/runs").status()).isEqualTo(200);
		assertThat(http.call("POST", "/api/v1/access/clients/matrix-revoked/revoke").status()).isEqualTo(200);
		await().atMost(Duration.ofSeconds(60)).until(() -> client.get("/api/v1/runs").status() == 401);
	}

	/** The same answer for what is another's and for what is not there. */
	@Test
	void whatIsAnothersIsAsIfItWereNotThere() {
		List<String> wrong = new ArrayList<>();
		Place nowhere = new Place(OTHER_HOSPITAL, "no-such-claim", NONE, "999999");
		for (Endpoint endpoint : Endpoint.ALL) {
			for (AccessRole role : Set.of(AccessRole.HOSPITAL, AccessRole.BUREAU)) {
				if (endpoint.roles().contains(role) && endpoint.path().matches(".*\\{(claimNo|id|name)}.*")
						&& !isForOneself(endpoint)) {
					Answer anothers = call(endpoint, other, callerOf(role, endpoint));
					Answer nothing = call(endpoint, nowhere, callerOf(role, endpoint));
					if (anothers.status() != nothing.status() || !shape(anothers).equals(shape(nothing))) {
						wrong.add(endpoint.path() + " by " + role + ": " + anothers + " and " + nothing);
					}
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	/** The ids come from the other's own lists. */
	@Test
	void listsAndSumsAreAsIfOthersDidNotExist() {
		HttpCaller theirs = http.as("bureau-" + OTHER_CITY);
		HttpCaller ours = http.as("bureau-" + OWN_CITY);
		Set<String> secrets = new TreeSet<>();
		secrets.add(other.claimNo);
		secrets.add(OTHER_HOSPITAL);
		theirs.get("/api/v1/breaks").json().get("breaks").forEach((row) -> secrets.add(text(row, "id")));
		theirs.get("/api/v1/clearing-days/" + day + "/files")
			.json()
			.forEach((row) -> secrets.addAll(List.of(text(row, "name"), text(row, "sha256"))));
		assertThat(secrets).hasSizeGreaterThan(5);
		for (String query : List.of("", "?city=" + OWN_CITY, "?city=" + OTHER_CITY, "?city=999999", "?city=",
				"?city=33", "?city=310000&city=330100")) {
			for (String list : List.of("/api/v1/breaks", "/api/v1/breaks/ageing",
					"/api/v1/clearing-days/" + day + "/files", "/api/v1/clearing-days/" + day + "/positions",
					"/api/v1/clearing-days", "/api/v1/clearing-days/" + day)) {
				Answer answer = ours.get(list + query);
				assertThat(secrets).as(list + query)
					.noneMatch((secret) -> answer.text().contains(secret) && !isSharedWithUs(secret));
			}
		}
		JsonNode positions = ours.get("/api/v1/clearing-days/" + day + "/positions").json();
		assertThat(positions.get("obligations")).isNotEmpty()
			.allMatch((row) -> List.of(text(row, "insuredCity"), text(row, "treatmentCity")).contains(OWN_CITY));
		assertThat(positions.get("net")).hasSize(1);
		JsonNode figures = ours.get("/api/v1/clearing-days/" + day).json();
		assertThat(figures.at("/totals/cleared/netFen").asLong())
			.isEqualTo(Math.abs(positions.at("/net/0/netFen").asLong()));
		assertThat(figures.at("/counts/cleared").asLong())
			.isEqualTo(positions.get("obligations").valueStream().mapToLong((row) -> row.get("claims").asLong()).sum());
		JsonNode everybody = http.get("/api/v1/clearing-days/" + day).json();
		assertThat(everybody.at("/counts/cleared").asLong()).isGreaterThan(figures.at("/counts/cleared").asLong());
	}

	/** What names claims is for who needs to know whose visit it was. */
	@Test
	void personsAreSeenByThoseWhoNeedThem() {
		String path = "/api/v1/claims/" + OWN_HOSPITAL + "/" + own.claimNo;
		for (String caller : List.of(OWN_HOSPITAL, "bureau-" + OWN_CITY, "bureau-" + INSURED_CITY)) {
			assertThat(http.as(caller).get(path).text()).as(caller).contains("32050000012345");
		}
		for (String caller : List.of("operator", "checker", "auditor")) {
			assertThat(http.as(caller).get(path).text()).as(caller).doesNotContain("32050000012345").contains("****45");
		}
		String file = "/api/v1/clearing-days/" + day + "/files/" + OWN_CITY + "_" + day.toString().replace("-", "");
		assertThat(http.as("operator").get(file + "_detail_v1.csv").status()).isEqualTo(403);
		assertThat(http.as("operator").get(file + "_summary_v1.csv").status()).isEqualTo(200);
	}

	private static boolean isSharedWithUs(String secret) {
		// A file that is empty for both has one digest.
		return secret.length() == 64 && http.as("bureau-" + OWN_CITY)
			.get("/api/v1/clearing-days/" + day + "/files")
			.json()
			.valueStream()
			.anyMatch((row) -> text(row, "sha256").equals(secret));
	}

	private static String objection(Endpoint endpoint, AccessRole role, Place place, Answer answer) {
		if (!endpoint.roles().contains(role)) {
			return (answer.status() == 403) ? "" : "403 is expected";
		}
		boolean others = place == other && role.isOfAnOrganisation() && isOfSomebody(endpoint);
		if (others && isForOneself(endpoint)) {
			boolean refused = endpoint.path().endsWith("/batch")
					? answer.status() == 200 && answer.text().contains("FORBIDDEN")
							&& answer.text().contains("\"received\":0")
					: answer.status() == 403 || answer.status() == 404;
			return refused ? "" : "a refusal is expected";
		}
		if (others) {
			boolean unknown = answer.status() == 404 || endpoint.path().equals("/console/claims")
					&& answer.status() == 200 && answer.text().contains("claim-unknown");
			return unknown ? "" : "404 is expected";
		}
		boolean detail = endpoint.path().endsWith("/files/{name}");
		return (Set.of(401, 302).contains(answer.status()) || answer.status() == 403 && !detail
				|| answer.status() >= 500) ? "to be let in is expected" : "";
	}

	/** Whether there is another's of it. */
	private static boolean isOfSomebody(Endpoint endpoint) {
		return endpoint.path()
			.matches(".*\\{(hospitalCode|name)}.*|.*/breaks/\\{id}.*|.*/claims(/batch)?|.*/statements");
	}

	/** Whether who does it says for whom, in what they send. */
	private static boolean isForOneself(Endpoint endpoint) {
		return endpoint.path().matches("/api/v1/(claims|claims/batch|statements)|.*/decision")
				&& endpoint.method() == HttpMethod.POST;
	}

	private static String callerOf(AccessRole role, Endpoint endpoint) {
		boolean insured = endpoint.path().endsWith("/uphold") || endpoint.path().endsWith("/decision");
		return switch (role) {
			case HOSPITAL -> OWN_HOSPITAL;
			case BUREAU -> "bureau-" + (insured ? INSURED_CITY : OWN_CITY);
			case OPERATOR, CHECKER, AUDITOR -> role.name().toLowerCase(Locale.ROOT);
			case SCRAPER -> "matrix-scraper";
		};
	}

	private static Answer call(Endpoint endpoint, Place place, String clientId) {
		HttpCaller caller = http.as(clientId);
		String path = path(endpoint, place);
		if (endpoint.method() == HttpMethod.GET) {
			return endpoint.isOfTheConsole() ? caller.get(path, "HX-Request", "true") : caller.get(path);
		}
		if (endpoint.isOfTheConsole()) {
			return caller.post(path, "application/x-www-form-urlencoded",
					"resolution=WAIT&comment=x&reason=x".getBytes(StandardCharsets.UTF_8), "HX-Request", "true");
		}
		String type = endpoint.path().matches(".*/(batch|lines)") ? "application/x-ndjson" : "application/json";
		return caller.post(path, type, body(endpoint, place).getBytes(StandardCharsets.UTF_8));
	}

	private static String path(Endpoint endpoint, Place place) {
		boolean acts = endpoint.path().matches(".*/(close|confirm|redo|dry-run|lines)");
		Map<String, String> values = new LinkedHashMap<>();
		values.put("{hospitalCode}", place.hospital);
		values.put("{claimNo}", place.claimNo);
		values.put("{day}", acts ? OLD_DAY : day.toString());
		values.put("{name}", place.city + "_" + day.toString().replace("-", "") + "_manifest_v1.json");
		values.put("{clientId}", NONE);
		values.put("{username}", NONE);
		values.put("{keyId}", NONE);
		values.put("{organisation}", endpoint.roles().contains(AccessRole.BUREAU) ? place.city : NONE);
		values.put("{id}", endpoint.path().contains("/breaks/") ? place.breakId : NONE);
		String path = endpoint.path();
		for (Map.Entry<String, String> value : values.entrySet()) {
			path = path.replaceAll(Pattern.quote(value.getKey()), value.getValue());
		}
		return endpoint.path().equals("/console/claims")
				? path + "?hospitalCode=" + place.hospital + "&claimNo=" + place.claimNo : path;
	}

	private static String body(Endpoint endpoint, Place place) {
		String action = endpoint.path().substring(endpoint.path().lastIndexOf('/') + 1);
		String insured = (place == own) ? INSURED_CITY : OTHER_INSURED_CITY;
		return switch (action) {
			case "claims", "batch" -> claim(place.hospital, insured).put("totalFen", 1).toString();
			case "statements" -> statement(place.hospital, OLD_DAY).toString();
			case "lines" -> "{}";
			case "ack" -> "{\"sha256\":\"" + "0a".repeat(32) + "\"}";
			case "decision" -> "{\"city\":\"" + INSURED_CITY
					+ "\",\"decision\":\"REFUSE\",\"reasonCode\":\"NOT_COVERED\",\"comment\":\"x\"}";
			case "propose" -> "{\"action\":\"WAIT\",\"until\":\"2999-01-01\"}";
			case "assign" -> "{\"assignee\":\"Wu\"}";
			case "evidence" -> "{\"name\":\"x\"}";
			case "pend", "approve", "reject", "reopen" -> "{\"comment\":\"x\"}";
			case "comment", "dispute", "uphold" -> "{\"comment\":\"x\"}";
			case "redo" -> "{\"reason\":\"x\"}";
			default -> "{}";
		};
	}

	private static Set<String> shape(Answer answer) {
		Set<String> shape = new TreeSet<>(answer.response().headers().map().keySet());
		shape.removeAll(Set.of("date", "content-length"));
		if (answer.header("Content-Type").contains("json")) {
			shape.addAll(answer.json().propertyNames());
			shape.add(answer.json().path("detail").asString(""));
		}
		return shape;
	}

	private static ObjectNode claim(String hospital, String insuredCity) {
		return SampleClaim.settlement()
			.put("hospitalCode", hospital)
			.put("insuredCity", insuredCity)
			.put("claimNo", hospital + "-" + SampleClaim.nextNumber());
	}

	private static ObjectNode reversalOfNothing(String hospital, String insuredCity) {
		ObjectNode reversal = SampleClaim.reversal(claim(hospital, insuredCity));
		return reversal.put("claimNo", hospital + "-" + SampleClaim.nextNumber());
	}

	private static ObjectNode statement(String hospital, String of) {
		return SampleClaim.settlement()
			.removeAll()
			.put("hospitalCode", hospital)
			.put("day", of)
			.put("count", 0)
			.put("totalFen", 0)
			.put("fundFen", 0)
			.put("accountFen", 0)
			.put("reversalsIncluded", true);
	}

	private static LocalDate current() {
		return engine.bean(ClearingDays.class).current().day();
	}

	private static String breakOf(ObjectNode claim) {
		return http.get("/api/v1/breaks?day=" + day)
			.json()
			.get("breaks")
			.valueStream()
			.filter((row) -> text(row, "claimNo").equals(text(claim, "claimNo")))
			.map((row) -> text(row, "id"))
			.findFirst()
			.orElseThrow();
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

	/**
	 * What an organisation has.
	 */
	private record Place(String hospital, String claimNo, String breakId, String city) {
	}

}
