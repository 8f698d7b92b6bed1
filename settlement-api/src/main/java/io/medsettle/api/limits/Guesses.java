package io.medsettle.api.limits;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Slows those down who send wrong secrets or passwords, by the address that they come
 * from and never by the name that they use: everybody knows the names, so whoever counted
 * by them would let anybody shut out anybody. A right one costs nothing.
 */
@Component
public class Guesses {

	/** Wrong ones that an address may send before it is slowed. */
	static final int FREE = 50;

	/** Wrong ones that are looked at then. */
	static final int PER_SECOND = 2;

	/** How many of an address are looked at together, so that it fills no queue. */
	private static final int TOGETHER_MAX = 4;

	/** How long somebody is made to wait for their turn before they are sent away. */
	private static final Duration WAIT_MAX = Duration.ofSeconds(1);

	/** How many wait, of all addresses. */
	private static final int WAITING_MAX = 64;

	/** Some five megabytes, whoever comes. */
	static final int ADDRESSES_MAX = 10_000;

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

	private static final int ADDRESS_LENGTH_MAX = 64;

	/** Whoever has one address of IPv6 has all that begin like it. */
	private static final Pattern NETWORK = Pattern.compile("^((?:[0-9a-fA-F]{1,4}:){4})[0-9a-fA-F:]+");

	private final Cache<String, Source> sources = Caffeine.newBuilder()
		.maximumSize(ADDRESSES_MAX)
		.expireAfterAccess(FORGOTTEN_AFTER)
		.build();

	private final Semaphore waiting = new Semaphore(WAITING_MAX);

	private final LongSupplier nanoTime;

	private final Counter wrong;

	private final Counter slowed;

	@Autowired
	Guesses(MeterRegistry meters) {
		this(meters, System::nanoTime);
	}

	Guesses(MeterRegistry meters, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.wrong = counter(meters, "wrong");
		this.slowed = counter(meters, "slowed");
	}

	private static Counter counter(MeterRegistry meters, String outcome) {
		return Counter.builder("settlement.access.guesses")
			.description("Secrets and passwords that were wrong, and attempts that were sent away unread")
			.tag("outcome", outcome)
			.register(meters);
	}

	/**
	 * Lets somebody try a secret or a password, in their turn.
	 * @return to be closed when it is known whether it was right
	 * @throws ProblemException if too many wrong ones have come from there
	 */
	public Attempt begin(String address) throws InterruptedException {
		Source source = this.sources.get(network(address), (unknown) -> new Source(this.nanoTime.getAsLong()));
		boolean slow = isSlow(source);
		if (slow) {
			awaitTurn(source);
		}
		if (!source.together.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
			throw sentAway(WAIT_MAX.toNanos());
		}
		if (!slow && isSlow(source)) {
			// Those who came with it were wrong.
			source.together.release();
			throw sentAway(source.pace.untilNext(this.nanoTime.getAsLong()));
		}
		return new Attempt(source, slow);
	}

	private boolean isSlow(Source source) {
		return source.pace.untilNext(this.nanoTime.getAsLong()) > 0;
	}

	private void awaitTurn(Source source) throws InterruptedException {
		if (!this.waiting.tryAcquire()) {
			throw sentAway(WAIT_MAX.toNanos());
		}
		try {
			long wait = source.pace.take(this.nanoTime.getAsLong(), WAIT_MAX.toNanos());
			if (wait > WAIT_MAX.toNanos()) {
				throw sentAway(wait);
			}
			TimeUnit.NANOSECONDS.sleep(wait);
		}
		finally {
			this.waiting.release();
		}
	}

	private ProblemException sentAway(long waitNanos) {
		this.slowed.increment();
		return ProblemException.of(ProblemCode.TOO_MANY_REQUESTS, "Too many wrong secrets have come from this address.")
			.header(HttpHeaders.RETRY_AFTER, Long.toString(TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1));
	}

	/** How many addresses are known. */
	long addresses() {
		this.sources.cleanUp();
		return this.sources.estimatedSize();
	}

	private static String network(String address) {
		String network = NETWORK.matcher(address).replaceFirst("$1");
		return network.substring(0, Math.min(network.length(), ADDRESS_LENGTH_MAX));
	}

	private static final class Source {

		private final Pace pace;

		private final Semaphore together = new Semaphore(TOGETHER_MAX, true);

		Source(long nowNanos) {
			this.pace = new Pace(PER_SECOND, Duration.ofSeconds(1), Duration.ofSeconds(FREE / PER_SECOND), nowNanos);
		}

	}

	/**
	 * One secret that is looked at.
	 */
	public final class Attempt implements AutoCloseable {

		private final Source source;

		private final boolean paid;

		private Attempt(Source source, boolean paid) {
			this.source = source;
			this.paid = paid;
		}

		/** It was wrong. */
		public void failed() {
			Guesses.this.wrong.increment();
			if (!this.paid) {
				this.source.pace.take(Guesses.this.nanoTime.getAsLong(), Long.MAX_VALUE);
			}
		}

		@Override
		public void close() {
			this.source.together.release();
		}

	}

}
