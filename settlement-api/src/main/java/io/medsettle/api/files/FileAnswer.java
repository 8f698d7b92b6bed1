package io.medsettle.api.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.medsettle.api.files.ByteRanges.Part;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/**
 * Answers a request for a file: what the caller has already or wants no more is decided
 * in the order of RFC 9110 (13.2.2), then the parts that are asked for are sent. The
 * framework has part of this, but no {@code If-Match} of a GET, and no range beside one
 * that lies beyond the end.
 */
final class FileAnswer {

	private static final Logger log = LoggerFactory.getLogger(FileAnswer.class);

	private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

	/** The bytes under a name never change. */
	private static final String FOR_EVER = String
		.valueOf(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable().getHeaderValue());

	private static final int BUFFER_BYTES = 64 * 1024;

	private final ClearingFile file;

	private final FileChannel bytes;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final ETag tag;

	/** Called before the first byte of the file is sent. */
	private final Runnable begin;

	private final NavigableMap<Long, Long> sent = new TreeMap<>();

	private boolean whole;

	/**
	 * @param bytes the file, which is known to be whole; not closed
	 * @param begin called before the first byte of it is sent, if any is
	 */
	FileAnswer(ClearingFile file, FileChannel bytes, HttpServletRequest request, HttpServletResponse response,
			Runnable begin) {
		this.file = file;
		this.bytes = bytes;
		this.request = request;
		this.response = response;
		this.tag = new ETag(file.sha256(), false);
		this.begin = begin;
	}

	/**
	 * Sends what the request asks for.
	 * @throws ProblemException if the caller wants other bytes than these, or a part that
	 * the file does not have
	 * @throws IOException if the caller leaves, or the file ends too early
	 */
	void send() throws IOException {
		if (isPresent(HttpHeaders.IF_MATCH) && !names(HttpHeaders.IF_MATCH, true)) {
			throw ProblemException.of(HttpStatus.PRECONDITION_FAILED, ProblemCode.INVALID_REQUEST,
					"The file is none of those that If-Match names.");
		}
		if (names(HttpHeaders.IF_NONE_MATCH, false)) {
			setValidators();
			this.response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
			return;
		}
		long length = this.file.sizeBytes();
		boolean head = "HEAD".equals(this.request.getMethod());
		ByteRanges ranges = ByteRanges.of(head ? null : range(), length);
		if (ranges.asked() && ranges.parts().isEmpty()) {
			throw ProblemException
				.of(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, ProblemCode.INVALID_REQUEST,
						"The file has " + length + " bytes.")
				.header(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
		}
		if (!head) {
			this.begin.run();
		}
		this.whole = !ranges.asked();
		setValidators();
		this.response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
		this.response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(this.file.name()).build().toString());
		if (ranges.parts().size() > 1) {
			sendParts(ranges.parts());
			return;
		}
		this.response.setContentType(contentType());
		Part part = new Part(0, length - 1);
		if (ranges.asked()) {
			part = ranges.parts().getFirst();
			this.response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
			this.response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(length));
		}
		this.response.setContentLengthLong(part.bytes());
		if (!head) {
			copy(part, this.response.getOutputStream());
			this.response.flushBuffer();
		}
	}

	/** Whether all of the file was asked for. */
	boolean isWhole() {
		return this.whole;
	}

	/**
	 * What has been handed to the connection, also when it broke off: the last byte of
	 * each part by its first.
	 */
	NavigableMap<Long, Long> sent() {
		return this.sent;
	}

	private void sendParts(List<Part> parts) throws IOException {
		String boundary = MimeTypeUtils.generateMultipartBoundaryString();
		List<byte[]> heads = new ArrayList<>();
		byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
		long total = end.length;
		for (Part part : parts) {
			byte[] head = ("\r\n--" + boundary + "\r\nContent-Type: " + contentType() + "\r\nContent-Range: "
					+ part.contentRange(this.file.sizeBytes()) + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII);
			heads.add(head);
			total += head.length + part.bytes();
		}
		this.response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
		this.response.setContentType("multipart/byteranges; boundary=" + boundary);
		this.response.setContentLengthLong(total);
		OutputStream out = this.response.getOutputStream();
		for (int i = 0; i < parts.size(); i++) {
			out.write(heads.get(i));
			copy(parts.get(i), out);
		}
		out.write(end);
	}

	private void copy(Part part, OutputStream out) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
		long position = part.first();
		while (position <= part.last()) {
			buffer.clear().limit((int) Math.min(BUFFER_BYTES, part.last() - position + 1));
			int read = read(buffer, position);
			if (read < 0) {
				// More was announced than there is: only the end of the connection says
				// so.
				log.error("The published file {} was cut while it was being sent", this.file.name());
				this.response.flushBuffer();
				throw new CloseNowException("The file ended too early.");
			}
			out.write(buffer.array(), 0, read);
			position += read;
			this.sent.merge(part.first(), position - 1, Math::max);
		}
	}

	private int read(ByteBuffer buffer, long position) {
		try {
			return this.bytes.read(buffer, position);
		}
		catch (IOException ex) {
			log.error("The published file {} could not be read to its end ({})", this.file.name(), ex.toString());
			return -1;
		}
	}

	private void setValidators() {
		this.response.setHeader(HttpHeaders.ETAG, this.tag.formattedTag());
		this.response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
	}

	private String contentType() {
		return (this.file.name().endsWith(".csv") ? CSV : MediaType.APPLICATION_JSON).toString();
	}

	/**
	 * The Range header; null if there is none, there are several, or it is for other
	 * bytes than these.
	 */
	private @Nullable String range() {
		List<String> ranges = values(HttpHeaders.RANGE);
		if (ranges.size() != 1) {
			return null;
		}
		String ifRange = this.request.getHeader(HttpHeaders.IF_RANGE);
		return (ifRange == null || ifRange.strip().equals(this.tag.formattedTag())) ? ranges.getFirst() : null;
	}

	/**
	 * Whether a header names these bytes.
	 */
	private boolean names(String header, boolean strong) {
		return values(header).stream()
			.flatMap((value) -> ETag.parse(value).stream())
			.anyMatch((named) -> named.isWildcard() || named.compare(this.tag, strong));
	}

	private boolean isPresent(String header) {
		return this.request.getHeader(header) != null;
	}

	private List<String> values(String header) {
		Enumeration<String> values = this.request.getHeaders(header);
		return (values != null) ? Collections.list(values) : List.of();
	}

}
