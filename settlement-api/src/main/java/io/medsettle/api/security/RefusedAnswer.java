package io.medsettle.api.security;

import java.io.IOException;

import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/**
 * Tells a program that it has no token that counts, or that its role may never do this.
 */
@Component
class RefusedAnswer implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final ProblemAnswer answer;

	RefusedAnswer(ProblemAnswer answer) {
		this.answer = answer;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		boolean hadToken = exception instanceof OAuth2AuthenticationException;
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
