package io.medsettle.api.operator;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.medsettle.api.http.ProblemException;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells subscribers of every change of a run until it ends. Each subscriber has a virtual
 * thread of its own, which ends with the run, with the subscriber or with the server,
 * whichever is first.
 */
@Component
@ConditionalOnRole(Role.API)
class RunEvents {

	/** The most subscribers at once, each some database queries a second. */
	static final int SUBSCRIBERS_MAX = 64;

	static final Duration LOOKED_AT_EVERY = Duration.ofMillis(500);

	/** Keeps proxies from closing the stream, and finds out who has left. */
	static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private static final long NO_TIMEOUT = -1L;

	private final Semaphore seats = new Semaphore(SUBSCRIBERS_MAX);

	/**
	 * What the subscribers' threads wait for. Interrupted, they might close the database.
	 */
	private final Set<CountDownLatch> ends = ConcurrentHashMap.newKeySet();

	private volatile boolean stopped;

	/**
	 * Begins to send the states of a run, the present one first.
	 * @param allowed whether the subscriber may still see them
	 * @throws ProblemException if there are too many subscribers
	 */
	SseEmitter subscribe(Supplier<RunView> run, BooleanSupplier allowed) {
		if (!this.seats.tryAcquire()) {
			throw ProblemException.unavailable(
					"There are " + SUBSCRIBERS_MAX + " subscribers already; ask /api/v1/runs/{id} now and then.",
					RETRY_AFTER);
		}
		SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
		CountDownLatch end = new CountDownLatch(1);
		emitter.onCompletion(end::countDown);
		emitter.onError((failure) -> end.countDown());
		this.ends.add(end);
		Thread.ofVirtual().name("run-events").start(() -> {
			try {
				send(run, allowed, emitter, end);
			}
			finally {
				this.ends.remove(end);
				this.seats.release();
			}
		});
		return emitter;
	}

	int subscribers() {
		return SUBSCRIBERS_MAX - this.seats.availablePermits();
	}

	private void send(Supplier<RunView> run, BooleanSupplier allowed, SseEmitter emitter, CountDownLatch end) {
		try {
			sendUntilEnd(run, allowed, emitter, end);
			emitter.complete();
		}
		catch (IOException | IllegalStateException | InterruptedException ex) {
			// The subscriber has left, or the process ends.
			emitter.complete();
		}
		catch (RuntimeException ex) {
			emitter.completeWithError(ex);
		}
	}

	private void sendUntilEnd(Supplier<RunView> run, BooleanSupplier allowed, SseEmitter emitter, CountDownLatch end)
			throws IOException, InterruptedException {
		@Nullable RunView last = null;
		Duration silence = Duration.ZERO;
		while (!this.stopped && allowed.getAsBoolean()) {
			RunView now = run.get();
			if (!Objects.equals(now, last)) {
				emitter.send(SseEmitter.event().name("run").data(now, MediaType.APPLICATION_JSON));
				last = now;
				silence = Duration.ZERO;
			}
			else if (silence.compareTo(HEARTBEAT_EVERY) >= 0) {
				emitter.send(SseEmitter.event().comment("alive"));
				silence = Duration.ZERO;
			}
			if (now.hasEnded() || end.await(LOOKED_AT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
			silence = silence.plus(LOOKED_AT_EVERY);
		}
	}

	/**
	 * Ends all streams before the server begins to wait for requests to end.
	 */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.stopped = true;
		this.ends.forEach(CountDownLatch::countDown);
	}

}
