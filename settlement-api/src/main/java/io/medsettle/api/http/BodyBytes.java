package io.medsettle.api.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipException;

import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The bytes of a request, unpacked.
 */
public final class BodyBytes {

	private BodyBytes() {
	}

	/**
	 * Reads a body as a whole.
	 * @param tooLarge what to say of a larger one
	 * @throws ProblemException if it is too large, broken, or of an encoding that is not
	 * understood
	 */
	public static byte[] read(HttpServletRequest request, int bytesMax, String tooLarge) {
		try {
			byte[] bytes = open(request).readNBytes(bytesMax + 1);
			if (bytes.length > bytesMax) {
				throw ProblemException.of(ProblemCode.TOO_LARGE, tooLarge);
			}
			return bytes;
		}
		catch (IOException ex) {
			throw problem(ex, "Nothing was taken.");
		}
	}

	/**
	 * Makes sure that there is no body where none is expected.
	 * @throws ProblemException if there is
	 */
	public static void requireNone(HttpServletRequest request) {
		read(request, 0, "This address takes no body.");
	}

	/**
	 * The stream of a body, unpacked if it is packed.
	 * @throws IOException if it does not even begin well; see {@link #problem}
	 * @throws ProblemException if it is of an encoding that is not understood
	 */
	public static InputStream open(HttpServletRequest request) throws IOException {
		requireUtf8(contentType(request));
		String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		return switch ((encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "identity") {
			case "identity", "" -> request.getInputStream();
			case "gzip", "x-gzip" -> new UnpackedBody(request.getInputStream());
			default ->
				throw ProblemException
					.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
							"A body may be packed with gzip or not at all.")
					.header(HttpHeaders.ACCEPT_ENCODING, "gzip");
		};
	}

	/**
	 * Why a body could not be read to its end.
	 * @param consequence what that means for what was read before, in sentences
	 */
	public static ProblemException problem(IOException exception, String consequence) {
		return switch (exception) {
			case UnreadableBodyException refused ->
				ProblemException.of(refused.status(), refused.code(), refused.getMessage() + " " + consequence);
			case SocketTimeoutException slow -> problem(UnreadableBodyException.tooSlow(), consequence);
			case ZipException broken -> malformed("The gzip stream is broken.", consequence);
			case EOFException early -> malformed("The body ends too early.", consequence);
			default -> malformed("The body could not be read to its end.", consequence);
		};
	}

	private static ProblemException malformed(String sentence, String consequence) {
		return ProblemException.of(ProblemCode.MALFORMED, sentence + " " + consequence);
	}

	/**
	 * The type that a body is said to have, if it is.
	 * @throws ProblemException if that is none
	 */
	static @Nullable MediaType contentType(HttpServletRequest request) {
		String contentType = request.getContentType();
		try {
			return (contentType != null) ? MediaType.parseMediaType(contentType) : null;
		}
		// An unknown charset as well.
		catch (IllegalArgumentException ex) {
			throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
					"The Content-Type cannot be read.");
		}
	}

	/**
	 * By the caller's header: what the request object says is what the server forces on
	 * it.
	 */
	private static void requireUtf8(@Nullable MediaType contentType) {
		Charset charset = (contentType != null) ? contentType.getCharset() : null;
		if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
			throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
					"Bodies are written in UTF-8.");
		}
	}

}
