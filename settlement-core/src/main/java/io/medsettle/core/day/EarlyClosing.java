package io.medsettle.core.day;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.Durability;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes the current clearing day before its time.
 */
@Component
public class EarlyClosing {

	private static final Logger log = LoggerFactory.getLogger(EarlyClosing.class);

	/**
	 * How far ahead of now an early cut-off is set. Every router reads the cut-offs after
	 * it has polled its events; since the new cut-off is committed before it passes, no
	 * event appended after it can be given to the closed day.
	 */
	private static final Duration EARLY_CUT_OFF_LEAD = Duration.ofSeconds(1);

	/** The part of the lead that must be left when the early cut-off is committed. */
	private static final Duration LEAD_LEFT_AT_COMMIT = Duration.ofMillis(600);

	/**
	 * A day that ends this soon is left to end: of several who close a day at once, one
	 * moves the cut-off, and the others, whose clocks may differ by seconds, find it set.
	 */
	private static final Duration ENDS_BY_ITSELF = Duration.ofSeconds(5);

	private static final int CLOSE_ATTEMPTS_MAX = 5;

	private final ClearingDays days;

	private final DayTransitions transitions;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Clock clock;

	private final SettlementSettings settings;

	private final CutOffSynchronization synchronization;

	private final AuditTrail trail;

	EarlyClosing(ClearingDays days, DayTransitions transitions, JdbcClient jdbc,
			PlatformTransactionManager transactionManager, Durability durability, Clock clock,
			SettlementSettings settings, CutOffSynchronization synchronization, AuditTrail trail) {
		this.trail = trail;
		this.days = days;
		this.transitions = transitions;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
		this.settings = settings;
		this.synchronization = synchronization;
	}

	/**
	 * Closes a day: if it is the current one, its cut-off is brought forward to about
	 * now. A day whose cut-off has passed, or is seconds away, is left as it is.
	 * @param actor who closes it
	 * @return the day with the cut-off it now has
	 * @throws DayNotClosableException if the day is not open yet or may not be closed
	 * early
	 */
	public ClearingDay close(LocalDate day, String actor) {
		return close(day, actor, "");
	}

	/**
	 * Closes a day, as {@link #close(LocalDate, String)} does.
	 * @param reason why it is closed early; may be empty
	 */
	public ClearingDay close(LocalDate day, String actor, String reason) {
		for (int attempt = 1; attempt <= CLOSE_ATTEMPTS_MAX; attempt++) {
			Optional<ClearingDay> closed = this.transaction.execute((status) -> {
				Closing closing = tryClose(day, actor, reason);
				Instant latestCommit = closing.day().cutOff().minus(LEAD_LEFT_AT_COMMIT);
				if (closing.cutOffMoved() && this.clock.instant().isAfter(latestCommit)) {
					status.setRollbackOnly();
					return Optional.empty();
				}
				return Optional.of(closing.day());
			});
			if (closed.isPresent()) {
				this.durability.assure();
				record(closed.get());
				return closed.get();
			}
		}
		throw new DayNotClosableException(
				"The database was too slow to close " + day + " safely; nothing has changed. Try again.");
	}

	/**
	 * The day is closed, whether Kafka has heard of it or not: no event is given its day,
	 * and the day is not reconciled, before it has.
	 */
	private void record(ClearingDay closed) {
		if (this.synchronization.hasRecorded(List.of(closed))) {
			return;
		}
		try {
			this.synchronization.synchronize();
		}
		catch (KafkaException ex) {
			log.warn("The cut-off of {} could not be written to {} yet ({})", closed.day(), Topics.CLEARING_CUT_OFFS,
					ex.toString());
		}
	}

	private Closing tryClose(LocalDate day, String actor, String reason) {
		ClearingDay current = this.days.current();
		if (day.isAfter(current.day())) {
			throw new DayNotClosableException("The current clearing day is " + current.day() + "; " + day
					+ " can be closed once it is the current one.");
		}
		ClearingDay locked = this.days.lock(day)
			.orElseThrow(() -> new DayNotClosableException(
					"There is no clearing day " + day + "; the current one is " + current.day() + "."));
		Instant now = this.clock.instant();
		if (!locked.cutOff().isAfter(now.plus(ENDS_BY_ITSELF))) {
			return new Closing(locked, false);
		}
		if (day.isAfter(LocalDate.ofInstant(now, this.settings.timeZone()))
				&& !this.settings.clearing().closeFutureDays()) {
			throw new DayNotClosableException("Clearing day " + day
					+ " lies after today; settlement.clearing.close-future-days allows closing it early.");
		}
		Instant cutOff = Instant.ofEpochMilli(now.plus(EARLY_CUT_OFF_LEAD).toEpochMilli());
		int changed = this.jdbc.sql(ClearingDays.BRING_FORWARD)
			.param("day", day)
			.param("cutOff", cutOff.toEpochMilli())
			.update();
		if (changed != 1) {
			return new Closing(locked, false);
		}
		String moved = "The cut-off was brought forward from " + local(locked.cutOff()) + " to " + local(cutOff) + ".";
		this.transitions.note(day, ClearingDayState.OPEN, ClearingDayState.OPEN, actor,
				reason.isEmpty() ? moved : moved + " " + reason);
		if (CurrentActor.isSomebody()) {
			this.trail.record(AuditEntry.done(CurrentActor.get(), "DAY_CLOSED", new AuditSubject("DAY", day.toString()))
				.touching(List.of(AuditEntry.EVERYONE))
				.because(reason)
				.changing(local(locked.cutOff()).toString(), local(cutOff).toString()));
		}
		return new Closing(new ClearingDay(day, cutOff, ClearingDayState.OPEN, null), true);
	}

	private OffsetDateTime local(Instant instant) {
		return instant.atZone(this.settings.timeZone()).toOffsetDateTime();
	}

	private record Closing(ClearingDay day, boolean cutOffMoved) {
	}

}
