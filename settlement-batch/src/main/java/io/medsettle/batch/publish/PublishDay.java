package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.GrossObligations;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.stereotype.Component;

/**
 * Proves what must hold, which makes the day provisional, and then makes it visible: in
 * one transaction, so that a day is seen as a whole or not at all. Where an operator has
 * to confirm the results first, the night ends in between; what has been confirmed is
 * proved again when it is published, since that may be hours later.
 */
@Component
public class PublishDay extends NightStep {

	/** What the step waits for where results have to be confirmed. */
	public static final String CONFIRMATION = "an operator to confirm the provisional results";

	/** What the step waits for when a decision came after the day was reconciled. */
	private static final String ANOTHER_NIGHT = "the night to be done again, because an insured city has decided about a claim";

	private final List<Proof> proofs;

	private final GrossObligations ledger;

	private final ClearingDays days;

	private final ClearingFileTable files;

	private final boolean confirmation;

	PublishDay(List<Proof> proofs, GrossObligations ledger, ClearingDays days, ClearingFileTable files,
			SettlementSettings settings) {
		super("publish", "proofs");
		this.proofs = proofs.stream().sorted(Comparator.comparingInt(Proof::invariant)).toList();
		this.ledger = ledger;
		this.days = days;
		this.files = files;
		this.confirmation = settings.clearing().confirmation();
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		if (this.days.isSealed(day)) {
			// It was proved in the transaction that published it.
			task.finish(this.proofs.size());
			return true;
		}
		prove(day);
		task.finish(this.proofs.size());
		// From here on nobody else decides what becomes of the day.
		ClearingDay known = this.days.lock(day).orElseThrow();
		if (known.state() == ClearingDayState.CUT_OFF) {
			task.suspend(ANOTHER_NIGHT);
			return false;
		}
		if (known.state() == ClearingDayState.RECONCILED) {
			this.days.advance(day, ClearingDayState.RECONCILED, ClearingDayState.PROVISIONAL, ClearingDays.NIGHT, null);
		}
		if (this.confirmation && known.confirmedBy() == null) {
			task.suspend(CONFIRMATION);
			return false;
		}
		this.days.advance(day, ClearingDayState.PROVISIONAL, ClearingDayState.PUBLISHED, ClearingDays.NIGHT, null);
		task.conclude(this.proofs.size() + " proofs hold, " + this.files.list(day).size() + " files published");
		return true;
	}

	private void prove(LocalDate day) {
		BookedDay booked = this.ledger.booked(day);
		for (Proof proof : this.proofs) {
			Optional<String> violation = proof.violation(booked);
			if (violation.isPresent()) {
				throw new NightRefusedException("Invariant %d (%s) does not hold: %s".formatted(proof.invariant(),
						proof.statement(), violation.get()));
			}
		}
	}

}
