package io.medsettle.api.http;

import java.io.IOException;

import io.medsettle.core.problem.ProblemCode;

import org.springframework.http.HttpStatus;

/**
 * A body is not read any further, because of how it is sent.
 */
final class UnreadableBodyException extends IOException {

	private static final long serialVersionUID = 1L;

	private final transient HttpStatus status;

	private final ProblemCode code;

	UnreadableBodyException(HttpStatus status, ProblemCode code, String sentence) {
		super(sentence);
		this.status = status;
		this.code = code;
	}

	static UnreadableBodyException tooLarge(String sentence) {
		return new UnreadableBodyException(HttpStatus.CONTENT_TOO_LARGE, ProblemCode.TOO_LARGE, sentence);
	}

	static UnreadableBodyException tooSlow() {
		return new UnreadableBodyException(HttpStatus.REQUEST_TIMEOUT, ProblemCode.INVALID_REQUEST,
				"The body comes too slowly.");
	}

	HttpStatus status() {
		return this.status;
	}

	ProblemCode code() {
		return this.code;
	}

}
