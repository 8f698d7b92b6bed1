package io.medsettle.api.security;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;

import io.medsettle.api.access.Caller;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.audit.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Has what a request does be the caller's doing in the audit trail, and takes down there
 * what they were refused.
 */
class ActorFilter extends OncePerRequestFilter {

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	private final Refusals refusals;

	ActorFilter(Refusals refusals) {
		this.refusals = refusals;
	}

	static AuditActor actor(Caller caller, HttpServletRequest request) {
		return new AuditActor((caller.kind() == Caller.Kind.PERSON) ? AuditActor.Kind.PERSON : AuditActor.Kind.CLIENT,
				caller.name(), caller.organisation(), caller.roles().iterator().next().name(), request.getRemoteAddr());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)) {
			chain.doFilter(request, response);
			return;
		}
		AuditActor actor = actor(caller, request);
		try (CurrentActor.Scope ignored = CurrentActor.as(actor)) {
			chain.doFilter(request, response);
		}
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == HttpStatus.FORBIDDEN || status == HttpStatus.TOO_MANY_REQUESTS
				|| (status == HttpStatus.NOT_FOUND && !caller.isRegional())
				|| (status == HttpStatus.CONFLICT && !READING.contains(request.getMethod()))) {
			this.refusals.note(AuditEntry.refused(actor, "REQUEST_REFUSED",
					new AuditSubject(request.getMethod(), path(request)), status.name()));
		}
	}

	/** As it is mapped: what the caller put into it may be anything. */
	private static String path(HttpServletRequest request) {
		return Objects.requireNonNullElse(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), "")
			.toString();
	}

}
