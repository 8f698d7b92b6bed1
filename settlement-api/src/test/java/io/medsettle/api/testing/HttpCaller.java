package io.medsettle.api.testing;

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

	private final String baseUrl;

	public HttpCaller(String baseUrl) {
		this.baseUrl = baseUrl;
	}

	/** A GET with headers given as name, value, name, value. */
	public Answer get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	/** A request of any method without a body. */
	public Answer call(String method, String path, String... headers) {
		return send(request(path, headers).method(method, BodyPublishers.noBody()));
	}

	/** A POST of JSON. */
	public Answer post(String path, String json, String... headers) {
		return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), headers);
	}

	/** A POST of any bytes, of known length. */
	public Answer post(String path, String contentType, byte[] body, String... headers) {
		return send(request(path, headers).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
	}

	/** A POST of any bytes, in chunks. */
	public Answer postChunked(String path, String contentType, byte[] body, String... headers) {
		return send(request(path, headers).header("Content-Type", contentType)
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
	}

	public HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.baseUrl + path))
			.timeout(Duration.ofSeconds(60));
		return (headers.length > 0) ? request.headers(headers) : request;
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
