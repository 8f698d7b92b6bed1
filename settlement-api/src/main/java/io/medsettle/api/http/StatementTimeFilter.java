package io.medsettle.api.http;

import java.io.IOException;
import java.time.Duration;

import io.medsettle.core.database.StatementTime;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no statement of a request take so long that its caller would have given up. Who is
 * known to take longer says so by {@link StatementTime#unlimited()}.
 */
@Component
class StatementTimeFilter extends OncePerRequestFilter {

	private static final Duration STATEMENT_TIME_MAX = Duration.ofSeconds(10);

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try (StatementTime.Limit ignored = StatementTime.limit(STATEMENT_TIME_MAX)) {
			chain.doFilter(request, response);
		}
	}

}
