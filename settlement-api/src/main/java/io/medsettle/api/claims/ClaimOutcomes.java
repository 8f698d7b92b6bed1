package io.medsettle.api.claims;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.api.claims.ClaimView.ClearedFile;
import io.medsettle.api.claims.ClaimView.Reversal;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.settle.SettledClaims;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.intake.ClaimRecord.PostedClaim;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks up what became of claims between the bureaus: how much of them cleared and when,
 * what people decided, and what took them back. What a night did to a day that is not
 * published is not seen. Each look-up costs a few reads by key.
 */
@Component
@ConditionalOnRole(Role.API)
class ClaimOutcomes {

	/** The most reversals shown of one claim. */
	private static final int REVERSALS_SHOWN_MAX = 100;

	private final SettledClaims settled;

	private final Breaks breaks;

	private final ClearingFileTable files;

	private final ClearingDays clearingDays;

	ClaimOutcomes(SettledClaims settled, Breaks breaks, ClearingFileTable files, ClearingDays clearingDays) {
		this.settled = settled;
		this.breaks = breaks;
		this.files = files;
		this.clearingDays = clearingDays;
	}

	/**
	 * What became of a claim that is in the books of a side.
	 */
	Found of(ClaimIdentity identity, PostedClaim posted) {
		Optional<SettledClaims.Settled> settled = this.settled.find(identity);
		Break held = settled.flatMap((known) -> this.breaks.find(known.breakId())).orElse(null);
		long bookedFen = posted.claim().kind().sign() * posted.claim().clearedFen();
		String city = Objects.requireNonNull(posted.claim().treatmentCity());
		if (settled.isEmpty() || held == null) {
			boolean published = this.clearingDays.isSealed(posted.clearingDay());
			ClaimOutcome outcome = published ? ClaimOutcome.cleared(posted.clearingDay(), bookedFen)
					: ClaimOutcome.PENDING;
			return found(identity, posted, outcome, null, city, null);
		}
		LocalDate resolvedDay = held.resolvedDay();
		if (resolvedDay == null) {
			return found(identity, posted, ClaimOutcome.HELD, held, city, null);
		}
		Side without = settled.get().without();
		return found(identity, posted,
				ClaimOutcome.resolved(resolvedDay, settled.get().settledClaims(), settled.get().settledFen(),
						bookedFen),
				held, Objects.requireNonNullElse(settled.get().treatmentCity(), city),
				(without != null) ? this.settled.takenOutDay(identity, without, resolvedDay).orElse(null) : null);
	}

	private Found found(ClaimIdentity identity, PostedClaim posted, ClaimOutcome outcome, @Nullable Break held,
			String treatmentCity, @Nullable LocalDate takenOutDay) {
		boolean inDetail = outcome.clearing() == ClaimView.Clearing.CLEARED;
		ClearedFile file = inDetail ? file(Objects.requireNonNull(outcome.day()), treatmentCity) : null;
		List<Reversal> reversals = (posted.claim().kind() == ClaimKind.SETTLEMENT) ? reversals(identity) : List.of();
		return new Found(outcome, held, file, reversals, takenOutDay);
	}

	private List<Reversal> reversals(ClaimIdentity original) {
		return this.settled.reversals(original, REVERSALS_SHOWN_MAX).stream().map(ClaimOutcomes::reversal).toList();
	}

	private @Nullable ClearedFile file(LocalDate day, String city) {
		return this.files.detail(day, city)
			.map((file) -> new ClearedFile(day, file.name(), file.revision()))
			.orElse(null);
	}

	private static Reversal reversal(SettledClaims.Reversal found) {
		ClaimOutcome outcome = outcome(found);
		LocalDate day = outcome.day();
		return new Reversal(found.claimNo(), outcome.clearing(), (day != null) ? day : found.clearingDay(),
				outcome.clearedFen());
	}

	private static ClaimOutcome outcome(SettledClaims.Reversal found) {
		if (found.resolvedDay() != null) {
			return ClaimOutcome.resolved(found.resolvedDay(), found.settledClaims(), found.settledFen(),
					found.bookedFen());
		}
		if (found.openedDay() != null) {
			return ClaimOutcome.HELD;
		}
		return (found.publishedDay() != null) ? ClaimOutcome.cleared(found.publishedDay(), found.bookedFen())
				: ClaimOutcome.PENDING;
	}

	/**
	 * All there is to tell of a claim in the books.
	 *
	 * @param outcome what became of it
	 * @param held the break that holds it, or did
	 * @param file the file of its treatment city that it stands in, once it has cleared
	 * @param reversals what takes it back, or would
	 * @param takenOutDay the day that took out of the books a leg that came after the
	 * claim was settled without it
	 */
	record Found(ClaimOutcome outcome, @Nullable Break held, @Nullable ClearedFile file, List<Reversal> reversals,
			@Nullable LocalDate takenOutDay) {

		/** Whether all that cleared of the claim has been taken back since. */
		boolean isTakenBack() {
			Long clearedFen = this.outcome.clearedFen();
			List<Long> takenFen = this.reversals.stream()
				.filter((reversal) -> reversal.clearing() == ClaimView.Clearing.CLEARED)
				.map(Reversal::clearedFen)
				.filter(Objects::nonNull)
				.toList();
			return this.outcome.clearing() == ClaimView.Clearing.CLEARED && clearedFen != null && !takenFen.isEmpty()
					&& takenFen.stream().reduce(clearedFen, Math::addExact) == 0;
		}

	}

}
