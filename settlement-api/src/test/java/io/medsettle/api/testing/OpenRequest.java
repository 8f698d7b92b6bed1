package io.medsettle.api.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A POST in chunks that stays open: the body is sent piece by piece, as the test wants
 * it. Sending blocks when the engine does not read.
 */
public final class OpenRequest implements AutoCloseable {

	private static final int ANSWER_TIMEOUT_MS = 40_000;

	private final Socket socket;

	private final OutputStream out;

	private OpenRequest(Socket socket) throws IOException {
		this.socket = socket;
		this.out = socket.getOutputStream();
	}

	/**
	 * Sends the head of a request.
	 * @param headers whole lines, each with its line end
	 */
	public static OpenRequest post(Engine engine, String path, String contentType, String headers) throws IOException {
		return open(engine, path, contentType, headers, Tokens.ofWhoMay(engine.baseUrl(), "POST", path, new byte[0]));
	}

	/** The same as one client. */
	public static OpenRequest post(Engine engine, String path, String contentType, String headers, String clientId)
			throws IOException {
		return open(engine, path, contentType, headers, Tokens.of(engine.baseUrl(), clientId));
	}

	private static OpenRequest open(Engine engine, String path, String contentType, String headers, String token)
			throws IOException {
		OpenRequest request = new OpenRequest(new Socket("127.0.0.1", URI.create(engine.baseUrl()).getPort()));
		request.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType
				+ "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nAuthorization: " + token + "\r\n" + headers
				+ "\r\n"));
		return request;
	}

	/** Sends some of the body. */
	public void send(String text) throws IOException {
		int length = text.getBytes(StandardCharsets.UTF_8).length;
		write(Integer.toHexString(length) + "\r\n" + text + "\r\n");
	}

	/** Ends the body. */
	public void end() throws IOException {
		write("0\r\n\r\n");
	}

	/** Waits for the whole answer, head and body. */
	public String answer() throws IOException {
		this.socket.setSoTimeout(ANSWER_TIMEOUT_MS);
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void write(String text) throws IOException {
		this.out.write(text.getBytes(StandardCharsets.UTF_8));
		this.out.flush();
	}

}
