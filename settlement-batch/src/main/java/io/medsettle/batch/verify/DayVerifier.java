package io.medsettle.batch.verify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.ledger.Side;

import org.springframework.stereotype.Component;

/**
 * Calculates a published day once more from the stored claims and holds everything that
 * was published of it against that. Reads each claim once a side and each file once, and
 * again only where something does not agree.
 */
@Component
class DayVerifier {

	/** How many claims are read between two looks at whether to go on. */
	private static final long LOOK_INTERVAL_CLAIMS = 10_000;

	private final BreakReader breaks;

	private final StoredLegReader claims;

	private final LedgerCheck ledgers;

	private final PositionCheck positions;

	private final FileCheck files;

	private final HistoryCheck history;

	private final FamilyCheck families;

	private final Clock clock;

	DayVerifier(BreakReader breaks, StoredLegReader claims, LedgerCheck ledgers, PositionCheck positions,
			FileCheck files, HistoryCheck history, FamilyCheck families, Clock clock) {
		this.breaks = breaks;
		this.claims = claims;
		this.ledgers = ledgers;
		this.positions = positions;
		this.files = files;
		this.history = history;
		this.families = families;
		this.clock = clock;
	}

	/**
	 * Verifies a day. Must be called in a transaction, so that claims come as a stream.
	 * @param cutOff the day's cut-off
	 * @param progress called again and again; what it throws ends the verification
	 */
	Result verify(LocalDate day, Instant cutOff, Runnable progress) {
		long startNanos = System.nanoTime();
		Instant now = Instant.ofEpochMilli(this.clock.millis());
		Discrepancies discrepancies = new Discrepancies();
		ClearedDay cleared = new ClearedDay(day, this.breaks.ofDay(day));
		List<StoredLeg> reversals = new ArrayList<>();
		for (Side side : Side.values()) {
			cleared.add(side, (reader) -> {
				long[] read = { 0 };
				this.claims.ofDay(side, day, (leg) -> {
					if (read[0]++ % LOOK_INTERVAL_CLAIMS == 0) {
						progress.run();
					}
					if (side == Side.TREATMENT && leg.sign() < 0) {
						reversals.add(leg);
					}
					reader.accept(leg);
				});
			});
		}
		this.ledgers.check(cleared, discrepancies);
		this.families.check(cleared, reversals, discrepancies, progress);
		this.positions.check(cleared, discrepancies);
		long read = this.files.check(cleared, cutOff, discrepancies, progress);
		this.history.check(cleared, discrepancies);
		Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
		return new Result(
				new Verification(day, now, took, cleared.claims(), read, discrepancies.count(), discrepancies.listed()),
				Held.after(cleared));
	}

	/**
	 * What came of it, and what is held after the day.
	 */
	record Result(Verification verification, Held held) {
	}

}
