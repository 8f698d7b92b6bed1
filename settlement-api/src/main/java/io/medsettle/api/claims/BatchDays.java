package io.medsettle.api.claims;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.database.DatabaseAway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Counts the claims of a batch by clearing day. As in the router, the cut-offs are read
 * after the broker has set the append times: an early cut-off is committed before it
 * passes, so that whatever comes to be known later lies behind these times and changes
 * none of the days.
 */
final class BatchDays {

	private static final Logger log = LoggerFactory.getLogger(BatchDays.class);

	/**
	 * How many append times are kept until their days are looked up. Claims that Kafka
	 * took together share one, so that most batches stay far below.
	 */
	static final int TIMES_MAX = 10_000;

	private final BiFunction<Instant, Instant, ClearingCalendar> calendars;

	/** Claims by append time; guarded by this. */
	private Map<Instant, Long> claimsByTime = new HashMap<>();

	/** Of the one thread that looks them up. */
	private final SortedMap<LocalDate, Long> claimsByDay = new TreeMap<>();

	private boolean known = true;

	/**
	 * @param calendars the clearing days of the times from the first to the second, as
	 * they are known now
	 */
	BatchDays(BiFunction<Instant, Instant, ClearingCalendar> calendars) {
		this.calendars = calendars;
	}

	/**
	 * Counts a claim. May be called by any thread.
	 */
	synchronized void add(Instant acceptedAt) {
		this.claimsByTime.merge(acceptedAt, 1L, Long::sum);
	}

	/**
	 * Looks up the days of what was counted so far, if that is much.
	 */
	void foldIfMany() {
		if (size() >= TIMES_MAX) {
			fold();
		}
	}

	/**
	 * How many claims belong to each day, by day; null if the database does not tell.
	 */
	@Nullable SortedMap<LocalDate, Long> count() {
		fold();
		return this.known ? Collections.unmodifiableSortedMap(this.claimsByDay) : null;
	}

	/**
	 * The claims are durable whatever the database says; what is not known of their days
	 * is left out.
	 */
	private void fold() {
		Map<Instant, Long> counted = take();
		if (counted.isEmpty() || !this.known) {
			return;
		}
		try {
			ClearingCalendar calendar = this.calendars.apply(Collections.min(counted.keySet()),
					Collections.max(counted.keySet()));
			counted.forEach((time, claims) -> add(calendar.dayOf(time), claims));
		}
		catch (DataAccessException | TransactionException ex) {
			this.known = false;
			log.warn(DatabaseAway.markerOf(ex),
					"The receipt of a batch leaves its clearing days out, because the cut-offs cannot be read: {}",
					ex.getMessage());
		}
	}

	private void add(@Nullable LocalDate day, long claims) {
		if (day == null) {
			this.known = false;
		}
		else {
			this.claimsByDay.merge(day, claims, Long::sum);
		}
	}

	private synchronized int size() {
		return this.claimsByTime.size();
	}

	private synchronized Map<Instant, Long> take() {
		Map<Instant, Long> taken = this.claimsByTime;
		this.claimsByTime = new HashMap<>();
		return taken;
	}

}
