package io.medsettle.api.http;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.medsettle.core.audit.AuditUnavailableException;
import io.medsettle.core.database.DatabaseAway;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns what Spring throws about a request into problem details. Values that the caller
 * sent are never repeated: one of them may be a person's number.
 */
final class ProblemTranslation {

	static final String INTERNAL_DETAIL = "The engine did not expect this. Its log says more under the traceId.";

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	/** Errors of the caller, although HTTP counts them among the server's. */
	private static final Set<HttpStatus> OF_THE_REQUEST = EnumSet.of(HttpStatus.NOT_IMPLEMENTED,
			HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

	private ProblemTranslation() {
	}

	static ProblemException translate(Exception exception) {
		return switch (exception) {
			case ProblemException problem -> problem;
			case HandlerMethodValidationException invalid when !invalid.isForReturnValue() -> ProblemException
				.badParameters(invalid.getParameterValidationResults().stream().map(ProblemTranslation::of).toList());
			case MethodArgumentTypeMismatchException mismatch ->
				ProblemException.badParameters(List.of(unreadable(mismatch.getName(), mismatch.getRequiredType())));
			case MissingServletRequestParameterException missing ->
				ProblemException.badParameters(List.of(new InputError("/" + missing.getParameterName(),
						ProblemCode.MISSING_FIELD, "Send the parameter " + missing.getParameterName() + ".")));
			case ErrorResponse response ->
				ofStatus(response.getStatusCode().value(), detail(exception)).headers(response.getHeaders());
			case InvalidParameterException unreadable ->
				ofStatus(unreadable.getErrorCode(), "The parameters cannot be read, or are too many.");
			case AuditUnavailableException unwritten -> ProblemException
				.of(ProblemCode.AUDIT_UNAVAILABLE,
						"What is asked for has to be written to the audit trail, and cannot be.")
				.header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
			case CannotGetJdbcConnectionException none -> databaseAway();
			case CannotCreateTransactionException none -> databaseAway();
			case Exception away when DatabaseAway.isMeantBy(away) -> databaseAway();
			case QueryTimeoutException late ->
				ProblemException.unavailable("The database has not answered in time.", RETRY_AFTER);
			case TransientDataAccessException passing ->
				ProblemException.unavailable("Another request is changing the same at this moment.", RETRY_AFTER);
			default -> ProblemException.of(ProblemCode.INTERNAL, INTERNAL_DETAIL);
		};
	}

	/** Or every connection of this process is in use: both pass. */
	private static ProblemException databaseAway() {
		return ProblemException.unavailable("The database does not answer, or has no connection free.", RETRY_AFTER);
	}

	/**
	 * A problem of which nothing is known but the status.
	 */
	static ProblemException ofStatus(int statusCode, @Nullable String detail) {
		HttpStatus status = HttpStatus.resolve(statusCode);
		if (status == null || (status.is5xxServerError() && !OF_THE_REQUEST.contains(status)
				&& status != HttpStatus.SERVICE_UNAVAILABLE)) {
			return ProblemException.of(ProblemCode.INTERNAL, INTERNAL_DETAIL);
		}
		ProblemCode code = switch (status) {
			case NOT_FOUND -> ProblemCode.NOT_FOUND;
			case CONTENT_TOO_LARGE, URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE -> ProblemCode.TOO_LARGE;
			case SERVICE_UNAVAILABLE -> ProblemCode.UNAVAILABLE;
			default -> ProblemCode.INVALID_REQUEST;
		};
		return ProblemException.of(status, code, (detail != null) ? detail : code.sentence());
	}

	private static @Nullable String detail(Exception exception) {
		return switch (exception) {
			case HttpRequestMethodNotSupportedException method when method.getSupportedHttpMethods() != null ->
				"This address takes " + method.getSupportedHttpMethods() + " only.";
			case HttpMediaTypeNotSupportedException type when !type.getSupportedMediaTypes().isEmpty() ->
				"This address takes a body of type " + type.getSupportedMediaTypes() + " only.";
			case HttpMediaTypeNotAcceptableException type when !type.getSupportedMediaTypes().isEmpty() ->
				"This address answers with " + type.getSupportedMediaTypes() + " only.";
			default -> null;
		};
	}

	private static InputError of(ParameterValidationResult result) {
		String name = String.valueOf(result.getMethodParameter().getParameterName());
		return new InputError("/" + name, ProblemCode.INVALID_FIELD,
				"The parameter " + name + " " + result.getResolvableErrors().getFirst().getDefaultMessage() + ".");
	}

	private static InputError unreadable(String name, @Nullable Class<?> type) {
		return new InputError("/" + name, ProblemCode.INVALID_FIELD,
				"The parameter " + name + " is not " + expectation(type) + ".");
	}

	private static String expectation(@Nullable Class<?> type) {
		if (type == null) {
			return "of its type";
		}
		if (type.isEnum()) {
			return "one of " + List.of(type.getEnumConstants());
		}
		return switch (type.getSimpleName()) {
			case "LocalDate" -> "a day written as 2026-11-20";
			case "int", "Integer", "long", "Long" -> "a whole number in range";
			default -> "of its type";
		};
	}

}
