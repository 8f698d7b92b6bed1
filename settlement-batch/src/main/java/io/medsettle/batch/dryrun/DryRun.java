package io.medsettle.batch.dryrun;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medsettle.batch.await.EventsInTransit;
import io.medsettle.batch.await.InTransit;
import io.medsettle.batch.breaks.StoredBreak;
import io.medsettle.batch.breaks.StoredBreaks;
import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.BookedSum;
import io.medsettle.batch.clear.Differences;
import io.medsettle.batch.clear.GrossObligations;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.night.DryRunGate;
import io.medsettle.batch.settle.Reconciliation;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Simulates a day's reconciliation as the night would do it now, sums up what would
 * clear, and takes everything back. Days before it that are not published are taken as
 * they stand.
 */
@Component
public class DryRun {

	private static final Logger log = LoggerFactory.getLogger(DryRun.class);

	private final DryRunGate nights;

	private final RollbackOnlyTransaction rollbackOnly;

	private final Reconciliation reconciliation;

	private final GrossObligations ledger;

	private final PositionTable positions;

	private final ClearingDays days;

	private final EventsInTransit transit;

	private final StoredBreaks breaks;

	DryRun(DryRunGate nights, RollbackOnlyTransaction rollbackOnly, Reconciliation reconciliation,
			GrossObligations ledger, PositionTable positions, ClearingDays days, EventsInTransit transit,
			StoredBreaks breaks) {
		this.nights = nights;
		this.rollbackOnly = rollbackOnly;
		this.reconciliation = reconciliation;
		this.ledger = ledger;
		this.positions = positions;
		this.days = days;
		this.transit = transit;
		this.breaks = breaks;
	}

	/**
	 * Simulates the night of a day, in the caller's thread.
	 */
	public DryRunOutcome simulate(LocalDate day) {
		ClearingDay known = this.days.find(day).orElse(null);
		if (known == null) {
			return new DryRunOutcome.UnknownDay();
		}
		if (known.isSealed()) {
			return new DryRunOutcome.SealedDay();
		}
		return this.nights.attempt(() -> simulateBetweenNights(day)).orElseGet(DryRunOutcome.Busy::new);
	}

	private DryRunOutcome simulateBetweenNights(LocalDate day) {
		Optional<LocalDate> night = this.nights.nightAtWork();
		if (night.isPresent()) {
			return new DryRunOutcome.NightAtWork(night.get());
		}
		long start = System.nanoTime();
		try {
			this.reconciliation.prepare(day);
			DryRunOutcome result = this.rollbackOnly.execute(() -> simulateAndCompare(day));
			log.info("Dry run of {}: done and rolled back in {} ms", day,
					Duration.ofNanos(System.nanoTime() - start).toMillis());
			return result;
		}
		catch (TransientDataAccessException | TransactionTimedOutException ex) {
			// Not the exception itself: it repeats what was to be written.
			log.warn("Dry run of {}: given up after {} ms ({})", day,
					Duration.ofNanos(System.nanoTime() - start).toMillis(), ex.getClass().getSimpleName());
			return new DryRunOutcome.GivenUp();
		}
	}

	/**
	 * Everything that only reads comes before what locks rows.
	 */
	private DryRunOutcome simulateAndCompare(LocalDate day) {
		ClearingDay known = this.days.find(day).orElseThrow();
		if (known.isSealed()) {
			return new DryRunOutcome.SealedDay();
		}
		InTransit inTransit = this.transit.before(known.cutOff()).orElse(null);
		List<Obligation> stored = stored(known);
		BookedDay booked = this.ledger.booked(day);
		BreakDifference difference = new BreakDifference(breaks(day));
		this.reconciliation.simulate(day);
		this.breaks.ofNight(day, difference::add);
		difference.finish();
		List<Obligation> treatment = this.ledger.obligations(Side.TREATMENT, booked);
		List<Obligation> insured = this.ledger.obligations(Side.INSURED, booked);
		return new DryRunOutcome.Simulated(new DryRunResult(day, known.state(), claims(booked, Side.TREATMENT),
				claims(booked, Side.INSURED), Sum.of(treatment), Sum.of(insured),
				Differences.first(treatment, insured).isEmpty(), ObligationDifference.all(treatment, insured, stored),
				difference.counts(), difference.listed(), inTransit));
	}

	/**
	 * A day that has cleared nothing has positions too, once they are proved.
	 */
	private @Nullable List<Obligation> stored(ClearingDay day) {
		List<Obligation> stored = this.positions.obligations(day.day());
		return (stored.isEmpty() && day.state() != ClearingDayState.PROVISIONAL) ? null : stored;
	}

	private Map<String, StoredBreak> breaks(LocalDate day) {
		Map<String, StoredBreak> breaks = new HashMap<>();
		this.breaks.ofNight(day, (held) -> breaks.put(held.id(), held));
		return breaks;
	}

	private static long claims(BookedDay booked, Side side) {
		return booked.of(side).stream().mapToLong(BookedSum::claims).sum();
	}

}
