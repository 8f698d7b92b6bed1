package io.medsettle.api.security;

import java.io.IOException;
import java.time.Duration;

import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.provider.UnlinkedException;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.Refusals;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/**
 * Tells a program that it has no token that counts, or that its role may never do this.
 */
@Component
class RefusedAnswer implements AuthenticationEntryPoint, AccessDeniedHandler {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final ProblemAnswer answer;

	private final Refusals refusals;

	RefusedAnswer(ProblemAnswer answer, Refusals refusals) {
		this.refusals = refusals;
		this.answer = answer;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		boolean hadToken = exception instanceof OAuth2AuthenticationException;
		if (exception instanceof UnlinkedException unlinked) {
			this.refusals.note(AuditEntry.refused(
					new AuditActor(AuditActor.Kind.PERSON, "unknown", "", "", request.getRemoteAddr()),
					"REQUEST_REFUSED", new AuditSubject("PERSON", unlinked.issuer() + " " + unlinked.subject()),
					ProblemCode.FORBIDDEN.name()));
			this.answer.write(ProblemException.of(ProblemCode.FORBIDDEN, String.valueOf(unlinked.getMessage())),
					request, response);
			return;
		}
		if (exception instanceof OAuth2AuthenticationException known
				&& OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(known.getError().getErrorCode())) {
			this.answer.write(ProblemException.unavailable(String.valueOf(known.getMessage()), RETRY_AFTER), request,
					response);
			return;
		}
		ProblemException problem = ProblemException.of(ProblemCode.UNAUTHORIZED, hadToken
				? String.valueOf(exception.getMessage()) : "Send a token of /oauth2/token as Authorization: Bearer.");
		this.answer.write(
				problem.header(HttpHeaders.WWW_AUTHENTICATE, hadToken ? "Bearer error=\"invalid_token\"" : "Bearer"),
				request, response);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		this.answer.write(
				ProblemException.of(ProblemCode.FORBIDDEN, "No caller of this role may do that, whoever it is for."),
				request, response);
	}

}
