package io.medsettle.api.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
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
			throw ProblemException.of(ProblemCode.MALFORMED, describe(ex) + " Nothing was taken.");
		}
	}

	/**
	 * The stream of a body, unpacked if it is packed.
	 * @throws IOException if it does not even begin well; see {@link #describe}
	 * @throws ProblemException if it is of an encoding that is not understood
	 */
	public static InputStream open(HttpServletRequest request) throws IOException {
		requireUtf8(request.getContentType());
		String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		return switch ((encoding != null) ? encoding.strip().toLowerCase(Locale.ROOT) : "identity") {
			case "identity", "" -> request.getInputStream();
			case "gzip", "x-gzip" -> new GZIPInputStream(request.getInputStream());
			default ->
				throw ProblemException
					.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
							"A body may be packed with gzip or not at all.")
					.header(HttpHeaders.ACCEPT_ENCODING, "gzip");
		};
	}

	/**
	 * Why a body could not be read to its end, in a sentence.
	 */
	public static String describe(IOException exception) {
		return switch (exception) {
			case ZipException broken -> "The gzip stream is broken.";
			case EOFException early -> "The body ends too early.";
			default -> "The body could not be read to its end.";
		};
	}

	/**
	 * By the caller's header: what the request object says is what the server forces on
	 * it.
	 */
	private static void requireUtf8(@Nullable String contentType) {
		Charset charset = (contentType != null) ? MediaType.parseMediaType(contentType).getCharset() : null;
		if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
			throw ProblemException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCode.INVALID_REQUEST,
					"Bodies are written in UTF-8.");
		}
	}

}
