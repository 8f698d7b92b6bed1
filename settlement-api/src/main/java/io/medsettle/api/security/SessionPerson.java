package io.medsettle.api.security;

import io.medsettle.api.access.People;
import io.medsettle.api.token.CallerToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps of a login only who it is and when it was. What they may do is read anew, so a
 * session never lives longer than the rights it was opened with; nor does it outlive a
 * working day, however often its pages ask for news.
 */
@Component
class SessionPerson implements SecurityContextRepository {

	static final Duration LONGEST = Duration.ofHours(12);

	private static final String USERNAME = "username";

	private static final String BEGAN_AT_MS = "beganAtMs";

	private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();

	private final People people;

	private final Clock clock;

	SessionPerson(People people, Clock clock) {
		this.people = people;
		this.clock = clock;
	}

	@Override
	public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
		return new Deferred(request);
	}

	@Override
	@Deprecated
	public SecurityContext loadContext(HttpRequestResponseHolder holder) {
		return read(holder.getRequest());
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		Authentication login = context.getAuthentication();
		if (login instanceof CallerToken || login instanceof OAuth2AuthenticationToken) {
			HttpSession session = request.getSession();
			session.setAttribute(USERNAME, login.getName());
			session.setAttribute(BEGAN_AT_MS, this.clock.millis());
		}
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return login(request) != null;
	}

	private SecurityContext read(HttpServletRequest request) {
		SecurityContext context = this.holder.createEmptyContext();
		context.setAuthentication(login(request));
		return context;
	}

	private @Nullable CallerToken login(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(USERNAME) instanceof String username)
				|| !(session.getAttribute(BEGAN_AT_MS) instanceof Long beganAtMs)) {
			return null;
		}
		Instant began = Instant.ofEpochMilli(beganAtMs);
		return this.people.ofSession(username)
			.filter((person) -> person.mayGoOn(began) && began.plus(LONGEST).isAfter(this.clock.instant()))
			.map((person) -> new CallerToken(person.caller(), began, began.plus(LONGEST)))
			.orElse(null);
	}

	private final class Deferred implements DeferredSecurityContext {

		private final HttpServletRequest request;

		private @Nullable SecurityContext context;

		Deferred(HttpServletRequest request) {
			this.request = request;
		}

		@Override
		public SecurityContext get() {
			SecurityContext read = this.context;
			if (read == null) {
				read = read(this.request);
				this.context = read;
			}
			return read;
		}

		@Override
		public boolean isGenerated() {
			return get().getAuthentication() == null;
		}

	}

}
