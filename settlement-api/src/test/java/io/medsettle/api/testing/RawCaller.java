package io.medsettle.api.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests as they are written, line by line, whatever a client of good will would
 * say to them. Each has a connection of its own.
 */
public final class RawCaller {

	private static final int ANSWER_TIMEOUT_MS = 60_000;

	private final URI address;

	/**
	 * @param baseUrl such as {@code http://127.0.0.1:8080}
	 */
	public RawCaller(String baseUrl) {
		this.address = URI.create(baseUrl);
	}

	/** Host and port, as the engine itself knows them. */
	public String authority() {
		return this.address.getAuthority();
	}

	/** A connection on which nothing was said yet. */
	public Socket connect() throws IOException {
		return new Socket(this.address.getHost(), this.address.getPort());
	}

	/**
	 * Sends a request and waits for the end of the answer.
	 * @param requestLine such as {@code GET / HTTP/1.1}
	 * @param headers whole lines without their ends; Host and Connection are added
	 */
	public RawAnswer send(String requestLine, List<String> headers, byte[] body) {
		try (Socket socket = connect()) {
			socket.setSoTimeout(ANSWER_TIMEOUT_MS);
			ByteArrayOutputStream request = new ByteArrayOutputStream();
			request.writeBytes(bytes(requestLine + "\r\nHost: " + authority() + "\r\nConnection: close\r\n"));
			if (headers.stream().noneMatch((line) -> line.startsWith("Authorization:"))) {
				request.writeBytes(bytes(authorization(requestLine, body)));
			}
			String target = requestLine.split(" ").length > 1 ? requestLine.split(" ")[1] : "";
			if (target.equals("/") || target.startsWith("/?") || target.startsWith("/console/")) {
				Sessions.Session session = Sessions.of(this.address.toString(), "operator");
				request.writeBytes(bytes("Cookie: " + session.cookie() + "\r\n"));
				if (headers.stream().noneMatch((line) -> line.startsWith("X-XSRF-TOKEN:"))) {
					request.writeBytes(bytes("X-XSRF-TOKEN: " + session.csrf() + "\r\n"));
				}
			}
			headers.forEach((line) -> request.writeBytes(bytes(line + "\r\n")));
			request.writeBytes(bytes("\r\n"));
			request.writeBytes(body);
			OutputStream out = socket.getOutputStream();
			try {
				request.writeTo(out);
				out.flush();
			}
			catch (IOException ex) {
				// Cut off while it sends; the answer is there all the same.
			}
			return new RawAnswer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(requestLine + " has no answer", ex);
		}
	}

	/** The header line of whoever may send a request; empty if nobody has to. */
	public String authorization(String requestLine, byte[] body) {
		String[] parts = requestLine.split(" ");
		String token = (parts.length > 1 && parts[1].startsWith("/api/"))
				? Tokens.ofWhoMay(this.address.toString(), parts[0], parts[1], body) : "";
		return token.isEmpty() ? "" : "Authorization: " + token + "\r\n";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * An answer as it came, head and body.
	 */
	public record RawAnswer(String text) {

		/** The status, or 0 if the connection ended without one. */
		public int status() {
			return this.text.startsWith("HTTP/1.1 ") ? Integer.parseInt(this.text.substring(9, 12)) : 0;
		}

		/** The first value of a header, or an empty text. */
		public String header(String name) {
			return head().lines()
				.filter((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
				.map((line) -> line.substring(name.length() + 1).strip())
				.findFirst()
				.orElse("");
		}

		/** The object that the body is. */
		public JsonNode json() {
			return JsonMapper.shared()
				.readTree(this.text.substring(this.text.indexOf('{'), this.text.lastIndexOf('}') + 1));
		}

		private String head() {
			int end = this.text.indexOf("\r\n\r\n");
			return (end < 0) ? this.text : this.text.substring(0, end);
		}

	}

}
