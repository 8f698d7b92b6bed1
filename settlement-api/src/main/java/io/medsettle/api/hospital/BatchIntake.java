package io.medsettle.api.hospital;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.medsettle.api.problem.ProblemException;
import io.medsettle.core.catalogue.ProblemCode;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.InputError;
import io.medsettle.core.intake.ClaimAppender;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Takes one batch: reads its lines as they arrive, checks each, and appends the good
 * ones, with a bounded amount on its way to Kafka at any time. Used once, by one thread.
 */
final class BatchIntake {

	/**
	 * The most bytes of one batch that Kafka has not confirmed yet: some ten thousand
	 * claims of the usual size.
	 */
	static final int BYTES_IN_FLIGHT_MAX = 4 * 1024 * 1024;

	/** How long Kafka may take to confirm an append before the batch is given up. */
	private static final Duration CONFIRMATION_TIMEOUT = Duration.ofSeconds(30);

	private static final InputError LINE_TOO_LONG = new InputError("", ProblemCode.TOO_LARGE,
			"A line has at most " + ClaimBody.CLAIM_BYTES_MAX + " bytes.");

	private final ClaimDoor door;

	private final ClaimAppender appender;

	private final RecentReceipts recentReceipts;

	private final Semaphore inFlight = new Semaphore(BYTES_IN_FLIGHT_MAX);

	private final AtomicLong received = new AtomicLong();

	private volatile @Nullable Throwable appendFailure;

	private long refused;

	private final BatchReceipt.Errors errors = new BatchReceipt.Errors();

	BatchIntake(ClaimDoor door, ClaimAppender appender, RecentReceipts recentReceipts) {
		this.door = door;
		this.appender = appender;
		this.recentReceipts = recentReceipts;
	}

	/**
	 * Takes the lines of a request.
	 * @return what became of them, once all that were taken are durable
	 * @throws ProblemException if the body breaks off or Kafka does not confirm: it says
	 * how many lines were taken until then
	 */
	BatchReceipt take(HttpServletRequest request) {
		long linesRead = 0;
		try {
			InputStream body = ClaimBody.open(request);
			LineReader lines = new LineReader(body, ClaimBody.CLAIM_BYTES_MAX);
			try {
				byte[] line;
				while (this.appendFailure == null && (line = lines.next()) != null) {
					take(lines.lineNumber(), line, lines.tooLong());
				}
			}
			finally {
				linesRead = lines.lineNumber();
			}
		}
		catch (IOException ex) {
			awaitConfirmations();
			throw interrupted(ProblemCode.MALFORMED, ClaimBody.describe(ex), linesRead);
		}
		awaitConfirmations();
		if (this.appendFailure != null) {
			throw interrupted(ProblemCode.UNAVAILABLE, "Kafka did not confirm every claim.", linesRead)
				.header(HttpHeaders.RETRY_AFTER, "5");
		}
		return this.errors.receipt(this.received.get(), this.refused);
	}

	private void take(long lineNumber, byte[] line, boolean tooLong) {
		if (tooLong) {
			refuse(lineNumber, List.of(LINE_TOO_LONG));
		}
		else if (!isBlank(line)) {
			switch (this.door.check(line)) {
				case Admission.Refused refusal -> refuse(lineNumber, refusal.errors());
				case Admission.Admitted admitted -> append(admitted.claim(), line);
			}
		}
	}

	private void refuse(long lineNumber, List<InputError> lineErrors) {
		this.refused++;
		lineErrors.forEach((error) -> this.errors.add(lineNumber, error));
	}

	private void append(Claim claim, byte[] line) {
		if (!acquire(line.length)) {
			return;
		}
		try {
			CompletableFuture<?> unused = this.appender.append(claim.hospitalCode(), line)
				.whenComplete((appended, failure) -> {
					if (failure != null) {
						this.appendFailure = failure;
					}
					else {
						this.received.incrementAndGet();
						this.recentReceipts.add(claim, appended);
					}
					this.inFlight.release(line.length);
				});
		}
		catch (RuntimeException ex) {
			this.appendFailure = ex;
			this.inFlight.release(line.length);
		}
	}

	private void awaitConfirmations() {
		acquire(BYTES_IN_FLIGHT_MAX);
	}

	private boolean acquire(int bytes) {
		try {
			if (this.inFlight.tryAcquire(bytes, CONFIRMATION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				return true;
			}
			this.appendFailure = new IllegalStateException("Kafka takes too long.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.appendFailure = ex;
		}
		return false;
	}

	private ProblemException interrupted(ProblemCode code, String reason, long linesRead) {
		return ProblemException
			.of(code,
					"""
							%s Of %d lines read, %d claims were taken and %d refused. \
							Send the batch again: claims already taken are recognised and have no second effect."""
						.formatted(reason, linesRead, this.received.get(), this.refused))
			.member("linesRead", linesRead)
			.member("received", this.received.get())
			.member("refused", this.refused);
	}

	private static boolean isBlank(byte[] line) {
		for (byte character : line) {
			if (character != ' ' && character != '\t' && character != '\r') {
				return false;
			}
		}
		return true;
	}

}
