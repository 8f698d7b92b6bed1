package io.medsettle.api.http;

import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The small JSON objects by which people act: all of them are read here, none beyond its
 * limit.
 */
public final class JsonBody {

	private static final int BYTES_MAX = 16 * 1024;

	private JsonBody() {
	}

	/**
	 * The fields of the body.
	 * @throws ProblemException if it is too large or cannot be read
	 */
	public static JsonFields read(HttpServletRequest request) {
		return JsonFields.of(bytes(request));
	}

	/**
	 * The fields of a body that may be left out; null if it is. Only JSON is taken, and
	 * nothing is taken for none: an address that needs no body would otherwise be one
	 * that a form of any page can be sent to.
	 * @throws ProblemException if it is of another type, too large or cannot be read
	 */
	public static @Nullable JsonFields readOptional(HttpServletRequest request) {
		byte[] bytes = bytes(request);
		MediaType type = BodyBytes.contentType(request);
		boolean json = type != null && MediaType.APPLICATION_JSON.includes(type);
		if (!json && (type != null || bytes.length > 0)) {
			throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
					"This address takes a body of type application/json, or none.");
		}
		return (bytes.length > 0) ? JsonFields.of(bytes) : null;
	}

	/**
	 * Reads a body that says nothing where it is sent: it may be left out, and if it is
	 * sent, it is read like any other.
	 * @throws ProblemException if it is of another type, too large or cannot be read
	 */
	public static void requireNoneOrJson(HttpServletRequest request) {
		JsonFields fields = readOptional(request);
		if (fields != null) {
			requireSound(fields);
		}
	}

	/**
	 * Makes sure that nothing is wrong with the fields that were asked for.
	 * @throws ProblemException with all that is
	 */
	public static void requireSound(JsonFields fields) {
		if (!fields.errors().isEmpty()) {
			throw ProblemException.refused(fields.errors());
		}
	}

	private static byte[] bytes(HttpServletRequest request) {
		return BodyBytes.read(request, BYTES_MAX, "An action has at most " + BYTES_MAX + " bytes.");
	}

}
