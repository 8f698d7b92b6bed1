package io.medsettle.api.http;

import io.medsettle.core.problem.JsonFields;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

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
	 * The fields of a body that may be left out; null if it is.
	 * @throws ProblemException if it is too large or cannot be read
	 */
	public static @Nullable JsonFields readOptional(HttpServletRequest request) {
		byte[] bytes = bytes(request);
		return (bytes.length > 0) ? JsonFields.of(bytes) : null;
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
