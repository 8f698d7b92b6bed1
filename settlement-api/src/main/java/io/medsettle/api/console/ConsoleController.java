package io.medsettle.api.console;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.BodyBytes;
import io.medsettle.batch.night.NightRequests;
import io.medsettle.core.day.DayNotClosableException;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/**
 * The overview page and the parts of it that htmx fetches again. A page that was opened
 * without a day follows the newest one with results.
 */
@Controller
@ConditionalOnRole(Role.API)
class ConsoleController {

	/** What names claims is for the bureaus alone. */
	private static final List<String> FILE_KINDS = List.of("summary", "manifest");

	private static final Duration FLOWS_MAX_AGE = Duration.ofHours(1);

	private final PartsReader parts;

	private final LiveReader live;

	private final ResultsReader results;

	private final FlowsReader flows;

	private final EarlyClosing closing;

	private final NightRequests nights;

	private final ProposalPageController decisions;

	private final OrganisationPage organisation;

	private final MessageSource messages;

	ConsoleController(PartsReader parts, LiveReader live, ResultsReader results, FlowsReader flows,
			EarlyClosing closing, NightRequests nights, ProposalPageController decisions, OrganisationPage organisation,
			MessageSource messages) {
		this.decisions = decisions;
		this.organisation = organisation;
		this.parts = parts;
		this.live = live;
		this.results = results;
		this.flows = flows;
		this.closing = closing;
		this.nights = nights;
		this.messages = messages;
	}

	/**
	 * Without the database the page comes all the same: it says what is the matter, and
	 * asks for its figures until they come.
	 */
	@GetMapping("/")
	String overview(@RequestParam(name = "day", required = false) @Nullable String requested, Model model,
			Locale locale, @AuthenticationPrincipal Caller caller) {
		LocalDate day = dayOf(requested);
		model.addAttribute("caller", caller);
		if (!caller.isRegional()) {
			return this.organisation.page(caller, day, model, locale);
		}
		addRights(model, caller);
		addParts(model, locale);
		if (this.parts.isDatabaseThere()) {
			addLive(model, day, locale);
			addResults(model, day, locale);
			this.decisions.addProposals(model, caller);
		}
		else {
			addCommon(model, day, locale);
		}
		return "console/overview";
	}

	@HxRequest
	@GetMapping("/console/parts")
	String parts(Model model, Locale locale) {
		addParts(model, locale);
		return "console/parts :: parts";
	}

	@HxRequest
	@GetMapping("/console/live")
	String live(@RequestParam(name = "day", required = false) @Nullable String requested,
			@RequestParam(defaultValue = "") String shown, Model model, Locale locale, HtmxResponse response,
			@AuthenticationPrincipal Caller caller) {
		LocalDate day = dayOf(requested);
		addRights(model, caller);
		addLive(model, day, locale);
		if (!shown.equals(this.results.version(day))) {
			response.addTrigger("results-changed");
		}
		return "console/live :: live";
	}

	@HxRequest
	@GetMapping("/console/results")
	String results(@RequestParam(name = "day", required = false) @Nullable String requested, Model model, Locale locale,
			@AuthenticationPrincipal Caller caller) {
		addRights(model, caller);
		addResults(model, dayOf(requested), locale);
		return "console/results :: results";
	}

	/**
	 * Published positions never change, so browsers may keep them. Provisional ones they
	 * may not.
	 */
	@GetMapping("/console/days/{day}/flows")
	@ResponseBody
	ResponseEntity<FlowsView> flows(@PathVariable LocalDate day) {
		return this.flows.read(day)
			.map((flows) -> ResponseEntity.ok()
				.cacheControl(
						flows.published() ? CacheControl.maxAge(FLOWS_MAX_AGE).cachePrivate() : CacheControl.noStore())
				.body(flows))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	/**
	 * Closes the day as the interface for operators does, and tries its night again if it
	 * has failed.
	 */
	@HxRequest
	@PostMapping("/console/days/{day}/close")
	String close(@PathVariable LocalDate day, @RequestParam(name = "day", required = false) @Nullable String requested,
			Model model, Locale locale, @AuthenticationPrincipal Caller caller) {
		try {
			this.closing.close(day, caller.name());
			this.nights.request(day);
			model.addAttribute("notice", this.messages.getMessage("close.done", new Object[] { day }, locale));
			model.addAttribute("refused", false);
		}
		catch (DayNotClosableException ex) {
			model.addAttribute("notice",
					this.messages.getMessage("close.refused", null, locale) + " " + ex.getMessage());
			model.addAttribute("refused", true);
		}
		addRights(model, caller);
		this.live.reset();
		addLive(model, dayOf(requested), locale);
		return "console/live :: live";
	}

	private static void addRights(Model model, Caller caller) {
		model.addAttribute("operates", caller.has(AccessRole.OPERATOR));
	}

	private void addParts(Model model, Locale locale) {
		List<PartView> read = this.parts.read();
		model.addAttribute("parts", read);
		model.addAttribute("failed",
				read.stream()
					.filter((part) -> part.state() == PartView.State.BAD)
					.map((part) -> this.messages.getMessage(part.title(), null, locale))
					.toList());
		model.addAttribute("figures", new Figures());
	}

	private void addLive(Model model, @Nullable LocalDate day, Locale locale) {
		LiveView view = this.live.read();
		model.addAttribute("live", view);
		model.addAttribute("announcement", announcement(view, locale));
		addCommon(model, day, locale);
	}

	private void addResults(Model model, @Nullable LocalDate day, Locale locale) {
		Optional<ResultsView> view = this.results.read(day);
		model.addAttribute("results", view.orElse(null));
		model.addAttribute("days", this.results.recentDays());
		model.addAttribute("shown", this.results.version(day));
		model.addAttribute("fileKinds", FILE_KINDS);
		addCommon(model, day, locale);
	}

	private static void addCommon(Model model, @Nullable LocalDate day, Locale locale) {
		model.addAttribute("requestedDay", day);
		model.addAttribute("language", locale.getLanguage());
		model.addAttribute("figures", new Figures());
	}

	/**
	 * What a screen reader says when it changes: the night's state, not every figure.
	 */
	private String announcement(LiveView view, Locale locale) {
		LiveView.NightView night = view.night();
		if (night == null) {
			return "";
		}
		return this.messages.getMessage("night.of", new Object[] { night.day() }, locale) + ": "
				+ this.messages.getMessage(night.standing(), null, locale);
	}

	private static @Nullable LocalDate dayOf(@Nullable String requested) {
		if (requested == null || requested.isBlank()) {
			return null;
		}
		try {
			return LocalDate.parse(requested);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
