package io.medsettle.api.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.http.HttpMethod;

import static io.medsettle.api.access.AccessRole.AUDITOR;
import static io.medsettle.api.access.AccessRole.BUREAU;
import static io.medsettle.api.access.AccessRole.CHECKER;
import static io.medsettle.api.access.AccessRole.HOSPITAL;
import static io.medsettle.api.access.AccessRole.OPERATOR;
import static io.medsettle.api.access.AccessRole.SCRAPER;

/**
 * One address and who may use it. {@link #ALL} is the whole table: what is checked, what
 * is documented and what is tested all come from it, and an address that is not in it
 * keeps the engine from starting.
 * <p>
 * A role of an organisation reaches what is its organisation's; another's is answered as
 * if it were not there. A role of the region reaches everybody's.
 *
 * @param method GET stands for HEAD as well
 * @param path as it is mapped
 * @param roles who may
 */
public record Endpoint(HttpMethod method, String path, Set<AccessRole> roles) {

	private static final AccessRole[] REGION = { OPERATOR, CHECKER, AUDITOR };

	private static final AccessRole[] ANYBODY = { HOSPITAL, BUREAU, OPERATOR, CHECKER, AUDITOR };

	/** Every address that needs a token. */
	public static final List<Endpoint> ALL = List.of(
			// Hospitals
			post("/claims", HOSPITAL), post("/claims/batch", HOSPITAL),
			get("/claims/{hospitalCode}/{claimNo}", ANYBODY), post("/statements", HOSPITAL),
			post("/statements/{hospitalCode}/{day}/lines", HOSPITAL), get("/statements/{hospitalCode}/{day}", ANYBODY),
			// Bureaus
			get("/calendar", ANYBODY), get("/clearing-days", ANYBODY), get("/clearing-days/{day}", ANYBODY),
			get("/clearing-days/{day}/positions", with(REGION, BUREAU)),
			get("/clearing-days/{day}/files", with(REGION, BUREAU)),
			get("/clearing-days/{day}/files/{name}", with(REGION, BUREAU)),
			post("/clearing-days/{day}/files/{name}/ack", BUREAU),
			post("/claims/{hospitalCode}/{claimNo}/decision", BUREAU),
			get("/claims/{hospitalCode}/{claimNo}/decision", ANYBODY), get("/breaks", with(REGION, BUREAU)),
			get("/breaks/ageing", with(REGION, BUREAU)), get("/breaks/{id}", with(REGION, BUREAU)),
			post("/breaks/{id}/propose", BUREAU, OPERATOR), post("/breaks/{id}/approve", BUREAU, CHECKER),
			post("/breaks/{id}/reject", BUREAU, OPERATOR, CHECKER), post("/breaks/{id}/reopen", BUREAU, OPERATOR),
			post("/breaks/{id}/assign", BUREAU, OPERATOR), post("/breaks/{id}/comment", BUREAU, OPERATOR, CHECKER),
			post("/breaks/{id}/evidence", BUREAU, OPERATOR), post("/breaks/{id}/pend", BUREAU, OPERATOR),
			post("/breaks/{id}/dispute", BUREAU), post("/breaks/{id}/uphold", BUREAU),
			// Operators
			post("/clearing-days/{day}/close", OPERATOR), post("/clearing-days/{day}/confirm", OPERATOR),
			post("/clearing-days/{day}/redo", OPERATOR), post("/clearing-days/{day}/dry-run", OPERATOR),
			post("/clearing-days/{day}/verify", OPERATOR, AUDITOR), get("/clearing-days/{day}/verification", REGION),
			get("/runs", REGION), get("/runs/{id}", REGION), get("/runs/{id}/events", REGION),
			get("/dead-letters", REGION), post("/dead-letters/{id}/redrive", OPERATOR),
			post("/dead-letters/{id}/drop", OPERATOR), get("/proposals", REGION), get("/proposals/{id}", REGION),
			post("/proposals/{id}/approve", CHECKER), post("/proposals/{id}/reject", OPERATOR, CHECKER),
			get("/access/clients", OPERATOR, AUDITOR), post("/access/clients", OPERATOR),
			post("/access/clients/{clientId}/secret", OPERATOR), post("/access/clients/{clientId}/revoke", OPERATOR),
			post("/access/clients/{clientId}/certificate", OPERATOR), post("/access/token-keys/rotate", OPERATOR),
			get("/access/people", OPERATOR, AUDITOR), post("/access/people", OPERATOR),
			post("/access/people/{username}/password", OPERATOR), post("/access/people/{username}/log-out", OPERATOR),
			post("/access/people/{username}/disable", OPERATOR), post("/access/people/{username}/role", OPERATOR),
			post("/access/people/{username}/link", OPERATOR),
			get("/access/signature-keys/{organisation}", HOSPITAL, BUREAU, OPERATOR, AUDITOR),
			post("/access/signature-keys", OPERATOR), post("/access/signature-keys/{keyId}/revoke", OPERATOR),
			get("/audit", HOSPITAL, BUREAU, AUDITOR),
			new Endpoint(HttpMethod.GET, "/actuator/prometheus", Set.of(OPERATOR, SCRAPER)),
			new Endpoint(HttpMethod.GET, "/actuator/sbom", Set.of(OPERATOR, AUDITOR)),
			new Endpoint(HttpMethod.GET, "/actuator/sbom/{id}", Set.of(OPERATOR, AUDITOR)),
			// Pages, for who has logged in
			page("/", ANYBODY), page("/console/parts", REGION), page("/console/live", REGION),
			page("/console/results", REGION), page("/console/days/{day}/flows", REGION),
			action("/console/days/{day}/close", OPERATOR), page("/console/proposals", REGION),
			action("/console/days/{day}/confirm", OPERATOR), action("/console/days/{day}/redo", OPERATOR),
			action("/console/proposals/{id}/approve", CHECKER),
			action("/console/proposals/{id}/reject", OPERATOR, CHECKER),
			page("/console/days/{day}/files/{name}", with(REGION, BUREAU)),
			page("/console/breaks/{id}", with(REGION, BUREAU)),
			action("/console/breaks/{id}/propose", BUREAU, OPERATOR),
			action("/console/breaks/{id}/approve", BUREAU, CHECKER),
			action("/console/breaks/{id}/reject", BUREAU, OPERATOR, CHECKER),
			action("/console/breaks/{id}/comment", BUREAU, OPERATOR, CHECKER),
			page("/console/claims", HOSPITAL, BUREAU));

	public Endpoint {
		roles = Set.copyOf(roles);
	}

	private static Endpoint get(String path, AccessRole... roles) {
		return new Endpoint(HttpMethod.GET, "/api/v1" + path, Set.of(roles));
	}

	private static Endpoint post(String path, AccessRole... roles) {
		return new Endpoint(HttpMethod.POST, "/api/v1" + path, Set.of(roles));
	}

	private static Endpoint page(String path, AccessRole... roles) {
		return new Endpoint(HttpMethod.GET, path, Set.of(roles));
	}

	private static Endpoint action(String path, AccessRole... roles) {
		return new Endpoint(HttpMethod.POST, path, Set.of(roles));
	}

	private static AccessRole[] with(AccessRole[] roles, AccessRole more) {
		Set<AccessRole> all = EnumSet.of(more, roles);
		return all.toArray(AccessRole[]::new);
	}

	/** Whether a person uses it, with a session, and not a program with a token. */
	public boolean isOfTheConsole() {
		return !this.path.startsWith("/api/") && !this.path.startsWith("/actuator/");
	}

	public String[] authorities() {
		return this.roles.stream().map(AccessRole::authority).toArray(String[]::new);
	}

}
