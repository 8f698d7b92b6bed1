package io.medsettle.api.demo;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * How far the example day has come on this data folder.
 *
 * @param now the instant the day was made for; the same instant makes the same events
 * again after a crash
 * @param firstDay the clearing day in which it began
 * @param loadMs time from the first event of the last attempt until both ledgers had all,
 * or 0 if not yet
 * @param closedDay the clearing day that was closed after them, once it is known
 * @param nightMs time from the close until the day was published, or 0 if not yet
 */
record ExampleDayProgress(Instant now, LocalDate firstDay, long loadMs, @Nullable LocalDate closedDay, long nightMs) {

	static ExampleDayProgress beginning(Instant now, LocalDate firstDay) {
		return new ExampleDayProgress(now, firstDay, 0, null, 0);
	}

	ExampleDayProgress loaded(long measuredMs) {
		return new ExampleDayProgress(this.now, this.firstDay, measuredMs, this.closedDay, this.nightMs);
	}

	ExampleDayProgress closing(LocalDate day) {
		return new ExampleDayProgress(this.now, this.firstDay, this.loadMs, day, this.nightMs);
	}

	ExampleDayProgress published(long measuredMs) {
		return new ExampleDayProgress(this.now, this.firstDay, this.loadMs, this.closedDay, measuredMs);
	}

}
