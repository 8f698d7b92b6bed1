package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.api.operator.ProvisionalDay;
import io.medsettle.api.proposals.Proposal;
import io.medsettle.api.proposals.Proposals;
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
 * What people who work for the region propose and approve on the page.
 */
@Controller
@ConditionalOnRole(Role.API)
class ProposalPageController {

	private final Proposals proposals;

	private final ProvisionalDay provisionalDay;

	private final MessageSource messages;

	ProposalPageController(Proposals proposals, ProvisionalDay provisionalDay, MessageSource messages) {
		this.proposals = proposals;
		this.provisionalDay = provisionalDay;
		this.messages = messages;
	}

	/** What waits, and what the caller may do about it. */
	void addProposals(Model model, Caller caller) {
		List<Proposal> waiting = this.proposals.list(Proposal.State.PROPOSED);
		model.addAttribute("proposals", waiting);
		model.addAttribute("approves", caller.has(AccessRole.CHECKER));
		model.addAttribute("rejects", caller.has(AccessRole.CHECKER) || caller.has(AccessRole.OPERATOR));
	}

	@HxRequest
	@GetMapping("/console/proposals")
	String list(Model model, @AuthenticationPrincipal Caller caller) {
		addProposals(model, caller);
		return "console/proposals :: proposals";
	}

	@HxRequest
	@PostMapping("/console/days/{day}/confirm")
	String confirm(@PathVariable LocalDate day, Model model, Locale locale, HtmxResponse response,
			@AuthenticationPrincipal Caller caller) {
		return told(model, locale, response, "decision.confirm.done", day, () -> {
			this.provisionalDay.require(day);
			this.proposals.propose(Proposal.Act.CONFIRM_DAY, day.toString(), "", caller);
		});
	}

	@HxRequest
	@PostMapping("/console/days/{day}/redo")
	String redo(@PathVariable LocalDate day, @RequestParam String reason, Model model, Locale locale,
			HtmxResponse response, @AuthenticationPrincipal Caller caller) {
		if (!TextRules.isRemark(reason, Proposals.REASON_LENGTH_MAX)) {
			model.addAttribute("notice", this.messages.getMessage("decision.reason.wrong", null, locale));
			model.addAttribute("refused", true);
			return "console/notice :: notice";
		}
		return told(model, locale, response, "decision.redo.done", day, () -> {
			this.provisionalDay.require(day);
			this.proposals.propose(Proposal.Act.REDO_DAY, day.toString(), reason, caller);
		});
	}

	@HxRequest
	@PostMapping("/console/proposals/{id}/approve")
	String approve(@PathVariable String id, Model model, Locale locale, HtmxResponse response,
			@AuthenticationPrincipal Caller caller) {
		return told(model, locale, response, "proposals.approved", id, () -> this.proposals.approve(id, caller));
	}

	@HxRequest
	@PostMapping("/console/proposals/{id}/reject")
	String reject(@PathVariable String id, Model model, Locale locale, HtmxResponse response,
			@AuthenticationPrincipal Caller caller) {
		return told(model, locale, response, "proposals.rejected", id, () -> this.proposals.reject(id, caller));
	}

	private String told(Model model, Locale locale, HtmxResponse response, String done, Object subject, Runnable act) {
		try {
			act.run();
			model.addAttribute("notice", this.messages.getMessage(done, new Object[] { subject }, locale));
			model.addAttribute("refused", false);
		}
		catch (ProblemException ex) {
			model.addAttribute("notice", this.messages.getMessage("decision.failed", null, locale) + " "
					+ ReaderLanguage.say(String.valueOf(ex.getMessage()), locale));
			model.addAttribute("refused", true);
		}
		response.addTrigger("proposals-changed");
		response.addTrigger("results-changed");
		return "console/notice :: notice";
	}

}
