package io.medsettle.api.http;

import io.medsettle.core.database.DatabaseAway;
import io.medsettle.core.kafka.LogThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Answers every exception that leaves a handler with problem details, and logs those that
 * are the engine's own fault.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	private final LogThrottle throttle = new LogThrottle();

	@ExceptionHandler
	@Nullable ResponseEntity<Problem> answer(Exception exception, HttpServletRequest request, HttpServletResponse response) {
		// A connection that breaks off may be that to the database.
		if (!DatabaseAway.isMeantBy(exception) && DisconnectedClientHelper.isClientDisconnectedException(exception)) {
			return null;
		}
		ProblemException problem = ProblemTranslation.translate(exception);
		Problem body = Problem.of(problem, request);
		if (problem.status().is5xxServerError() && exception != problem) {
			log(exception, request, body);
		}
		if (response.isCommitted()) {
			// When a body breaks off, Tomcat takes no answer but that of the error page.
			request.setAttribute(ErrorPage.PROBLEM, body);
			return null;
		}
		return ResponseEntity.status(problem.status())
			.headers(problem.headers())
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(body);
	}

	/**
	 * The pattern is told, not the address: what the caller put into it stays out of the
	 * log.
	 */
	private void log(Exception exception, HttpServletRequest request, Problem body) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (!(exception instanceof TransientDataAccessException)) {
			log.error("{} {} failed, traceId {}", request.getMethod(), pattern, body.traceId(), exception);
			return;
		}
		long untold = this.throttle.add(1);
		if (untold > 0) {
			log.warn("Requests that the database did not serve in time: {}, the last is {} {}, traceId {} ({})", untold,
					request.getMethod(), pattern, body.traceId(), exception.getClass().getSimpleName());
		}
	}

	/**
	 * Has the server end the connection: there is no other way to say that what was begun
	 * does not come to its end.
	 */
	@ExceptionHandler
	void end(CloseNowException exception) throws CloseNowException {
		throw exception;
	}

}
