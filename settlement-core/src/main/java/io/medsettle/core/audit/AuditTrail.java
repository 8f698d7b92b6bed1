package io.medsettle.core.audit;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes acts into the audit trail, with what they change or not at all.
 */
@Component
public class AuditTrail {

	private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

	private final AuditTable table;

	private final TransactionTemplate probe;

	private final Clock clock;

	private volatile boolean failing;

	private volatile boolean told;

	AuditTrail(AuditTable table, PlatformTransactionManager transactionManager, Clock clock) {
		this.table = table;
		this.clock = clock;
		this.probe = new TransactionTemplate(transactionManager);
		this.probe.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Writes an act down in the transaction that does it. The row is written just before
	 * the commit, as writers of the trail wait for each other from there on; when it
	 * cannot be, the commit throws {@link AuditUnavailableException} and nothing is done.
	 * What is rolled back leaves no row.
	 * @throws IllegalStateException if there is no transaction
	 */
	public void record(AuditEntry entry) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException(entry.act() + " is to be written down in the transaction that does it.");
		}
		long atMs = this.clock.millis();
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void beforeCommit(boolean readOnly) {
				append(entry, atMs);
			}

		});
	}

	/**
	 * Whether acts can be written down, as far as is known. While they cannot, it is
	 * tried anew, and what is tried rolled back.
	 */
	public boolean isWritable() {
		if (!this.failing) {
			return true;
		}
		try {
			this.probe.executeWithoutResult((status) -> {
				status.setRollbackOnly();
				append(AuditEntry.done(AuditActor.ENGINE, "TRIED", new AuditSubject("AUDIT_TRAIL", "")),
						this.clock.millis());
			});
		}
		catch (AuditUnavailableException | TransactionException ex) {
			log.debug("The audit trail cannot be written still", ex);
		}
		return !this.failing;
	}

	/**
	 * Whether the last that was to be written down could not be.
	 */
	public boolean isFailing() {
		return this.failing;
	}

	/**
	 * Tells that an entry, or what becomes one, could not be kept.
	 */
	void failed(RuntimeException reason) {
		if (!this.told && !isAway(reason)) {
			this.told = true;
			log.warn("The audit trail cannot be written: what has to stand in it is refused until it can ({})",
					reason.toString());
		}
		this.failing = true;
	}

	@SuppressWarnings("IllegalCatch") // Whatever it is, the act must not be done.
	private void append(AuditEntry entry, long atMs) {
		try {
			this.table.append(entry, atMs);
		}
		catch (RuntimeException ex) {
			failed(ex);
			throw new AuditUnavailableException(ex);
		}
		if (this.failing) {
			this.failing = false;
			if (this.told) {
				this.told = false;
				log.info("The audit trail can be written again");
			}
		}
	}

	/** A database that does not answer is told once, by whoever watches it. */
	private static boolean isAway(RuntimeException reason) {
		return reason instanceof TransactionException || reason instanceof DataAccessResourceFailureException
				|| reason instanceof TransientDataAccessResourceException;
	}

}
