package io.medsettle.api.security;

import java.io.IOException;

import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.limits.Guesses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who guesses, before a secret or a password is looked at.
 */
class GuessFilter extends OncePerRequestFilter {

	private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

	private static final PathPatternRequestMatcher TOKEN = PATHS.matcher(HttpMethod.POST, "/oauth2/token");

	private static final PathPatternRequestMatcher LOGIN = PATHS.matcher(HttpMethod.POST, "/login");

	private final Guesses guesses;

	private final ProblemAnswer answer;

	GuessFilter(Guesses guesses, ProblemAnswer answer) {
		this.guesses = guesses;
		this.answer = answer;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !TOKEN.matches(request) && !LOGIN.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (Guesses.Attempt attempt = this.guesses.begin(request.getRemoteAddr())) {
			chain.doFilter(request, response);
			if (response.getStatus() == HttpStatus.UNAUTHORIZED.value() || isWrongPassword(response)) {
				attempt.failed();
			}
		}
		catch (ProblemException ex) {
			refuse(ex, request, response);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
		}
	}

	/** A person is told on the page. */
	private void refuse(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (LOGIN.matches(request)) {
			response.sendRedirect("/login?later");
		}
		else {
			this.answer.write(problem, request, response);
		}
	}

	private static boolean isWrongPassword(HttpServletResponse response) {
		String next = response.getHeader(HttpHeaders.LOCATION);
		return next != null && next.endsWith("/login?error");
	}

}
