package io.medsettle.api.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How much each organisation may ask for, over all its clients. Whoever works for the
 * region is an organisation of their own here.
 * <p>
 * Each process counts for itself, so that no request waits for the database, and learns
 * every second what the others have counted: that is taken off what is left here. For as
 * long as the database is away each process allows the whole.
 */
@Component
public class OrganisationLimits {

	private static final Logger log = LoggerFactory.getLogger(OrganisationLimits.class);

	/** For how long what an organisation does not use is kept for it. */
	static final Duration KEPT = Duration.ofMinutes(1);

	/** Some ten megabytes; who is beyond it and has long done nothing begins anew. */
	private static final int ORGANISATIONS_MAX = 20_000;

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

	/** What is less than that part of a second's worth is told the others later. */
	private static final int TOLD_PART = 10;

	private final Cache<String, Use> uses = Caffeine.newBuilder()
		.maximumSize(ORGANISATIONS_MAX)
		.expireAfterAccess(FORGOTTEN_AFTER)
		.build();

	private final SettlementSettings.Limits limits;

	private final SharedUse shared;

	private final LongSupplier nanoTime;

	private final Refused requestsRefused;

	private final Refused claimsRefused;

	private final Refused tokensRefused;

	private final Refused togetherRefused;

	@Autowired
	OrganisationLimits(SettlementSettings settings, SharedUse shared, MeterRegistry meters) {
		this(settings.limits(), shared, meters, System::nanoTime);
	}

	OrganisationLimits(SettlementSettings.Limits limits, SharedUse shared, MeterRegistry meters,
			LongSupplier nanoTime) {
		this.limits = limits;
		this.shared = shared;
		this.nanoTime = nanoTime;
		this.requestsRefused = new Refused(meters, "requests",
				"The organisation may ask for " + limits.requestsPerSecond() + " requests a second.");
		this.claimsRefused = new Refused(meters, "claims",
				"The organisation may send " + limits.claimsPerSecond() + " claims a second.");
		this.tokensRefused = new Refused(meters, "tokens", "The organisation may fetch " + limits.tokensPerMinute()
				+ " tokens a minute; one token serves for ten minutes.");
		this.togetherRefused = new Refused(meters, "together",
				"The organisation has as many requests under way as it may.");
	}

	/** Whose limits a caller shares. */
	public static String organisation(Caller caller) {
		return caller.isRegional() ? caller.name() : caller.organisation();
	}

	/**
	 * Lets a request in.
	 * @return to be closed when it is answered
	 * @throws ProblemException if the organisation asks for too much
	 */
	public Place admit(String organisation) {
		Use use = use(organisation);
		take(use.requests, this.requestsRefused);
		return place(use.together);
	}

	/**
	 * Lets a client have one more token.
	 * @throws ProblemException if the organisation has had too many
	 */
	public void admitToken(String organisation) {
		take(use(organisation).tokens, this.tokensRefused);
	}

	/**
	 * Lets the claim of a request in.
	 * @throws ProblemException if the organisation has sent too many
	 */
	public void admitClaim(Caller caller) {
		take(use(organisation(caller)).claims, this.claimsRefused);
	}

	/**
	 * Lets a batch in.
	 * @return to be closed when it is answered
	 * @throws ProblemException if the organisation has too many under way, or has sent
	 * too many claims to go on now
	 */
	public Place admitBatch(Caller caller) {
		Use use = use(organisation(caller));
		long wait = use.claims.pace.untilNext(this.nanoTime.getAsLong());
		if (wait > 0) {
			throw this.claimsRefused.problem(wait);
		}
		return place(use.batches);
	}

	/**
	 * Takes the next claim of a batch, and waits for it if it can be had soon.
	 * @return null if it is taken; else what to tell the caller
	 */
	public @Nullable ProblemException awaitClaim(Caller caller, Duration longest) throws InterruptedException {
		Counted claims = use(organisation(caller)).claims;
		long wait = claims.take(this.nanoTime.getAsLong(), longest.toNanos());
		if (wait > longest.toNanos()) {
			return this.claimsRefused.problem(wait);
		}
		if (wait > 0) {
			TimeUnit.NANOSECONDS.sleep(wait);
		}
		return null;
	}

	/**
	 * Tells the others what was used here, and learns what they have used.
	 */
	@Scheduled(fixedDelayString = "1s")
	void share() {
		List<Map.Entry<String, Use>> told = this.uses.asMap()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isWorthTelling())
			.sorted(Map.Entry.comparingByKey())
			.toList();
		if (told.isEmpty()) {
			return;
		}
		long toldAt = this.nanoTime.getAsLong();
		List<SharedUse.Amount> here = told.stream().map((entry) -> entry.getValue().drain(entry.getKey())).toList();
		try {
			Map<String, SharedUse.Amount> all = this.shared.add(here);
			long now = this.nanoTime.getAsLong();
			for (int i = 0; i < here.size(); i++) {
				SharedUse.Amount total = all.get(here.get(i).organisation());
				if (total != null) {
					told.get(i).getValue().learn(total, toldAt, now);
				}
			}
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("The database is away; each process counts for itself", ex);
		}
	}

	private void take(Counted counted, Refused refused) {
		long wait = counted.take(this.nanoTime.getAsLong(), 0);
		if (wait > 0) {
			throw refused.problem(wait);
		}
	}

	private Place place(Semaphore places) {
		if (!places.tryAcquire()) {
			throw this.togetherRefused.problem(1);
		}
		return places::release;
	}

	private Use use(String organisation) {
		return this.uses.get(organisation, (unknown) -> new Use(this.limits, this.nanoTime.getAsLong()));
	}

	/**
	 * What one request takes of what may be under way at once.
	 */
	public interface Place extends AutoCloseable {

		@Override
		void close();

	}

	/**
	 * What one organisation has used.
	 */
	private static final class Use {

		private final Counted requests;

		private final Counted claims;

		private final Counted tokens;

		private final Semaphore together;

		private final Semaphore batches;

		Use(SettlementSettings.Limits limits, long nowNanos) {
			this.requests = new Counted(limits.requestsPerSecond(), Duration.ofSeconds(1), nowNanos);
			this.claims = new Counted(limits.claimsPerSecond(), Duration.ofSeconds(1), nowNanos);
			this.tokens = new Counted(limits.tokensPerMinute(), Duration.ofMinutes(1), nowNanos);
			this.together = new Semaphore(limits.requestsAtOnce());
			this.batches = new Semaphore(limits.batchesAtOnce());
		}

		boolean isWorthTelling() {
			return this.requests.isWorthTelling() || this.claims.isWorthTelling() || this.tokens.isWorthTelling();
		}

		SharedUse.Amount drain(String organisation) {
			return new SharedUse.Amount(organisation, this.requests.untold.getAndSet(0),
					this.claims.untold.getAndSet(0), this.tokens.untold.getAndSet(0));
		}

		void learn(SharedUse.Amount total, long toldAtNanos, long nowNanos) {
			this.requests.learn(total.requests(), toldAtNanos, nowNanos);
			this.claims.learn(total.claims(), toldAtNanos, nowNanos);
			this.tokens.learn(total.tokens(), toldAtNanos, nowNanos);
		}

	}

	/**
	 * One limit of one organisation.
	 */
	private static final class Counted {

		private static final long UNKNOWN = -1;

		private final Pace pace;

		private final long worthTelling;

		private final AtomicLong untold = new AtomicLong();

		/** Of all processes, when it was last looked at; by the one thread that looks. */
		private long total = UNKNOWN;

		/** When all is paid that is in the total; never before it was told. */
		private long paidNanos;

		Counted(int count, Duration period, long nowNanos) {
			this.pace = new Pace(count, period, KEPT, nowNanos);
			this.worthTelling = Math.max(count / period.toSeconds() / TOLD_PART, 1);
		}

		long take(long nowNanos, long waitNanosMax) {
			long wait = this.pace.take(nowNanos, waitNanosMax);
			if (wait <= waitNanosMax) {
				this.untold.incrementAndGet();
			}
			return wait;
		}

		boolean isWorthTelling() {
			return this.untold.get() >= this.worthTelling;
		}

		/**
		 * What was taken here since it was told is not in the total yet: it counts with
		 * the next one, and so must not be paid for now.
		 */
		void learn(long newTotal, long toldAtNanos, long nowNanos) {
			long paid = (this.total == UNKNOWN) ? this.pace.owe(0, nowNanos, nowNanos)
					: this.pace.owe(newTotal - this.total, this.paidNanos, nowNanos);
			this.total = newTotal;
			long paidOfTotal = paid - this.pace.cost(this.untold.get());
			this.paidNanos = toldAtNanos + Math.max(paidOfTotal - toldAtNanos, 0);
		}

	}

	/**
	 * How one kind of refusal is told.
	 */
	private static final class Refused {

		private final Counter counter;

		private final String detail;

		Refused(MeterRegistry meters, String limit, String detail) {
			this.detail = detail;
			this.counter = Counter.builder("settlement.limits.refused")
				.description("What was answered 429, by the limit that was reached")
				.tag("limit", limit)
				.register(meters);
		}

		/**
		 * Spread, so that those who were refused together do not come back together.
		 */
		ProblemException problem(long waitNanos) {
			this.counter.increment();
			long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1;
			return ProblemException.of(ProblemCode.TOO_MANY_REQUESTS, this.detail)
				.header(HttpHeaders.RETRY_AFTER,
						Long.toString(seconds + ThreadLocalRandom.current().nextLong(seconds + 1)));
		}

	}

}
