package io.medsettle.api.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what fails outside of any handler, in a filter say, where the server forwards
 * to its error page.
 */
@Hidden
@RestController
class ErrorPage implements ErrorController {

	private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

	/** The attribute of a request that holds the problem it was answered with. */
	static final String PROBLEM = Problem.class.getName();

	@RequestMapping("${spring.web.error.path:/error}")
	ResponseEntity<Problem> answer(HttpServletRequest request) {
		Problem problem = (request.getAttribute(PROBLEM) instanceof Problem known) ? known : of(request);
		return ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

	private static Problem of(HttpServletRequest request) {
		int status = (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known) ? known
				: HttpStatus.NOT_FOUND.value();
		ProblemException problem = ProblemTranslation.ofStatus(status, null);
		String traceId = TraceId.of(request);
		if (problem.status().is5xxServerError()
				&& request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause) {
			log.error("A request failed outside of its handler, traceId {}", traceId, cause);
		}
		return Problem.of(problem, request);
	}

}
