package io.medsettle.batch.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.medsettle.core.database.Durability;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Verifies published days, at most one at a time in a process, and knows what came of it
 * the last time.
 */
@Component
public class Verifications {

	private final DayVerifier verifier;

	private final VerificationTable table;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final ReentrantLock underWay = new ReentrantLock();

	Verifications(DayVerifier verifier, VerificationTable table, PlatformTransactionManager transactionManager,
			Durability durability) {
		this.verifier = verifier;
		this.table = table;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
	}

	/**
	 * Verifies a published day now, in the caller's thread, and keeps the result.
	 * @return what came of it, or empty if another verification is under way
	 * @throws IllegalArgumentException if the day is not published
	 */
	public Optional<Verification> verify(LocalDate day) {
		return verify(day, () -> {
		});
	}

	/**
	 * Verifies a published day.
	 * @param progress called again and again; what it throws ends the verification
	 */
	Optional<Verification> verify(LocalDate day, Runnable progress) {
		Instant cutOff = this.table.cutOffOfPublished(day)
			.orElseThrow(() -> new IllegalArgumentException("Clearing day " + day + " is not published."));
		if (!this.underWay.tryLock()) {
			return Optional.empty();
		}
		try {
			DayVerifier.Result result = this.transaction
				.execute((status) -> this.verifier.verify(day, cutOff, progress));
			this.transaction.executeWithoutResult((status) -> this.table.save(result.verification(), result.held()));
			this.durability.assure();
			return Optional.of(result.verification());
		}
		finally {
			this.underWay.unlock();
		}
	}

	/**
	 * What came of the last verification of the day, if it was ever verified.
	 */
	public Optional<Verification> last(LocalDate day) {
		return this.table.find(day);
	}

	/**
	 * Whether the day is published, and so can be verified.
	 */
	public boolean isPublished(LocalDate day) {
		return this.table.cutOffOfPublished(day).isPresent();
	}

	/**
	 * The published days from one to another, both included.
	 */
	public List<LocalDate> published(LocalDate from, LocalDate to) {
		return this.table.published(from, to);
	}

}
