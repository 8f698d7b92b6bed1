package io.medsettle.api.access;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.claim.ClaimIdentity;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down which bureau has read whose claim, with the number of the person in it:
 * once an hour for each reader and claim. What a hospital reads it has sent itself, and
 * those who work for the region see no such number.
 */
@Component
class ClaimReads {

	private static final Duration ONCE_IN = Duration.ofHours(1);

	private static final int KNOWN_MAX = 10_000;

	private final Cache<Read, Read> written = Caffeine.newBuilder()
		.maximumSize(KNOWN_MAX)
		.expireAfterWrite(ONCE_IN)
		.build();

	private final AuditTrail trail;

	private final TransactionTemplate transaction;

	ClaimReads(AuditTrail trail, PlatformTransactionManager transactionManager) {
		this.trail = trail;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	void record(Caller caller, ClaimIdentity claim) {
		if (caller.has(AccessRole.BUREAU)) {
			Read read = new Read(caller.kind(), caller.name(), claim);
			Objects.requireNonNull(this.written.get(read, this::written));
		}
	}

	private Read written(Read read) {
		this.transaction
			.executeWithoutResult(
					(status) -> this.trail.record(
							AuditEntry
								.done(CurrentActor.get(), "CLAIM_READ",
										new AuditSubject("CLAIM",
												read.claim.hospitalCode() + "/" + read.claim.claimNo()))
								.touching(List.of(read.claim.hospitalCode()))));
		return read;
	}

	private record Read(Caller.Kind kind, String name, ClaimIdentity claim) {
	}

}
