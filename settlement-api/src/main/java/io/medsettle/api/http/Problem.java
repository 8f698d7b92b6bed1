package io.medsettle.api.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Problem details (RFC 9457): the body of every answer that reports an error.
 */
@Schema(description = "Problem details (RFC 9457).",
		requiredProperties = { "type", "title", "status", "detail", "code", "traceId", "remedy" })
@JsonPropertyOrder({ "type", "title", "status", "detail", "code", "traceId", "remedy", "errors" })
record Problem(
		@Schema(description = "Names the kind of problem: `urn:medsettle:problem:` and the code.",
				example = "urn:medsettle:problem:UNKNOWN_HOSPITAL") URI type,
		@Schema(description = "What the code means, from the catalogue.",
				example = "The hospital is not in the registry on the day of the claim.") String title,
		@Schema(description = "The HTTP status.", example = "422") int status,
		@Schema(description = "What is wrong in this case; never holds a person's number.",
				example = "The registry has no hospital H31000000999 on that day.") String detail,
		@Schema(description = "The code, from the catalogue.", example = "UNKNOWN_HOSPITAL") String code,
		@Schema(example = "4bf92f3577b34da6a3ce929d0e0e4736",
				description = "Names this request in the engine's log; "
						+ "taken from traceparent if the caller sends one.") String traceId,
		@Schema(description = "What to do about it, from the catalogue.",
				example = "Check hospitalCode, or have the operator register the hospital.") String remedy,
		@Schema(description = "Everything that is wrong with the input, at once; absent if it is not the input that is wrong.") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<InputError> errors,
		@Hidden @JsonAnyGetter Map<String, Object> more) {

	/**
	 * A problem as the caller of a request reads it.
	 */
	static Problem of(ProblemException exception, HttpServletRequest request) {
		Locale language = ReaderLanguage.of(request);
		ProblemCode code = exception.code();
		List<InputError> errors = exception.errors()
			.stream()
			.map((error) -> new InputError(error.pointer(), error.code(),
					ReaderLanguage.say(error.message(), language)))
			.toList();
		return new Problem(URI.create("urn:medsettle:problem:" + code), ReaderLanguage.say(code.sentence(), language),
				exception.status().value(), ReaderLanguage.say(exception.detail(), language), code.name(),
				TraceId.of(request), ReaderLanguage.say(code.remedy(), language), errors, exception.more());
	}

}
