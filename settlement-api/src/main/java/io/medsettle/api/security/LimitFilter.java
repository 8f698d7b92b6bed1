package io.medsettle.api.security;

import java.io.IOException;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.limits.OrganisationLimits;
import io.medsettle.api.token.TokenClaims;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns an organisation away that asks for too much, once it is known which it is, and
 * before anything of a body is read.
 */
class LimitFilter extends OncePerRequestFilter {

	private final OrganisationLimits limits;

	private final ProblemAnswer answer;

	LimitFilter(OrganisationLimits limits, ProblemAnswer answer) {
		this.limits = limits;
		this.answer = answer;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		OrganisationLimits.Place place;
		try {
			place = admit(authentication);
		}
		catch (ProblemException ex) {
			this.answer.write(ex, request, response);
			return;
		}
		try (place) {
			chain.doFilter(request, response);
		}
	}

	private OrganisationLimits.Place admit(@Nullable Authentication authentication) {
		if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
			return this.limits.admit(OrganisationLimits.organisation(caller));
		}
		if (authentication instanceof OAuth2ClientAuthenticationToken client) {
			RegisteredClient registered = client.getRegisteredClient();
			if (registered != null) {
				this.limits.admitToken(TokenClaims.organisation(registered));
			}
		}
		return () -> {
		};
	}

}
