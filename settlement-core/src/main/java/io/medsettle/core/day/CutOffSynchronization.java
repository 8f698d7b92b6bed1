package io.medsettle.core.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.Durability;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.SettlementSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the cut-offs of the database in Kafka as well, beside the events whose clearing
 * day they decided, and takes them over from there when the database was restored from a
 * backup that does not know them yet.
 * <p>
 * The database decides; what it has committed is written to Kafka before the first event
 * is given its day by it, and before the day is reconciled. A cut-off is only ever
 * brought forward, so the earlier of the two is the one that holds, whoever has it: Kafka
 * after a restore, the database after a crash between the two.
 */
@Component
public class CutOffSynchronization implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(CutOffSynchronization.class);

	/** The actor of what is taken over. */
	static final String ACTOR = "engine";

	private static final String DAYS = "select day, cut_off_ms, state, confirmed_by from clearing_day order by day";

	private final CutOffTopic topic;

	private final JdbcClient jdbc;

	private final DayTransitions transitions;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final ZoneId zone;

	/** The cut-offs that Kafka is known to have. */
	private volatile Map<LocalDate, Instant> recorded = Map.of();

	CutOffSynchronization(CutOffTopic topic, JdbcClient jdbc, DayTransitions transitions,
			PlatformTransactionManager transactionManager, Durability durability, SettlementSettings settings) {
		this.topic = topic;
		this.jdbc = jdbc;
		this.transitions = transitions;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.zone = settings.timeZone();
	}

	/**
	 * Whether Kafka is known to have the cut-offs of these days as they are.
	 */
	public boolean hasRecorded(Collection<ClearingDay> days) {
		Map<LocalDate, Instant> known = this.recorded;
		return days.stream().allMatch((day) -> day.cutOff().equals(known.get(day.day())));
	}

	/**
	 * Takes over what Kafka has and the database has not, and returns once Kafka has what
	 * the database has.
	 * @throws CutOffContradictionException if the two do not belong together
	 * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
	 */
	public synchronized void synchronize() {
		SortedMap<LocalDate, Instant> read = this.topic.read();
		// Only what is committed, or came from Kafka, goes there: it may never be undone.
		SortedMap<LocalDate, Instant> decided = Objects
			.requireNonNull(this.transaction.execute((status) -> takeOver(read)));
		SortedMap<LocalDate, Instant> missing = new TreeMap<>(decided);
		missing.entrySet().removeAll(read.entrySet());
		if (!missing.isEmpty()) {
			this.topic.append(missing);
		}
		this.recorded = Map.copyOf(decided);
	}

	private SortedMap<LocalDate, Instant> takeOver(SortedMap<LocalDate, Instant> read) {
		List<ClearingDay> known = days();
		Map<LocalDate, Instant> knownCutOffs = ClearingDays.cutOffs(known);
		requireBelongTogether(known, read);
		read.forEach((day, cutOff) -> {
			if (!knownCutOffs.containsKey(day)) {
				open(day, cutOff);
			}
		});
		for (ClearingDay day : days()) {
			Instant cutOff = read.get(day.day());
			if (cutOff != null && cutOff.isBefore(day.cutOff())) {
				bringForward(day, cutOff);
			}
		}
		return ClearingDays.cutOffs(days());
	}

	private void open(LocalDate day, Instant cutOff) {
		if (ClearingDays.open(this.jdbc, day, cutOff)) {
			note(day, "The day, with the cut-off at " + local(cutOff) + ", was taken over from "
					+ Topics.CLEARING_CUT_OFFS + ".");
		}
	}

	private void bringForward(ClearingDay day, Instant cutOff) {
		int changed = this.jdbc.sql(ClearingDays.BRING_FORWARD)
			.param("day", day.day())
			.param("cutOff", cutOff.toEpochMilli())
			.update();
		if (changed == 1) {
			note(day.day(), "The cut-off was brought forward from " + local(day.cutOff()) + " to " + local(cutOff)
					+ ", as taken over from " + Topics.CLEARING_CUT_OFFS + ".");
		}
	}

	private void note(LocalDate day, String reason) {
		this.transitions.note(day, ClearingDayState.OPEN, ClearingDayState.OPEN, ACTOR, reason);
		log.warn("Clearing day {}: {}", day, reason);
	}

	/**
	 * A database and a Kafka of different engines would move cut-offs that have decided
	 * already.
	 */
	private void requireBelongTogether(List<ClearingDay> known, SortedMap<LocalDate, Instant> read) {
		SortedMap<LocalDate, Instant> all = new TreeMap<>(read);
		for (ClearingDay day : known) {
			Instant cutOff = read.getOrDefault(day.day(), day.cutOff());
			if (cutOff.isBefore(day.cutOff()) && day.state() != ClearingDayState.OPEN) {
				throw new CutOffContradictionException(
						"Clearing day " + day.day() + " is " + day.state() + " in the database with the cut-off at "
								+ local(day.cutOff()) + ", but " + Topics.CLEARING_CUT_OFFS + " says " + local(cutOff)
								+ ": the database and Kafka do not belong together");
			}
			all.put(day.day(), cutOff.isBefore(day.cutOff()) ? cutOff : day.cutOff());
		}
		try {
			ClearingCalendar.of(all);
		}
		catch (IllegalArgumentException ex) {
			throw new CutOffContradictionException("The clearing days of the database and those of "
					+ Topics.CLEARING_CUT_OFFS + " do not follow each other (" + ex.getMessage()
					+ "): the database and Kafka do not belong together");
		}
	}

	private List<ClearingDay> days() {
		return this.jdbc.sql(DAYS).query(ClearingDays::map).list();
	}

	private OffsetDateTime local(Instant instant) {
		return instant.atZone(this.zone).toOffsetDateTime();
	}

	@Override
	public void start() {
		synchronize();
		this.durability.assure();
	}

	@Override
	public void stop() {
	}

	/** Nothing is left to be stopped once it has started. */
	@Override
	public boolean isRunning() {
		return false;
	}

	/**
	 * After the topics are there, and before anything that opens or closes a day or gives
	 * an event its day.
	 */
	@Override
	public int getPhase() {
		return 1;
	}

}
