package io.medsettle.api.console;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.access.MakerChecker;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakComments;
import io.medsettle.batch.breaks.BreakHistory;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One break: what is known of it, and what its two cities and the checker do about it.
 */
@Controller
@ConditionalOnRole(Role.API)
class BreakPageController {

	private static final int COMMENT_LENGTH_MAX = 900;

	/** What needs nothing beside it. */
	private static final Set<Resolution> SIMPLE = Set.of(Resolution.ACCEPT_TREATMENT, Resolution.ACCEPT_INSURED,
			Resolution.CANCEL, Resolution.WRITE_OFF_ROUNDING);

	private final Breaks breaks;

	private final BreakLimits limits;

	private final BreakHistory history;

	private final BreakActions actions;

	private final BreakComments comments;

	private final MakerChecker makerChecker;

	private final MessageSource messages;

	BreakPageController(Breaks breaks, BreakLimits limits, BreakHistory history, BreakActions actions,
			BreakComments comments, MakerChecker makerChecker, MessageSource messages) {
		this.breaks = breaks;
		this.limits = limits;
		this.history = history;
		this.actions = actions;
		this.comments = comments;
		this.makerChecker = makerChecker;
		this.messages = messages;
	}

	@GetMapping("/console/breaks/{id}")
	String page(@PathVariable String id, Model model, Locale locale, @AuthenticationPrincipal Caller caller) {
		fill(require(id, caller), model, locale, caller);
		return "console/break";
	}

	@HxRequest
	@PostMapping("/console/breaks/{id}/propose")
	String propose(@PathVariable String id, @RequestParam Resolution resolution,
			@RequestParam(defaultValue = "") String comment, Model model, Locale locale,
			@AuthenticationPrincipal Caller caller) {
		return act(id, comment, model, locale, caller,
				(text) -> this.actions.propose(id, caller.name(), resolution, 0, text));
	}

	@HxRequest
	@PostMapping("/console/breaks/{id}/approve")
	String approve(@PathVariable String id, @RequestParam(defaultValue = "") String comment, Model model, Locale locale,
			@AuthenticationPrincipal Caller caller) {
		return act(id, comment, model, locale, caller,
				(text) -> this.actions.approve(id, this.makerChecker.approver(caller), text));
	}

	@HxRequest
	@PostMapping("/console/breaks/{id}/reject")
	String reject(@PathVariable String id, @RequestParam(defaultValue = "") String comment, Model model, Locale locale,
			@AuthenticationPrincipal Caller caller) {
		return act(id, comment, model, locale, caller, (text) -> this.actions.reject(id, caller.name(), text));
	}

	@HxRequest
	@PostMapping("/console/breaks/{id}/comment")
	String comment(@PathVariable String id, @RequestParam String comment, Model model, Locale locale,
			@AuthenticationPrincipal Caller caller) {
		return act(id, comment, model, locale, caller, (text) -> this.comments.comment(id, caller.name(), text));
	}

	private String act(String id, String comment, Model model, Locale locale, Caller caller,
			Function<String, Optional<Break>> action) {
		require(id, caller);
		if (!comment.isEmpty() && !TextRules.isRemark(comment, COMMENT_LENGTH_MAX)) {
			told(model, this.messages.getMessage("break.comment.wrong", null, locale), true);
		}
		else {
			try {
				boolean done = action.apply(comment).isPresent();
				told(model, this.messages.getMessage(done ? "break.done" : "decision.failed", null, locale), !done);
			}
			catch (BreakActionRefusedException ex) {
				told(model, this.messages.getMessage("decision.failed", null, locale) + " "
						+ ReaderLanguage.say(String.valueOf(ex.getMessage()), locale), true);
			}
		}
		fill(require(id, caller), model, locale, caller);
		return "console/break :: break";
	}

	private static void told(Model model, String notice, boolean refused) {
		model.addAttribute("notice", notice);
		model.addAttribute("refused", refused);
	}

	private void fill(Break held, Model model, Locale locale, Caller caller) {
		List<Resolution> allowed = Objects.requireNonNullElse(this.limits.allowed(List.of(held)).get(held.id()),
				List.of());
		model.addAttribute("break", held);
		model.addAttribute("reason", ReaderLanguage.say(held.reason(), locale));
		model.addAttribute("allowed", allowed.stream().filter(SIMPLE::contains).toList());
		model.addAttribute("history", this.history.of(held));
		model.addAttribute("proposes", caller.has(AccessRole.BUREAU) || caller.has(AccessRole.OPERATOR));
		model.addAttribute("approves", caller.has(AccessRole.BUREAU) || caller.has(AccessRole.CHECKER));
		model.addAttribute("comments", !caller.has(AccessRole.AUDITOR));
		model.addAttribute("caller", caller);
		model.addAttribute("language", locale.getLanguage());
		model.addAttribute("figures", new Figures());
	}

	private Break require(String id, Caller caller) {
		return this.breaks.find(id)
			.filter((held) -> caller.sees(cities(held)))
			.orElseThrow(() -> ProblemException.notFound("There is no break of this id."));
	}

	private static List<String> cities(Break held) {
		return Stream.of(held.treatmentCity(), held.insuredCity()).filter(Objects::nonNull).toList();
	}

}
