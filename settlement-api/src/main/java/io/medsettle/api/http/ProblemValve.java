package io.medsettle.api.http;

import java.io.IOException;

import io.medsettle.api.language.ReaderLanguage;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Answers what Tomcat itself refuses before any filter has seen it, such as an address
 * with characters that are not allowed there.
 */
class ProblemValve extends ErrorReportValve {

	private static final int FIRST_ERROR_STATUS = 400;

	private final JsonMapper jsonMapper;

	ProblemValve(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int status = response.getStatus();
		if (status < FIRST_ERROR_STATUS || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		Problem problem = Problem.of(ProblemTranslation.ofStatus(status, null), request);
		ReaderLanguage.declare(request, response);
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		try {
			response.getOutputStream().write(this.jsonMapper.writeValueAsBytes(problem));
			response.finishResponse();
		}
		catch (IOException gone) {
			this.container.getLogger().debug("The caller left before the answer was written.", gone);
		}
	}

}
