package io.medsettle.api.security;

import java.io.IOException;
import java.util.Objects;

import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * Tells a page that its session has ended, or that what it sends is not from this page.
 * Where only a part of a page was asked for, the whole page is loaded anew: so it goes to
 * the login and comes back to where it was. A browser that has sent a form from a page
 * that is too old is shown the first page.
 */
@Component
class PageRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {

	private static final String PART = "HX-Request";

	private final ProblemAnswer answer;

	PageRefusal(ProblemAnswer answer) {
		this.answer = answer;
	}

	static boolean isPartOfAPage(HttpServletRequest request) {
		return request.getHeader(PART) != null;
	}

	private static boolean isABrowsers(HttpServletRequest request) {
		return Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
			.contains(MediaType.TEXT_HTML_VALUE);
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException {
		refuse(ProblemCode.UNAUTHORIZED, "The session has ended; log in again.", request, response);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		if (exception instanceof CsrfException) {
			refuse(ProblemCode.CROSS_SITE, "The request does not come from a page that was loaded in this session.",
					request, response);
		}
		else {
			this.answer.write(ProblemException.of(ProblemCode.FORBIDDEN,
					"No caller of this role may do that, whoever it is for."), request, response);
		}
	}

	private void refuse(ProblemCode code, String detail, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ProblemException problem = ProblemException.of(code, detail);
		if (!isPartOfAPage(request) && isABrowsers(request)) {
			response.sendRedirect("/");
			return;
		}
		this.answer.write(isPartOfAPage(request) ? problem.header("HX-Refresh", "true") : problem, request, response);
	}

}
