package io.medsettle.api.http;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Problem details (RFC 9457): the body of every answer that reports an error.
 *
 * @param type names the kind of problem: {@code urn:medsettle:problem:} and the code
 * @param title what the code means, from the catalogue
 * @param status the HTTP status
 * @param detail what is wrong in this case; never holds a person's number
 * @param code the code, from the catalogue
 * @param traceId names this request in the engine's log
 * @param remedy what to do about it, from the catalogue
 * @param errors everything that is wrong with the input, at once; empty if it is not the
 * input that is wrong
 * @param more members that only this kind of problem has
 */
@Schema(description = "Problem details (RFC 9457).",
		requiredProperties = { "type", "title", "status", "detail", "code", "traceId", "remedy" })
@JsonPropertyOrder({ "type", "title", "status", "detail", "code", "traceId", "remedy", "errors" })
public record Problem(@Schema(example = "urn:medsettle:problem:UNKNOWN_HOSPITAL") URI type,
		@Schema(example = "The hospital is not in the registry on the day of the claim.") String title,
		@Schema(example = "422") int status,
		@Schema(example = "The registry has no hospital H31000000999 on that day.") String detail,
		@Schema(example = "UNKNOWN_HOSPITAL") String code,
		@Schema(example = "4bf92f3577b34da6a3ce929d0e0e4736",
				description = "Names this request in the engine's log; "
						+ "taken from traceparent if the caller sends one.") String traceId,
		@Schema(example = "Check hospitalCode, or have the operator register the hospital.") String remedy,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<InputError> errors,
		@Hidden @JsonAnyGetter Map<String, Object> more) {

	static Problem of(ProblemException exception, String traceId) {
		ProblemCode code = exception.code();
		return new Problem(URI.create("urn:medsettle:problem:" + code), code.sentence(), exception.status().value(),
				exception.detail(), code.name(), traceId, code.remedy(), exception.errors(), exception.more());
	}

}
