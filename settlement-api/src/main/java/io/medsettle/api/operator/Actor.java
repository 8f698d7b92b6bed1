package io.medsettle.api.operator;

import java.io.IOException;
import java.util.List;

import io.medsettle.api.problem.ProblemException;
import io.medsettle.core.catalogue.ProblemCode;
import io.medsettle.core.claim.InputError;
import io.medsettle.core.day.DayTransitions;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who does something, as the body of a request names them.
 *
 * @param actor a name
 */
record Actor(@Schema(example = "wang.li") @NotNull @Size(max = DayTransitions.ACTOR_LENGTH_MAX,
		message = NAME_RULE) @Pattern(regexp = ONE_LINE, message = NAME_RULE) String actor) {

	/** Visible characters and spaces, no space first. */
	static final String ONE_LINE = "[^\\p{C}\\s][^\\p{C}]*";

	static final String NAME_RULE = "is a name of at most " + DayTransitions.ACTOR_LENGTH_MAX + " characters";

	/** Who closes a day without giving a name. */
	private static final String UNNAMED = "operator";

	private static final int BYTES_MAX = 4096;

	/**
	 * Reads who closes a day. That needs no body, and one of whatever type is taken for
	 * none as long as it is empty.
	 * @throws ProblemException if there is a body, and it is no object with a name
	 */
	static String read(HttpServletRequest request, JsonMapper mapper) throws IOException {
		byte[] body = request.getInputStream().readNBytes(BYTES_MAX);
		if (body.length == 0) {
			return UNNAMED;
		}
		JsonNode actor = object(body, mapper).path("actor");
		if (actor.isMissingNode()) {
			return UNNAMED;
		}
		if (!actor.isString() || !actor.asString().matches(ONE_LINE)
				|| actor.asString().length() > DayTransitions.ACTOR_LENGTH_MAX) {
			throw ProblemException.refused(
					List.of(new InputError("/actor", ProblemCode.INVALID_FIELD, "The field actor " + NAME_RULE + ".")));
		}
		return actor.asString();
	}

	private static JsonNode object(byte[] body, JsonMapper mapper) {
		try {
			JsonNode read = mapper.readTree(body);
			if (read.isObject()) {
				return read;
			}
		}
		catch (JacksonException ex) {
			// Told below, without what was sent.
		}
		throw ProblemException.of(ProblemCode.MALFORMED, "The body is not the JSON object described for this address.");
	}

}
