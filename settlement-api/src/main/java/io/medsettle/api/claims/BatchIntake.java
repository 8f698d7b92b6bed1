package io.medsettle.api.claims;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.IntakeLimits;
import io.medsettle.api.http.LineErrors;
import io.medsettle.api.http.LineReader;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.limits.OrganisationLimits;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.intake.ClaimAppender;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Takes one batch: reads its lines as they arrive, checks each, and appends the good
 * ones, with a bounded amount on its way to Kafka at any time. Used once, by one thread.
 */
final class BatchIntake {

	/**
	 * The most bytes of all batches together that Kafka has not confirmed yet. Half of
	 * the producer's buffer of 32 MiB: single claims always find room in the other half.
	 */
	private static final int ALL_BYTES_IN_FLIGHT_MAX = 16 * 1024 * 1024;

	/** How long Kafka may take to make room for one more line, or to confirm the last. */
	private static final Duration PATIENCE_WITH_KAFKA = Duration.ofSeconds(15);

	/** How long the body is left unread for the engine to catch up. */
	private static final Duration PATIENCE_WITH_ENGINE = Duration.ofSeconds(30);

	/** How long a line waits for its organisation's limit. */
	private static final Duration PATIENCE_WITH_LIMIT = Duration.ofSeconds(5);

	private static final InputError LINE_TOO_LONG = new InputError("", ProblemCode.TOO_LARGE,
			"A line has at most " + ClaimController.CLAIM_BYTES_MAX + " bytes.");

	private final IntakeLimits limits;

	private final OrganisationLimits quotas;

	private final ClaimValidator validator;

	private final ClaimAppender appender;

	private final RecentReceipts recentReceipts;

	private final BatchDays days;

	private final int bytesInFlightMax;

	private final Caller caller;

	private final Semaphore bytesLeft;

	private final AtomicLong received = new AtomicLong();

	private volatile @Nullable Stop stop;

	private @Nullable ProblemException overLimit;

	private final LineErrors errors = new LineErrors();

	BatchIntake(IntakeLimits limits, OrganisationLimits quotas, ClaimValidator validator, ClaimAppender appender,
			RecentReceipts recentReceipts, BatchDays days, int bytesInFlightMax, Caller caller) {
		this.caller = caller;
		this.limits = limits;
		this.quotas = quotas;
		this.validator = validator;
		this.appender = appender;
		this.recentReceipts = recentReceipts;
		this.days = days;
		this.bytesInFlightMax = bytesInFlightMax;
		this.bytesLeft = new Semaphore(bytesInFlightMax);
	}

	/**
	 * The most bytes on their way to Kafka for each of this many batches.
	 */
	static int bytesInFlightMax(int batches) {
		return Math.max(ALL_BYTES_IN_FLIGHT_MAX / batches, ClaimController.CLAIM_BYTES_MAX);
	}

	/**
	 * Takes the lines of a request.
	 * @return what became of them, once all that were taken are durable
	 * @throws ProblemException if the body breaks off, Kafka does not confirm or the
	 * organisation has reached its limit: it says how many lines were taken until then
	 */
	BatchReceipt take(HttpServletRequest request) {
		long linesRead = 0;
		try {
			InputStream body = BodyBytes.open(request);
			LineReader lines = new LineReader(body, ClaimController.CLAIM_BYTES_MAX);
			try {
				byte[] line;
				while (mayGoOn() && (line = lines.next()) != null) {
					if (!LineReader.isBlank(line) && !isWithinLimit()) {
						break;
					}
					take(lines.lineNumber(), line, lines.tooLong());
					this.days.foldIfMany();
				}
			}
			finally {
				// The one that is beyond the limit counts as not read.
				linesRead = lines.lineNumber() - ((this.overLimit != null) ? 1 : 0);
			}
		}
		catch (IOException ex) {
			awaitConfirmations();
			throw withCounts(BodyBytes.problem(ex, told(linesRead)), linesRead);
		}
		awaitConfirmations();
		Stop reason = this.stop;
		if (reason != null) {
			throw withCounts(ProblemException.unavailable(reason.sentence + " " + told(linesRead), reason.retryAfter),
					linesRead);
		}
		ProblemException over = this.overLimit;
		if (over != null) {
			throw withCounts(over.member("nextLine", linesRead + 1), linesRead);
		}
		return new BatchReceipt(this.received.get(), this.errors.refused(), this.errors.listed(), this.days.count(),
				this.errors.omitted());
	}

	/**
	 * Leaves the rest of the body unread while the engine is behind: the connection fills
	 * up, and the caller's own sending comes to a halt.
	 */
	private boolean mayGoOn() {
		if (this.stop == null && this.limits.behind()) {
			try {
				if (!this.limits.awaitCatchingUp(PATIENCE_WITH_ENGINE)) {
					this.stop = Stop.ENGINE_BEHIND;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				this.stop = Stop.PROCESS_ENDS;
			}
		}
		return this.stop == null;
	}

	/**
	 * Slows the caller down like that too, once the organisation's limit is reached.
	 */
	private boolean isWithinLimit() {
		try {
			this.overLimit = this.quotas.awaitClaim(this.caller, PATIENCE_WITH_LIMIT);
			return this.overLimit == null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stop = Stop.PROCESS_ENDS;
			return false;
		}
	}

	private void take(long lineNumber, byte[] line, boolean tooLong) {
		if (tooLong) {
			this.errors.refuse(lineNumber, List.of(LINE_TOO_LONG));
		}
		else if (!LineReader.isBlank(line)) {
			switch (this.validator.check(line, this.caller)) {
				case Admission.Refused refusal -> {
					this.recentReceipts.add(refusal);
					this.errors.refuse(lineNumber, refusal.errors());
				}
				case Admission.OfAnother another -> this.errors.refuse(lineNumber, List.of(another.error()));
				case Admission.Admitted admitted -> append(admitted.claim(), line);
			}
		}
	}

	private void append(Claim claim, byte[] line) {
		int bytes = line.length;
		if (!acquire(bytes)) {
			return;
		}
		CompletableFuture<?> unused = this.appender.append(claim.hospitalCode(), line)
			.whenComplete((appended, failure) -> {
				if (failure != null) {
					this.stop = Stop.KAFKA_FAILS;
				}
				else {
					this.received.incrementAndGet();
					this.days.add(appended.acceptedAt());
					this.recentReceipts.add(claim, appended);
				}
				this.bytesLeft.release(bytes);
			});
	}

	private void awaitConfirmations() {
		acquire(this.bytesInFlightMax);
	}

	private boolean acquire(int bytes) {
		try {
			if (this.bytesLeft.tryAcquire(bytes, PATIENCE_WITH_KAFKA.toMillis(), TimeUnit.MILLISECONDS)) {
				return true;
			}
			this.stop = Stop.KAFKA_FAILS;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stop = Stop.PROCESS_ENDS;
		}
		return false;
	}

	private String told(long linesRead) {
		return """
				Of %d lines read, %d claims were taken and %d refused. \
				Send the batch again: claims already taken are recognised and have no second effect."""
			.formatted(linesRead, this.received.get(), this.errors.refused());
	}

	private ProblemException withCounts(ProblemException problem, long linesRead) {
		SortedMap<LocalDate, Long> clearingDays = this.days.count();
		ProblemException counted = problem.member("linesRead", linesRead)
			.member("received", this.received.get())
			.member("refused", this.errors.refused());
		return (clearingDays != null) ? counted.member("clearingDays", clearingDays) : counted;
	}

	/**
	 * Why a batch is not read to its end.
	 */
	private enum Stop {

		KAFKA_FAILS("Kafka did not confirm every claim.", IntakeLimits.RETRY_SOON),

		ENGINE_BEHIND("The engine is behind with what it took before.", IntakeLimits.RETRY_WHEN_BEHIND),

		PROCESS_ENDS("This process is being stopped.", IntakeLimits.RETRY_SOON);

		private final String sentence;

		private final Duration retryAfter;

		Stop(String sentence, Duration retryAfter) {
			this.sentence = sentence;
			this.retryAfter = retryAfter;
		}

	}

}
