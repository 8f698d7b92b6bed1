package io.medsettle.core.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.problem.InputError;
import org.jspecify.annotations.Nullable;

/**
 * Everything the books and the register know under one identity.
 *
 * @param identity hospital and claim number
 * @param treatment the claim in the treatment city's books, if posted
 * @param insured the claim in the insured city's books, if posted
 * @param duplicates later events with the same content
 * @param refusals refused events
 */
public record ClaimRecord(ClaimIdentity identity, @Nullable PostedClaim treatment, @Nullable PostedClaim insured,
		List<RepeatedEvent> duplicates, List<RefusedEvent> refusals) {

	/**
	 * The status of the claim as a whole.
	 */
	public ClaimStatus status() {
		if (this.treatment != null && this.insured != null) {
			return ClaimStatus.POSTED;
		}
		if (this.treatment != null || this.insured != null || this.refusals.isEmpty()) {
			return ClaimStatus.RECEIVED;
		}
		return ClaimStatus.REJECTED;
	}

	/**
	 * A claim in one side's books.
	 *
	 * @param claim the claim, with the hospital's city as treatment city; split and funds
	 * only as text in {@code detailJson}
	 * @param detailJson the claim's split and funds as JSON, if given
	 * @param clearingDay the day it counts for
	 * @param acceptedAt the broker's append time
	 * @param source its place in {@code claims.submitted}
	 * @param postedAt when the ledger committed it
	 */
	public record PostedClaim(Claim claim, @Nullable String detailJson, LocalDate clearingDay, Instant acceptedAt,
			SourcePosition source, Instant postedAt) {
	}

	/**
	 * An event that repeated the claim.
	 */
	public record RepeatedEvent(LocalDate clearingDay, Instant acceptedAt, SourcePosition source) {
	}

	/**
	 * An event that was refused.
	 */
	public record RefusedEvent(LocalDate clearingDay, Instant acceptedAt, SourcePosition source, InputError error) {
	}

}
