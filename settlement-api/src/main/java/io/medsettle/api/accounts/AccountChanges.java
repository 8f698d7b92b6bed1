package io.medsettle.api.accounts;

import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes who may do what, and writes it down in the audit trail: both or neither.
 */
@Component
class AccountChanges {

	private final AuditTrail trail;

	private final TransactionTemplate transaction;

	AccountChanges(AuditTrail trail, PlatformTransactionManager transactionManager) {
		this.trail = trail;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * Makes a change.
	 * @param act what, such as {@code CLIENT_ADDED}
	 * @param after what is so now; no secret
	 * @param change tells whether it changed anything; what did not is not written down
	 */
	boolean make(String act, String kind, String id, String after, BooleanSupplier change) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			boolean changed = change.getAsBoolean();
			if (changed) {
				this.trail
					.record(AuditEntry.done(CurrentActor.get(), act, new AuditSubject(kind, id)).changing("", after));
			}
			return changed;
		}));
	}

}
