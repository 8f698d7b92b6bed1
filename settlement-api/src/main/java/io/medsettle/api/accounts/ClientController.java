package io.medsettle.api.accounts;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.AccessClient;
import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.token.TokenKeys;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The systems that may call, and the keys that their tokens are signed with.
 */
@RestController
@RequestMapping(path = "/api/v1/access", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class ClientController {

	private static final String ID = "The client id.";

	private final AccessClients clients;

	private final AccountFields accounts;

	private final TokenKeys keys;

	private final AccountChanges changes;

	private final Clock clock;

	ClientController(AccessClients clients, AccountFields accounts, TokenKeys keys, AccountChanges changes,
			Clock clock) {
		this.clients = clients;
		this.accounts = accounts;
		this.keys = keys;
		this.changes = changes;
		this.clock = clock;
	}

	@Operation(operationId = "listClients", summary = "The systems that may call",
			description = "By client id, those that are revoked included.")
	@ApiResponse(responseCode = "200", description = "All of them.")
	@GetMapping("/clients")
	ClientList list() {
		return new ClientList(this.clients.list().stream().map(ClientView::of).toList());
	}

	@Operation(operationId = "addClient", summary = "Add a system that may call",
			description = "The answer has its secret, which is shown this once and kept nowhere.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewClient.class)))
	@ApiResponse(responseCode = "201", description = "It may fetch tokens from the day it is valid.")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(path = "/clients", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Secret add(HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String clientId = this.accounts.name(fields, "clientId");
		AccessRole role = this.accounts.role(fields);
		String organisation = this.accounts.organisation(fields, role);
		LocalDate validFrom = fields.optionalDay("validFrom");
		LocalDate validTo = fields.optionalDay("validTo");
		if (validFrom != null && validTo != null && !validFrom.isBefore(validTo)) {
			fields.wrong("validTo", ProblemCode.INVALID_FIELD, "The field validTo must lie after validFrom.");
		}
		JsonBody.requireSound(fields);
		String secret = SecretEncoder.newSecret();
		Instant from = this.accounts.startOf(validFrom);
		boolean added = this.changes
			.make("CLIENT_ADDED", "CLIENT", clientId, role + " " + organisation,
					() -> this.clients.add(List.of(new AccessClient(clientId, hash(secret),
							Objects.requireNonNull(role), organisation, (from != null) ? from : this.clock.instant(),
							this.accounts.startOf(validTo), null))) == 1);
		if (!added) {
			throw ProblemException.of(ProblemCode.ACCOUNT_TAKEN, "There is a client of this id, or was one.");
		}
		return new Secret(clientId, secret);
	}

	@Operation(operationId = "replaceClientSecret", summary = "Give a client a new secret",
			description = """
					The old one is dead at once, or the certificate that it had instead, and the tokens that it got within a minute. \
					No body is needed.""")
	@ApiResponse(responseCode = "200", description = "The new secret, which is shown this once.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping("/clients/{clientId}/secret")
	Secret replaceSecret(@Parameter(description = ID) @PathVariable String clientId, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		String secret = SecretEncoder.newSecret();
		if (!this.changes.make("CLIENT_SECRET_REPLACED", "CLIENT", clientId, "",
				() -> this.clients.replaceSecret(clientId, hash(secret), this.clock.instant()))) {
			throw unknown();
		}
		return new Secret(clientId, secret);
	}

	@Operation(operationId = "useClientCertificate", summary = "Have a client show a certificate",
			description = """
					In place of its secret, which counts no longer until it is given a new one: it fetches tokens over TLS with this \
					certificate, and they count only on connections that show it.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewCertificate.class)))
	@ApiResponse(responseCode = "200", description = "The tokens it had are dead within a minute.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(path = "/clients/{clientId}/certificate", consumes = MediaType.APPLICATION_JSON_VALUE)
	ClientView useCertificate(@Parameter(description = ID) @PathVariable String clientId, HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String subject = this.accounts.certificateSubject(fields);
		JsonBody.requireSound(fields);
		if (this.clients.find(clientId).filter((client) -> client.revokedAt() == null).isEmpty()) {
			throw unknown();
		}
		if (!this.changes.make("CLIENT_CERTIFICATE_SET", "CLIENT", clientId, subject,
				() -> this.clients.replaceByCertificate(clientId, subject, this.clock.instant()))) {
			throw ProblemException.of(ProblemCode.ACCOUNT_TAKEN, "Another client has this certificate.");
		}
		return this.clients.find(clientId).map(ClientView::of).orElseThrow(ClientController::unknown);
	}

	@Operation(operationId = "revokeClient", summary = "Revoke a client for good",
			description = "It gets no token any more, and those it has are dead everywhere within a minute. No body is needed.")
	@ApiResponse(responseCode = "200", description = "It is revoked.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping("/clients/{clientId}/revoke")
	ClientView revoke(@Parameter(description = ID) @PathVariable String clientId, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		if (this.clients.find(clientId).isEmpty()) {
			throw unknown();
		}
		this.changes.make("CLIENT_REVOKED", "CLIENT", clientId, "",
				() -> this.clients.revoke(clientId, this.clock.instant()));
		return this.clients.find(clientId).map(ClientView::of).orElseThrow(ClientController::unknown);
	}

	@Operation(operationId = "rotateTokenKeys", summary = "Sign tokens with a new key", description = """
			The new key signs in two minutes, when every process knows it; what the old one has signed counts until it \
			expires. Nobody is logged out. No body is needed.""")
	@ApiResponse(responseCode = "200", description = "The keys that are known now.")
	@PostMapping("/token-keys/rotate")
	KeyList rotateKeys(HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		this.changes.make("TOKEN_KEY_ROTATED", "TOKEN_KEY", "", "", () -> {
			this.keys.rotate();
			return true;
		});
		return new KeyList(this.keys.accepted());
	}

	private static String hash(String secret) {
		return Objects.requireNonNull(SecretEncoder.fast().encode(secret));
	}

	private static ProblemException unknown() {
		return ProblemException.notFound("There is no client of this id.");
	}

	/**
	 * What an operator sends to add a client.
	 */
	@Schema(name = "NewClient", requiredProperties = { "clientId", "role" })
	record NewClient(
			@Schema(description = "Never given to another.", pattern = AccountFields.NAME_PATTERN,
					example = "H31000000001") String clientId,
			@Schema(description = "What it may do.") AccessRole role,
			@Schema(description = "For HOSPITAL and BUREAU: the code of the hospital or city.",
					pattern = AccountFields.ORGANISATION_PATTERN,
					example = "H31000000001") @Nullable String organisation,
			@Schema(description = "The first day it may call; today if absent.",
					example = "2026-12-01") @Nullable LocalDate validFrom,
			@Schema(description = "The first day it no longer may; absent until further notice.",
					example = "2027-12-01") @Nullable LocalDate validTo) {
	}

	/**
	 * What an operator sends to have a client show a certificate.
	 */
	@Schema(name = "NewClientCertificate", requiredProperties = "subject")
	record NewCertificate(@Schema(
			description = "The distinguished name of its subject, as RFC 2253 writes it; one client's alone.",
			maxLength = AccountFields.SUBJECT_LENGTH_MAX, example = "CN=H31000000001,O=Hospital,C=CN") String subject) {
	}

	/**
	 * A secret that is shown once.
	 */
	@Schema(name = "ClientSecret")
	record Secret(@Schema(description = "Whose it is.") String clientId,
			@Schema(description = "256 random bits.") String secret) {
	}

	/**
	 * The clients.
	 */
	record ClientList(List<ClientView> clients) {
	}

	/**
	 * The ids of keys.
	 */
	@Schema(name = "TokenKeys")
	record KeyList(
			@Schema(description = "The ids of those whose tokens are accepted, the newest last.") List<String> keyIds) {
	}

	/**
	 * A client without its secret.
	 */
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	@Schema(name = "Client", description = "A system that may call for an organisation.")
	record ClientView(@Schema(description = "Never given to another.") String clientId,
			@Schema(description = "What it may do.") AccessRole role,
			@Schema(description = "The code of its hospital or city; absent for the region.") String organisation,
			@Schema(description = "Before it, it gets no token.") Instant validFrom,
			@Schema(description = "From it on, it gets no token; absent until further notice.") @Nullable Instant validTo,
			@Schema(description = "From it on it is refused; absent if it is not revoked.") @Nullable Instant revokedAt,
			@Schema(description = "The subject of the certificate that it shows; absent if it has a secret.") @Nullable String certificateSubject) {

		static ClientView of(AccessClient client) {
			return new ClientView(client.clientId(), client.role(), client.organisation(), client.validFrom(),
					client.validTo(), client.revokedAt(), client.certificateSubject());
		}

	}

}
