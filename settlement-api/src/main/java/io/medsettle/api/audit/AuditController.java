package io.medsettle.api.audit;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.Caller;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.audit.AuditRow;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who has done what.
 */
@RestController
@RequestMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class AuditController {

	private final AuditReader reader;

	AuditController(AuditReader reader) {
		this.reader = reader;
	}

	@Operation(operationId = "readAuditTrail", summary = "The audit trail", description = """
			Newest first, in pages. An auditor reads all of it; a hospital or a bureau what touched it.""")
	@ApiResponse(responseCode = "200", description = "One page.")
	@GetMapping
	AuditPage read(
			@Parameter(description = "How many at most.") @RequestParam(
					defaultValue = "100") @Min(1) @Max(AuditReader.PAGE_MAX) int limit,
			@Parameter(description = "The `next` of the page before.") @RequestParam(
					required = false) @Min(1) @Nullable Long before,
			@AuthenticationPrincipal Caller caller) {
		List<AuditRow> rows = this.reader.page(caller.isRegional() ? null : caller.organisation(), before, limit);
		return new AuditPage(rows, (rows.size() == limit) ? rows.getLast().number() : null);
	}

	/**
	 * One page of the trail.
	 */
	record AuditPage(@Schema(description = "Newest first.") List<AuditRow> rows, @Schema(
			description = "Absent on the last page.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long next) {
	}

}
