package io.medsettle.api.http;

import java.io.IOException;

import io.medsettle.api.language.ReaderLanguage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Answers with problem details where no handler does: in a filter.
 */
@Component
public class ProblemAnswer {

	private final JsonMapper jsonMapper;

	ProblemAnswer(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Writes the whole answer.
	 */
	public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		byte[] body = this.jsonMapper.writeValueAsBytes(Problem.of(problem, request));
		response.setStatus(problem.status().value());
		problem.headers().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		ReaderLanguage.declare(request, response);
		response.getOutputStream().write(body);
	}

}
