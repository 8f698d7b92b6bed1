package io.medsettle.api.statements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.statement.DayReconciledException;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.LedgerGroup;
import io.medsettle.core.statement.StatementComparison;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLedger;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.Statements;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What hospitals say of their own days.
 */
@RestController
@RequestMapping("/api/v1/statements")
@ConditionalOnRole(Role.API)
@Tag(name = "Hospitals")
class StatementController {

	private static final String NDJSON = MediaType.APPLICATION_NDJSON_VALUE;

	/** A hundred times full totals; the rest is room for fields of later versions. */
	private static final int TOTALS_BYTES_MAX = 32 * 1024;

	private final StatementValidator validator;

	private final Statements statements;

	private final StatementLedger ledger;

	private final Clock clock;

	private final Semaphore room = new Semaphore(DetailIntake.ALL_LINES_MAX);

	StatementController(StatementValidator validator, Statements statements, StatementLedger ledger, Clock clock) {
		this.validator = validator;
		this.statements = statements;
		this.ledger = ledger;
		this.clock = clock;
	}

	@Operation(operationId = "submitStatement", summary = "Send the totals of a day", description = """
			The hospital's own totals of a clearing day, of all its claims or of one insured city or insurance type, \
			compared at once with what the treatment ledger has now. With `reversalsIncluded` true, reversals are \
			counted like settlements and their amounts are taken off: `count` is how many claims of either kind there \
			are, an amount is that of the settlements minus that of the reversals. With false the figures are those of \
			the settlements alone. Totals sent again replace those sent before for the same day, insured city and \
			insurance type, until the day is reconciled. The night compares them again, unless the hospital has sent \
			its claims one by one.""",
			requestBody = @RequestBody(required = true, description = "May be packed with gzip.",
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = StatementDocument.class))))
	@ApiResponse(responseCode = "200", description = "The totals are kept; this is how they compare now.")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	StatementView submit(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		StatementValidator.Totals totals = this.validator.totals(caller, BodyBytes.read(request, TOTALS_BYTES_MAX,
				"The totals of a day have at most " + TOTALS_BYTES_MAX + " bytes."));
		StatementValidator.requireUnreconciled(totals.day());
		HospitalStatement statement = totals.statement();
		keep(statement.day(), () -> this.statements.keep(statement));
		return compare(statement, totals.day(),
				ledger(statement.day(), statement.treatmentCity(), statement.hospitalCode()));
	}

	@Operation(operationId = "submitStatementLines", summary = "Send the claims of a day, one by one",
			description = """
					The hospital's own record of every claim of a clearing day, one a line, settlements and reversals (those \
					may be left out by a hospital whose totals say `reversalsIncluded` false). The night compares them with \
					the treatment ledger claim by claim. A claim that counts for the day and is stated with the same amounts on \
					the day before or after is not missed: the two clocks need not agree about the cut-off. All lines of a day come in one request; sent again, they replace \
					those sent before as a whole, until the day is reconciled. A line that is refused does not keep the others \
					from being checked, but then nothing is replaced: correct the lines that the errors name and send all \
					again.""",
			requestBody = @RequestBody(required = true,
					description = "One such object a line; each claim number once; at most " + DetailIntake.LINES_MAX
							+ " lines; may be packed with gzip (`Content-Encoding: gzip`).",
					content = @Content(mediaType = NDJSON,
							schema = @Schema(implementation = StatementLineDocument.class))))
	@ApiResponse(responseCode = "200", description = "The lines were read to the end; `replaced` says if they stand.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "413", ref = "Problem")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(path = "/{hospitalCode}/{day}/lines", consumes = NDJSON, produces = MediaType.APPLICATION_JSON_VALUE)
	DetailReceipt submitLines(@Parameter(example = "H31000000001") @PathVariable String hospitalCode,
			@Parameter(example = "2026-11-20") @PathVariable LocalDate day, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		StatementValidator.Place place = this.validator.ownPlace(caller, hospitalCode, day);
		StatementValidator.requireUnreconciled(place.day());
		try (DetailIntake intake = new DetailIntake(this.room)) {
			intake.read(request);
			if (intake.isWhole()) {
				List<StatementLine> lines = intake.lines();
				long reversals = lines.stream().filter((line) -> line.kind() == ClaimKind.REVERSAL).count();
				StatementDetail detail = new StatementDetail(hospitalCode, day, place.hospital().cityCode(),
						lines.size() - reversals, reversals, Instant.ofEpochMilli(this.clock.millis()));
				keep(day, () -> this.statements.keep(detail, lines));
			}
			return intake.receipt();
		}
	}

	@Operation(operationId = "findStatement", summary = "What a hospital has said of a day", description = """
			All totals that the engine has of the hospital's day, each compared with what the treatment ledger has \
			now, and whether it has the claims one by one.""")
	@ApiResponse(responseCode = "200", description = "The hospital has sent something.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/{hospitalCode}/{day}", produces = MediaType.APPLICATION_JSON_VALUE)
	DayStatement find(@Parameter(example = "H31000000001") @PathVariable String hospitalCode,
			@Parameter(example = "2026-11-20") @PathVariable LocalDate day, @AuthenticationPrincipal Caller caller) {
		StatementValidator.Place place = this.validator.place(hospitalCode, day);
		if (!caller.sees(Set.of(hospitalCode, place.hospital().cityCode()))) {
			throw none(day);
		}
		List<HospitalStatement> totals = this.statements.totals(hospitalCode, day);
		Detail detail = this.statements.detail(hospitalCode, day).map(this::view).orElse(null);
		if (totals.isEmpty() && detail == null) {
			throw none(day);
		}
		List<LedgerGroup> booked = totals.isEmpty() ? List.of()
				: ledger(day, place.hospital().cityCode(), hospitalCode);
		return new DayStatement(hospitalCode, day, isComplete(place.day()),
				totals.stream().map((statement) -> compare(statement, place.day(), booked)).toList(), detail);
	}

	private static ProblemException none(LocalDate day) {
		return ProblemException.notFound("The hospital has sent no statement of " + day + ".");
	}

	private static void keep(LocalDate day, Runnable keeping) {
		try {
			keeping.run();
		}
		catch (DayReconciledException ex) {
			throw StatementValidator.reconciled(day);
		}
	}

	private List<LedgerGroup> ledger(LocalDate day, String city, String hospitalCode) {
		return this.ledger.ofHospital(day, city, hospitalCode);
	}

	/**
	 * The day is as it was before the ledger was asked: a ledger that was complete then
	 * is complete now.
	 */
	private StatementView compare(HospitalStatement statement, ClearingDay day, List<LedgerGroup> booked) {
		return StatementView.of(StatementComparison.of(statement, booked), isComplete(day));
	}

	private static boolean isComplete(ClearingDay day) {
		return day.state() != ClearingDayState.OPEN;
	}

	private Detail view(StatementDetail detail) {
		return new Detail(detail.lines(), detail.settlements(), detail.reversals(), detail.receivedAt());
	}

	/**
	 * What a hospital has said of a day.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "DayStatement")
	record DayStatement(String hospitalCode, LocalDate day,
			@Schema(description = "Whether the ledger has all claims of the day.") boolean complete,
			@Schema(description = "Its totals, compared.") List<StatementView> totals,
			@Schema(description = "Absent if the hospital has not sent its claims one by one.") @Nullable Detail detail) {
	}

	/**
	 * That a hospital has sent its claims one by one.
	 */
	@Schema(name = "StatementDetail")
	record Detail(@Schema(description = "How many claims it has sent.", example = "212") long lines,
			@Schema(description = "Those of them that are settlements.", example = "210") long settlements,
			@Schema(description = "Those of them that are reversals.", example = "2") long reversals,
			Instant receivedAt) {
	}

}
