package io.medsettle.api.testing;

import org.jspecify.annotations.Nullable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls an engine over HTTP as any client would, without a framework that could smooth
 * things over.
 */
public final class HttpCaller {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final byte[] NOTHING = {};

	private final String baseUrl;

	/** Whoever may, if it is null. */
	private final @Nullable String clientId;

	/** A caller that is whoever may send what it sends. */
	public HttpCaller(String baseUrl) {
		this(baseUrl, null);
	}

	private HttpCaller(String baseUrl, @Nullable String clientId) {
		this.baseUrl = baseUrl;
		this.clientId = clientId;
	}

	/** A GET with headers given as name, value, name, value. */
	public Answer get(String path, String... headers) {
		return send(request("GET", path, NOTHING, headers).GET());
	}

	/** A request of any method without a body. */
	public Answer call(String method, String path, String... headers) {
		return send(request(method, path, NOTHING, headers).method(method, BodyPublishers.noBody()));
	}

	/** A POST of JSON. */
	public Answer post(String path, String json, String... headers) {
		return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
	}

	/** A POST of any bytes, of known length. */
	public Answer post(String path, String contentType, byte[] body, String... headers) {
		return send(request("POST", path, body, headers).header("Content-Type", contentType)
			.POST(BodyPublishers.ofByteArray(body)));
	}

	/** A POST of any bytes, in chunks. */
	public Answer postChunked(String path, String contentType, byte[] body, String... headers) {
		return send(request("POST", path, body, headers).header("Content-Type", contentType)
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
	}

	/** A caller that is one client, or nobody if that is empty. */
	public HttpCaller as(String clientId) {
		return new HttpCaller(this.baseUrl, clientId);
	}

	/** The same, of a request of which nothing is known but where it goes. */
	public HttpRequest.Builder request(String path, String... headers) {
		return request("POST", path, NOTHING, headers);
	}

	private HttpRequest.Builder request(String method, String path, byte[] body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.baseUrl + path))
			.timeout(Duration.ofSeconds(60));
		List<String> all = new ArrayList<>(List.of(headers));
		if (path.equals("/") || path.matches("/[?].*|/console/.*") && !path.matches(".*[.](js|css|svg)(\\?.*)?")) {
			addSession(all);
		}
		if (!all.isEmpty()) {
			request.headers(all.toArray(String[]::new));
		}
		String token = token(method, path, body, List.of(headers));
		return token.isEmpty() ? request : request.header("Authorization", token);
	}

	/** Whoever may look at the page, and what a browser sends with it. */
	private void addSession(List<String> headers) {
		if ("".equals(this.clientId) || headers.contains(Tokens.NONE)) {
			return;
		}
		Sessions.Session session = Sessions.of(this.baseUrl, (this.clientId != null) ? this.clientId : "operator");
		int cookie = headers.indexOf("Cookie");
		if (cookie >= 0) {
			headers.set(cookie + 1, headers.get(cookie + 1) + "; " + session.cookie());
		}
		else {
			headers.addAll(List.of("Cookie", session.cookie()));
		}
		headers.addAll(List.of("X-XSRF-TOKEN", session.csrf()));
	}

	private String token(String method, String path, byte[] body, List<String> headers) {
		if (headers.contains("Authorization") || headers.contains(Tokens.NONE)
				|| !path.matches("/(api|actuator|national)/.*") || "".equals(this.clientId)) {
			return "";
		}
		return (this.clientId != null) ? Tokens.of(this.baseUrl, this.clientId)
				: Tokens.ofWhoMay(this.baseUrl, method, path, body);
	}

	public HttpClient client() {
		return this.client;
	}

	private Answer send(HttpRequest.Builder request) {
		try {
			return new Answer(this.client.send(request.build(), BodyHandlers.ofByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The bytes, packed. */
	public static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

	/**
	 * What came back.
	 */
	public record Answer(HttpResponse<byte[]> response) {

		public int status() {
			return this.response.statusCode();
		}

		public byte[] bytes() {
			return this.response.body();
		}

		public String text() {
			return new String(bytes(), StandardCharsets.UTF_8);
		}

		public JsonNode json() {
			return JSON.readTree(bytes());
		}

		/** The first value of a header, or an empty text. */
		public String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

		@Override
		public String toString() {
			return status() + " " + this.response.headers().map() + " " + text();
		}

	}

}
