package io.medsettle.api.operator;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.TextRules;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who does something, as the body of a request names them.
 */
record Actor(@Schema(example = "wang.li", pattern = TextRules.NAME_PATTERN, maxLength = TextRules.NAME_LENGTH_MAX,
		requiredMode = Schema.RequiredMode.REQUIRED) String actor) {

	/** Who closes a day without giving a name. */
	private static final String UNNAMED = "operator";

	/**
	 * Reads who does something.
	 * @throws ProblemException if the body is no object with a name
	 */
	static String of(HttpServletRequest request) {
		return of(JsonBody.read(request));
	}

	private static String of(JsonFields fields) {
		String name = fields.name("actor");
		JsonBody.requireSound(fields);
		return name;
	}

	/**
	 * Reads who closes a day. That needs no body.
	 * @throws ProblemException if there is a body, and it is no object with a name
	 */
	static String ofOptional(HttpServletRequest request) {
		JsonFields fields = JsonBody.readOptional(request);
		return (fields == null) ? UNNAMED : of(fields);
	}

}
