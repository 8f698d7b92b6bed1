package io.medsettle.api.console;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

import io.medsettle.api.access.Caller;
import io.medsettle.api.access.ClaimAccess;
import io.medsettle.api.claims.ClaimHistory;
import io.medsettle.api.claims.ClaimView;
import io.medsettle.api.files.FileController;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What bureaus and hospitals look up: a claim, and the files of a day.
 */
@Controller
@ConditionalOnRole(Role.API)
class OwnPagesController {

	private final ClaimHistory claims;

	private final ClaimAccess access;

	private final FileController files;

	OwnPagesController(ClaimHistory claims, ClaimAccess access, FileController files) {
		this.claims = claims;
		this.access = access;
		this.files = files;
	}

	@GetMapping("/console/claims")
	String claim(@RequestParam(defaultValue = "") String hospitalCode, @RequestParam(defaultValue = "") String claimNo,
			Model model, Locale locale, @AuthenticationPrincipal Caller caller) {
		ClaimIdentity identity = new ClaimIdentity(hospitalCode.strip(), claimNo.strip());
		Optional<ClaimView> found = this.claims.of(identity)
			.filter((view) -> this.access.sees(caller, identity.hospitalCode(), view.insuredCity()));
		found.ifPresent((view) -> this.access.recordRead(caller, identity));
		model.addAttribute("claim", found.orElse(null));
		model.addAttribute("hospitalCode", hospitalCode.strip());
		model.addAttribute("claimNo", claimNo.strip());
		model.addAttribute("caller", caller);
		model.addAttribute("language", locale.getLanguage());
		model.addAttribute("figures", new Figures());
		return "console/claim";
	}

	/** The same bytes as over the interface, to a browser that has logged in. */
	@GetMapping("/console/days/{day}/files/{name}")
	void file(@PathVariable LocalDate day, @PathVariable String name, HttpServletRequest request,
			HttpServletResponse response, @AuthenticationPrincipal Caller caller) throws IOException {
		this.files.fetch(day, name, request, response, caller);
	}

}
