package io.medsettle.api.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Ends a request with problem details. Whoever throws it says what is wrong in a sentence
 * that the caller may read: no person's number, nothing of the engine's inside.
 */
public final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient HttpStatus status;

	private final ProblemCode code;

	private final transient List<InputError> errors;

	private final transient HttpHeaders headers = new HttpHeaders();

	private final transient Map<String, Object> more = new LinkedHashMap<>();

	private ProblemException(HttpStatus status, ProblemCode code, String detail, List<InputError> errors) {
		super(detail, null, false, false);
		this.status = status;
		this.code = code;
		this.errors = List.copyOf(errors);
	}

	/**
	 * A problem with the status that its code usually has.
	 */
	public static ProblemException of(ProblemCode code, String detail) {
		return new ProblemException(statusOf(code), code, detail, List.of());
	}

	/**
	 * That something is not there.
	 */
	public static ProblemException notFound(String detail) {
		return of(ProblemCode.NOT_FOUND, detail);
	}

	/**
	 * That the engine cannot serve the caller now.
	 * @param detail what it lacks, in a sentence
	 * @param retryAfter when trying again makes sense
	 */
	public static ProblemException unavailable(String detail, Duration retryAfter) {
		return of(ProblemCode.UNAVAILABLE, detail).header(HttpHeaders.RETRY_AFTER,
				Long.toString(retryAfter.toSeconds()));
	}

	/**
	 * A problem with a status of its own.
	 */
	public static ProblemException of(HttpStatus status, ProblemCode code, String detail) {
		return new ProblemException(status, code, detail, List.of());
	}

	/**
	 * Input that is refused.
	 * @param errors everything that is wrong with it; the first decides code and status
	 */
	public static ProblemException refused(List<InputError> errors) {
		InputError first = errors.getFirst();
		String detail = (errors.size() == 1) ? first.message()
				: "%s (The first of %d errors.)".formatted(first.message(), errors.size());
		return new ProblemException(statusOf(first.code()), first.code(), detail, errors);
	}

	/**
	 * A request with parameters that are not allowed.
	 * @param errors everything that is wrong with them; a pointer is a slash and the name
	 * of the parameter
	 */
	public static ProblemException badParameters(List<InputError> errors) {
		return new ProblemException(HttpStatus.BAD_REQUEST, ProblemCode.INVALID_REQUEST, errors.getFirst().message(),
				errors);
	}

	/**
	 * The status that answers with a code usually have.
	 */
	static HttpStatus statusOf(ProblemCode code) {
		return switch (code) {
			case MALFORMED, INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
			case NOT_FOUND -> HttpStatus.NOT_FOUND;
			case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
			case DAY_NOT_CLOSABLE, DAY_RECONCILED, DAY_SEALED, DAY_NOT_PROVISIONAL, DEAD_LETTER_NOT_REDRIVABLE,
					NIGHT_AT_WORK, CHECKSUM_MISMATCH, BREAK_ACTION_NOT_ALLOWED, DECISION_NOT_ALLOWED, SAME_PERSON,
					PROPOSAL_DECIDED, ACCOUNT_TAKEN ->
				HttpStatus.CONFLICT;
			case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
			case UNAUTHORIZED -> HttpStatus.UNAUTHORIZED;
			case FORBIDDEN, CROSS_SITE -> HttpStatus.FORBIDDEN;
			case FILE_DAMAGED, AUDIT_UNAVAILABLE, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
			case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
			case MISSING_FIELD, INVALID_FIELD, AMOUNTS_DO_NOT_ADD_UP, UNKNOWN_HOSPITAL, UNKNOWN_CITY, NOT_OUT_OF_AREA,
					TREATMENT_CITY_MISMATCH, SETTLED_IN_FUTURE, TOO_OLD, CONFLICTING_DUPLICATE, REVERSAL_MISMATCH,
					SIGNATURE_MISSING, SIGNATURE_INVALID ->
				HttpStatus.UNPROCESSABLE_CONTENT;
		};
	}

	/**
	 * Adds a header to the answer.
	 */
	public ProblemException header(String name, String value) {
		this.headers.add(name, value);
		return this;
	}

	/**
	 * Adds headers to the answer.
	 */
	public ProblemException headers(HttpHeaders others) {
		this.headers.putAll(others);
		return this;
	}

	/**
	 * Adds a member to the problem details.
	 */
	public ProblemException member(String name, Object value) {
		this.more.put(name, value);
		return this;
	}

	public HttpStatus status() {
		return this.status;
	}

	public ProblemCode code() {
		return this.code;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

	List<InputError> errors() {
		return this.errors;
	}

	HttpHeaders headers() {
		return this.headers;
	}

	Map<String, Object> more() {
		return this.more;
	}

}
