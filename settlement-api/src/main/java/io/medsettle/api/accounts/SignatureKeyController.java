package io.medsettle.api.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.signature.KeyOutcome;
import io.medsettle.core.signature.SignatureAlgorithm;
import io.medsettle.core.signature.SignatureKey;
import io.medsettle.core.signature.SignatureKeys;
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
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The keys by which hospitals and insured cities sign what they write to Kafka.
 */
@RestController
@RequestMapping(path = "/api/v1/access/signature-keys", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class SignatureKeyController {

	private final SignatureKeys keys;

	private final AccountFields accounts;

	SignatureKeyController(SignatureKeys keys, AccountFields accounts) {
		this.keys = keys;
		this.accounts = accounts;
	}

	@Operation(operationId = "listSignatureKeys", summary = "The keys of an organisation",
			description = "Those that are over too, the oldest first.")
	@ApiResponse(responseCode = "200", description = "All of them.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping("/{organisation}")
	KeyList list(@Parameter(example = "H31000000001") @PathVariable String organisation,
			@AuthenticationPrincipal Caller caller) {
		if (!caller.sees(List.of(organisation))) {
			throw ProblemException.notFound("There is no such organisation.");
		}
		return new KeyList(this.keys.list(organisation).stream().map(KeyView::of).toList());
	}

	@Operation(operationId = "registerSignatureKey", summary = "Register a key of a hospital or a city",
			description = """
					It counts from a minute later at the earliest: what has been written before is judged as it was.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewKey.class)))
	@ApiResponse(responseCode = "201", description = "It is registered.")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	KeyView register(HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String organisation = this.accounts.anyOrganisation(fields);
		String publicKey = fields.text("publicKey", (text) -> true, "");
		Instant from = this.accounts.startOf(fields.optionalDay("validFrom"));
		Instant to = this.accounts.startOf(fields.optionalDay("validTo"));
		JsonBody.requireSound(fields);
		return kept(this.keys.add(CurrentActor.get(), organisation, publicKey, from, to));
	}

	@Operation(operationId = "revokeSignatureKey", summary = "Let a key count no longer",
			description = "From a minute later on; what it has signed until then stands. No body is needed.")
	@ApiResponse(responseCode = "200", description = "It ends so.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping("/{keyId}/revoke")
	KeyView revoke(@Parameter(description = "The id of the key.") @PathVariable String keyId,
			HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		return kept(this.keys.revoke(CurrentActor.get(), keyId, null));
	}

	private static KeyView kept(KeyOutcome outcome) {
		return switch (outcome) {
			case KeyOutcome.Kept kept -> KeyView.of(kept.key());
			case KeyOutcome.Refused refused -> throw ProblemException.refused(refused.errors());
		};
	}

	/**
	 * What an operator sends to register a key.
	 */
	@Schema(name = "NewSignatureKey", requiredProperties = { "organisation", "publicKey" })
	record NewKey(
			@Schema(description = "The code of the hospital or city.", pattern = AccountFields.ORGANISATION_PATTERN,
					example = "H31000000001") String organisation,
			@Schema(description = "X.509 SubjectPublicKeyInfo of Ed25519 or SM2, in PEM or in Base64.",
					maxLength = 4000) String publicKey,
			@Schema(description = "The first day it counts; as soon as it can if absent.",
					example = "2026-12-01") @Nullable LocalDate validFrom,
			@Schema(description = "The first day it no longer does; absent until further notice.",
					example = "2027-12-01") @Nullable LocalDate validTo) {
	}

	/**
	 * The keys of an organisation.
	 */
	@Schema(name = "SignatureKeys")
	record KeyList(@Schema(description = "The oldest first.") List<KeyView> keys) {
	}

	/**
	 * A key.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "SignatureKey", description = "A key by which an organisation signs what it writes to Kafka.")
	record KeyView(@Schema(description = "What the header signature-key names.") String id,
			@Schema(description = "Whose it is.") String organisation,
			@Schema(description = "What it signs by.") SignatureAlgorithm algorithm,
			@Schema(description = "X.509 SubjectPublicKeyInfo in Base64.") String publicKey,
			@Schema(description = "From when on it counts, by the broker's time.") Instant validFrom,
			@Schema(description = "From when on it no longer does; absent until further notice.") @Nullable Instant validTo) {

		static KeyView of(SignatureKey key) {
			return new KeyView(key.id(), key.organisation(), key.algorithm(), key.publicKey(), key.validFrom(),
					key.validTo());
		}

	}

}
