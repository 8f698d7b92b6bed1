package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.GrossLedger;
import io.medsettle.batch.files.ClearingFileTable;
import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.store.ClearingDays;

import org.springframework.stereotype.Component;

/**
 * Proves what must hold, and then makes the day visible: in one transaction, so that a
 * day is seen as a whole or not at all.
 */
@Component
public class PublishDay implements NightStep {

	private final List<Proof> proofs;

	private final GrossLedger ledger;

	private final ClearingDays days;

	private final ClearingFileTable files;

	PublishDay(List<Proof> proofs, GrossLedger ledger, ClearingDays days, ClearingFileTable files) {
		this.proofs = proofs;
		this.ledger = ledger;
		this.days = days;
		this.files = files;
	}

	@Override
	public String name() {
		return "publish";
	}

	@Override
	public String unit() {
		return "proofs";
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		if (this.days.find(day).orElseThrow().state() == ClearingDayState.PUBLISHED) {
			// It was proved in the transaction that published it.
			task.finish(this.proofs.size());
			return true;
		}
		BookedDay booked = this.ledger.booked(day);
		for (Proof proof : this.proofs) {
			Optional<String> violation = proof.violation(booked);
			if (violation.isPresent()) {
				throw new NightRefusedException("Invariant %d (%s) does not hold: %s".formatted(proof.invariant(),
						proof.statement(), violation.get()));
			}
		}
		this.days.advance(day, ClearingDayState.RECONCILED, ClearingDayState.PUBLISHED);
		task.finish(this.proofs.size());
		task.conclude(this.proofs.size() + " proofs hold, " + this.files.list(day).size() + " files published");
		return true;
	}

}
