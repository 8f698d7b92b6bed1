package io.medsettle.api.claims;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medsettle.api.access.Caller;
import io.medsettle.api.access.ClaimAccess;
import io.medsettle.api.claims.FinalStatusWait.Waited;
import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.IntakeLimits;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.limits.OrganisationLimits;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.intake.ClaimAppender;
import io.medsettle.core.intake.FinalStatus;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Claims over HTTP.
 */
@RestController
@RequestMapping("/api/v1/claims")
@ConditionalOnRole(Role.API)
@Tag(name = "Hospitals")
class ClaimController {

	/** The same limit as for events that come through Kafka. */
	static final int CLAIM_BYTES_MAX = ClaimDecoder.MAXIMUM_BYTES;

	/** How long Kafka may take to confirm a single claim. */
	private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(5);

	private static final String NDJSON = MediaType.APPLICATION_NDJSON_VALUE;

	private final IntakeLimits limits;

	private final OrganisationLimits quotas;

	private final ClaimValidator validator;

	private final ClaimAppender appender;

	private final RecentReceipts recentReceipts;

	private final FinalStatusWait finalStatusWait;

	private final ClaimHistory history;

	private final ClearingDays days;

	private final ClaimAccess access;

	private final int batchBytesInFlightMax;

	ClaimController(IntakeLimits limits, OrganisationLimits quotas, ClaimValidator validator, ClaimAppender appender,
			RecentReceipts recentReceipts, FinalStatusWait finalStatusWait, ClaimHistory history, ClearingDays days,
			ClaimAccess access, SettlementSettings settings) {
		this.access = access;
		this.limits = limits;
		this.quotas = quotas;
		this.validator = validator;
		this.appender = appender;
		this.recentReceipts = recentReceipts;
		this.finalStatusWait = finalStatusWait;
		this.history = history;
		this.days = days;
		this.batchBytesInFlightMax = BatchIntake.bytesInFlightMax(settings.intake().batchesLimit());
	}

	@Operation(operationId = "submitClaim", summary = "Submit a claim", description = """
			Answers 202 once the claim is durable. It is then certain to end posted, refused or recognised as a \
			duplicate; with `Prefer: wait=N` (seconds, at most 30) the answer waits for that and is 200 if it \
			comes in time, else 202, also when the database is away meanwhile. To send the same claim again is \
			always safe.""",
			requestBody = @RequestBody(required = true, description = "At most 256 KiB; may be packed with gzip.",
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = ClaimDocument.class))))
	@ApiResponse(responseCode = "200", description = "The final status, for a caller that preferred to wait.",
			content = @Content(schema = @Schema(implementation = ClaimReceipt.class)))
	@ApiResponse(responseCode = "202", description = "The claim is durable. Location names its status.",
			content = @Content(schema = @Schema(implementation = ClaimReceipt.class)))
	@ApiResponse(responseCode = "422", ref = "Refused")
	@ApiResponse(responseCode = "413", ref = "Problem")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ClaimReceipt> submit(HttpServletRequest request,
			@Parameter(description = "wait=N, in seconds", example = "wait=5",
					schema = @Schema(type = "string")) @RequestHeader(name = "Prefer",
							required = false) List<String> prefer,
			@AuthenticationPrincipal Caller caller) {
		Claim claim;
		AppendedClaim appended;
		this.quotas.admitClaim(caller);
		try (IntakeLimits.Seat ignored = this.limits.admitClaim()) {
			byte[] body = BodyBytes.read(request, CLAIM_BYTES_MAX,
					"A claim has at most " + CLAIM_BYTES_MAX + " bytes; many claims go to /api/v1/claims/batch.");
			claim = switch (this.validator.check(body, caller)) {
				case Admission.Refused refused -> {
					this.recentReceipts.add(refused);
					throw ProblemException.refused(refused.errors());
				}
				case Admission.OfAnother another ->
					throw ProblemException.of(ProblemCode.FORBIDDEN, another.error().message());
				case Admission.Admitted admitted -> admitted.claim();
			};
			appended = append(claim, body);
		}
		this.recentReceipts.add(claim, appended);
		return answer(claim.identity(), appended, WaitPreference.seconds((prefer != null) ? prefer : List.of()));
	}

	@Operation(operationId = "submitBatch", summary = "Submit many claims",
			description = """
					One claim a line, in any number: lines are checked and taken while they arrive. A line that is refused \
					does not keep the others from being taken. The answer comes when all that were taken are durable. \
					The body is read no faster than Kafka confirms the lines. When it breaks off, or the engine cannot go on, \
					the lines before are taken all the same and the problem says how many, in `linesRead`, `received` and \
					`refused`; to send the whole batch again is safe. Once an organisation has sent more claims than it may, its batches \
					are read more slowly; if that does not do, the answer is 429 and `nextLine` says from which line on nothing was \
					taken. `clearingDays` counts the lines that were taken by the \
					clearing day they count for: around a cut-off that need not be the day the hospital would say, and a \
					statement names each claim on the day it counts for. A caller that sends `Expect: 100-continue` learns \
					before it sends a line that the engine cannot take the batch now.""",
			requestBody = @RequestBody(required = true,
					description = "One claim (see `POST /api/v1/claims`) a line, each of at most 256 KiB; "
							+ "may be packed with gzip (`Content-Encoding: gzip`).",
					content = @Content(mediaType = NDJSON, schema = @Schema(implementation = ClaimDocument.class))))
	@ApiResponse(responseCode = "200", description = "The batch was read to its end.",
			content = @Content(schema = @Schema(implementation = BatchReceipt.class)))
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(path = "/batch", consumes = NDJSON, produces = MediaType.APPLICATION_JSON_VALUE)
	BatchReceipt submitBatch(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		try (OrganisationLimits.Place place = this.quotas.admitBatch(caller);
				IntakeLimits.Seat seat = this.limits.admitBatch()) {
			return new BatchIntake(this.limits, this.quotas, this.validator, this.appender, this.recentReceipts,
					new BatchDays(this.days::calendar), this.batchBytesInFlightMax, caller)
				.take(request);
		}
	}

	@Operation(operationId = "findClaim", summary = "What became of a claim", description = """
			The claim as it stands in the books, its status and its history. A claim that was only just accepted is \
			shown as RECEIVED by the process that accepted it, and by all once it is posted. One that was refused in \
			the answer to its request is kept nowhere: the process that refused it shows it as REJECTED for some \
			minutes.""")
	@ApiResponse(responseCode = "200", description = "The claim is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@GetMapping(path = "/{hospitalCode}/{claimNo}", produces = MediaType.APPLICATION_JSON_VALUE)
	ClaimView find(@Parameter(example = "H31000000001") @PathVariable String hospitalCode,
			@Parameter(example = "H31000000001-20261120-000017") @PathVariable String claimNo,
			@AuthenticationPrincipal Caller caller) {
		ClaimIdentity claim = new ClaimIdentity(hospitalCode, claimNo);
		ClaimView view = this.history.of(claim)
			.filter((found) -> this.access.sees(caller, hospitalCode, found.insuredCity()))
			.map((found) -> caller.isRegional() ? found.masked() : found)
			.orElseThrow(() -> ProblemException.notFound("No claim of this number from this hospital was accepted. "
					+ "If one was refused, the answer to its request has told why."));
		this.access.recordRead(caller, claim);
		return view;
	}

	private AppendedClaim append(Claim claim, byte[] body) {
		try {
			return this.appender.append(claim.hospitalCode(), body)
				.get(CONFIRMATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw notConfirmed();
		}
		catch (ExecutionException | TimeoutException | RuntimeException ex) {
			throw notConfirmed();
		}
	}

	private static ProblemException notConfirmed() {
		return ProblemException.unavailable(
				"Kafka has not confirmed the claim in time. "
						+ "Send it again: if it was taken after all, the second has no effect.",
				IntakeLimits.RETRY_SOON);
	}

	private ResponseEntity<ClaimReceipt> answer(ClaimIdentity identity, AppendedClaim appended, OptionalInt seconds) {
		Instant receivedAt = appended.acceptedAt();
		ClaimReceipt received = ClaimReceipt.received(identity, receivedAt);
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.LOCATION, location(identity));
		if (seconds.isPresent()) {
			Optional<Waited> waited = this.finalStatusWait.await(identity, appended,
					Duration.ofSeconds(seconds.getAsInt()));
			waited.ifPresent((done) -> headers.set("Preference-Applied", "wait=" + seconds.getAsInt()));
			Optional<FinalStatus> status = waited.flatMap(Waited::status);
			if (status.isPresent()) {
				return ResponseEntity.ok().headers(headers).body(received.ended(status.get()));
			}
		}
		return ResponseEntity.accepted().headers(headers).body(received);
	}

	private static String location(ClaimIdentity identity) {
		return "/api/v1/claims/" + UriUtils.encode(identity.hospitalCode(), StandardCharsets.UTF_8) + "/"
				+ UriUtils.encode(identity.claimNo(), StandardCharsets.UTF_8);
	}

}
