package io.medsettle.api.benchmark;

import io.medsettle.api.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.function.Supplier;

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
						post(this.claims.next(), 202);
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
		return paced(requestsPerSecond, duration, this.claims::next);
	}

	/**
	 * The same with claims of the caller's choice.
	 */
	double[] paced(int requestsPerSecond, Duration duration, Supplier<String> claim) {
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
					post(claim.get(), 202);
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
		String answer = send(request(this.batch, this.claims.hospitalCodes().getFirst())
			.header("Content-Type", "application/x-ndjson")
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

	/**
	 * Posts single claims of one hospital as fast as answers come, whatever they are,
	 * until it is interrupted.
	 * @param heeds whether it waits as long as it is told to
	 */
	void flood(String hospitalCode, boolean heeds) {
		while (!Thread.currentThread().isInterrupted()) {
			try {
				HttpResponse<String> answer = answer(single(this.claims.next(hospitalCode)));
				if (heeds && answer.statusCode() == 429) {
					Thread.sleep(Duration
						.ofSeconds(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow())));
				}
			}
			catch (InterruptedException | UncheckedIOException ex) {
				return;
			}
		}
	}

	private void post(String claim, int expectedStatus) {
		send(single(claim), expectedStatus);
	}

	private HttpRequest single(String claim) {
		return request(this.single, GeneratedClaims.hospitalCode(claim)).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(claim))
			.build();
	}

	/**
	 * As the hospital whose claims they are; the endpoint that only counts asks nobody.
	 */
	private HttpRequest.Builder request(URI address, String hospitalCode) {
		HttpRequest.Builder request = HttpRequest.newBuilder(address);
		return this.tokens ? request.header("Authorization", Tokens.of(this.baseUrl, hospitalCode)) : request;
	}

	private String send(HttpRequest request, int expectedStatus) {
		try {
			HttpResponse<String> response = answer(request);
			if (response.statusCode() != expectedStatus) {
				throw new IllegalStateException(response.statusCode() + " " + response.body());
			}
			return response.body();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<String> answer(HttpRequest request) throws InterruptedException {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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
