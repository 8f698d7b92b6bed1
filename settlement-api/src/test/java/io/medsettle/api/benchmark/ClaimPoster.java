package io.medsettle.api.benchmark;

import io.medsettle.api.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts claims to an intake over connections that are kept alive, and measures it.
 */
final class ClaimPoster {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final GeneratedClaims claims;

	private final URI single;

	private final URI batch;

	private final String baseUrl;

	private final boolean tokens;

	ClaimPoster(String baseUrl, GeneratedClaims claims) {
		this.baseUrl = baseUrl;
		this.tokens = !Tokens.of(baseUrl, "operator").isEmpty();
		this.claims = claims;
		this.single = URI.create(baseUrl + "/api/v1/claims");
		this.batch = URI.create(baseUrl + "/api/v1/claims/batch");
	}

	/**
	 * Posts single claims as fast as answers come.
	 * @return requests a second
	 */
	double saturate(int connections, Duration duration) {
		AtomicLong posted = new AtomicLong();
		long startNanos = System.nanoTime();
		long endNanos = startNanos + duration.toNanos();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < connections; i++) {
				running.add(callers.submit(() -> {
					while (System.nanoTime() - endNanos < 0) {
						post();
						posted.incrementAndGet();
					}
				}));
			}
			running.forEach(ClaimPoster::join);
		}
		return posted.get() * 1e9 / (System.nanoTime() - startNanos);
	}

	/**
	 * Posts single claims at a steady pace, whether answers come or not.
	 * @return for each the milliseconds from when it was due to its answer, sorted
	 */
	double[] paced(int requestsPerSecond, Duration duration) {
		int count = (int) (requestsPerSecond * duration.toSeconds());
		double[] latencyMillis = new double[count];
		long startNanos = System.nanoTime();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> running = new ArrayList<>(count);
			for (int i = 0; i < count; i++) {
				int index = i;
				long dueNanos = startNanos + i * 1_000_000_000L / requestsPerSecond;
				LockSupport.parkNanos(dueNanos - System.nanoTime());
				running.add(callers.submit(() -> {
					post();
					latencyMillis[index] = (System.nanoTime() - dueNanos) / 1e6;
				}));
			}
			running.forEach(ClaimPoster::join);
		}
		Arrays.sort(latencyMillis);
		return latencyMillis;
	}

	/**
	 * Posts one batch.
	 * @return claims a second
	 */
	double batch(long lines) {
		long startNanos = System.nanoTime();
		String answer = send(request(this.batch, "").header("Content-Type", "application/x-ndjson")
			.POST(HttpRequest.BodyPublishers.ofInputStream(() -> this.claims.lines(lines)))
			.build(), 200);
		if (!answer.contains("\"received\":" + lines)) {
			throw new IllegalStateException("Not everything was taken: " + answer);
		}
		return lines * 1e9 / (System.nanoTime() - startNanos);
	}

	/**
	 * Posts batches one after the other.
	 * @return the milliseconds of each, sorted
	 */
	double[] batches(int count, int lines) {
		double[] latencyMillis = new double[count];
		for (int i = 0; i < count; i++) {
			latencyMillis[i] = lines * 1000 / batch(lines);
		}
		Arrays.sort(latencyMillis);
		return latencyMillis;
	}

	private void post() {
		String claim = this.claims.next();
		send(request(this.single, claim).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(claim))
			.build(), 202);
	}

	/**
	 * As the hospital whose claims they are; the endpoint that only counts asks nobody.
	 */
	private HttpRequest.Builder request(URI address, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address);
		return this.tokens
				? request.header("Authorization",
						Tokens.ofWhoMay(this.baseUrl, "POST", address.getPath(), body.getBytes(StandardCharsets.UTF_8)))
				: request;
	}

	private String send(HttpRequest request, int expectedStatus) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != expectedStatus) {
				throw new IllegalStateException(response.statusCode() + " " + response.body());
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void join(Future<?> caller) {
		try {
			caller.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

}
