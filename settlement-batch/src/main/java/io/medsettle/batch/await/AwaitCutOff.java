package io.medsettle.batch.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.step.NightGaveUpException;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.CutOffSynchronization;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.listener.ReaderProgress;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.ledger.DayPartitions;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.common.KafkaException;

import org.springframework.stereotype.Component;

/**
 * Waits until every event appended before the cut-off is in the ledgers or in the
 * register, whatever the lag: first until the router has passed the cut-off, then until
 * everything it has written by then is taken. So no claim is lost between two days.
 */
@Component
public class AwaitCutOff extends NightStep {

	/** The clocks of brokers and of this process differ by less than this. */
	private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

	private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

	/** Who takes what the router writes, by topic. */
	private static final Map<String, String> READERS = Map.of(Topics.CLAIMS_ROUTED_TREATMENT, "the treatment ledger",
			Topics.CLAIMS_ROUTED_INSURED, "the insured ledger", Topics.CLAIMS_REJECTED, "the register of refusals",
			Topics.CLAIMS_DEAD_LETTER, "the register of dead letters", Topics.CLAIMS_DECIDED,
			"the reader of insured cities' decisions");

	private final ClearingDays days;

	private final Watermark watermark;

	private final ReaderProgress progress;

	private final DayPartitions partitions;

	private final EventAccounts accounts;

	private final DayIntakes intakes;

	private final DayEnds dayEnds;

	private final Clock clock;

	private final Duration patience;

	private final ZoneId zone;

	private final CutOffSynchronization cutOffs;

	AwaitCutOff(ClearingDays days, Watermark watermark, ReaderProgress progress, EventAccounts accounts,
			DayIntakes intakes, DayEnds dayEnds, Clock clock, DayPartitions partitions, SettlementSettings settings,
			CutOffSynchronization cutOffs) {
		super("await", "events");
		this.days = days;
		this.cutOffs = cutOffs;
		this.partitions = partitions;
		this.watermark = watermark;
		this.progress = progress;
		this.accounts = accounts;
		this.intakes = intakes;
		this.dayEnds = dayEnds;
		this.clock = clock;
		this.patience = settings.clearing().awaitTimeout();
		this.zone = settings.timeZone();
	}

	/**
	 * Looks once.
	 */
	@Override
	public boolean work(StepTask task) throws InterruptedException {
		ClearingDay day = this.days.find(task.day()).orElseThrow();
		Optional<String> obstacle = obstacle(task, day);
		task.waitFor(obstacle.orElse(null));
		if (obstacle.isEmpty()) {
			this.partitions.analyze(task.day());
			return true;
		}
		if (task.runningFor().compareTo(this.patience) > 0) {
			throw new NightGaveUpException(
					"Gave up after " + this.patience.toSeconds() + " s of waiting for " + obstacle.get() + ".");
		}
		Thread.sleep(LOOK_INTERVAL);
		return false;
	}

	/**
	 * What the night has to wait for. Where there is nothing, the day's watermark is
	 * kept.
	 */
	private Optional<String> obstacle(StepTask task, ClearingDay day) {
		if (!this.clock.instant().isAfter(day.cutOff().plus(SETTLE_TIME))) {
			return Optional.of("the cut-off at " + day.cutOff().atZone(this.zone).toOffsetDateTime() + " to pass");
		}
		try {
			ClearingDay decided = inKafka(day);
			Optional<String> obstacle = readersBehind(task, decided);
			if (obstacle.isEmpty()) {
				keep(task, decided);
			}
			return obstacle;
		}
		catch (KafkaException ex) {
			return Optional.of("the broker to answer (" + ex.getClass().getSimpleName() + ")");
		}
	}

	/**
	 * The day with the cut-off that both the database and Kafka have.
	 */
	private ClearingDay inKafka(ClearingDay day) {
		if (this.cutOffs.hasRecorded(List.of(day))) {
			return day;
		}
		this.cutOffs.synchronize();
		return this.days.find(day.day()).orElseThrow();
	}

	private Optional<String> readersBehind(StepTask task, ClearingDay day) {
		String goal = task.cursor();
		if (goal == null) {
			Optional<String> routing = routerBehind(day.cutOff());
			if (routing.isPresent()) {
				return routing;
			}
			goal = ends().toText();
			task.moveCursor(goal);
		}
		return ledgersBehind(TopicEnds.parse(goal));
	}

	private Optional<String> routerBehind(Instant cutOff) {
		SortedMap<Integer, Long> ends = this.watermark.offsetsAt(Topics.CLAIMS_SUBMITTED, cutOff);
		SortedMap<Integer, Long> routed = this.watermark.committed(ConsumerGroups.ROUTER, Topics.CLAIMS_SUBMITTED);
		long left = this.watermark.eventsLeft(Topics.CLAIMS_SUBMITTED, routed, ends);
		return (left > 0) ? Optional.of("the router to take " + left + " events submitted before the cut-off")
				: Optional.empty();
	}

	/**
	 * Where the router's output ends now. Events of a transaction whose commit is still
	 * on its way are in it.
	 */
	private TopicEnds ends() {
		SortedMap<String, SortedMap<Integer, Long>> ends = new TreeMap<>();
		READERS.keySet().forEach((topic) -> ends.put(topic, this.watermark.ends(topic)));
		return new TopicEnds(ends);
	}

	/**
	 * What counts is how far the database has come, not what was committed to Kafka:
	 * after a crash the database may be behind.
	 */
	private Optional<String> ledgersBehind(TopicEnds ends) {
		for (Map.Entry<String, SortedMap<Integer, Long>> end : ends.byTopic().entrySet()) {
			String topic = end.getKey();
			SortedMap<Integer, Long> taken = new TreeMap<>(this.progress.nextOffsets(topic));
			long left = this.watermark.eventsLeft(topic, taken, end.getValue());
			if (left > 0) {
				return Optional.of(READERS.get(topic) + " to take " + left + " events");
			}
		}
		return Optional.empty();
	}

	/**
	 * Keeps how many events the day has. Usually the offsets say it; where transactions
	 * of hospitals left gaps between them, the events are counted one by one.
	 */
	private void keep(StepTask task, ClearingDay day) {
		LocalDate date = day.day();
		SortedMap<Integer, Long> ends = this.watermark.offsetsAt(Topics.CLAIMS_SUBMITTED, day.cutOff());
		SortedMap<Integer, Long> begins = new TreeMap<>(this.watermark.beginnings(Topics.CLAIMS_SUBMITTED));
		begins.putAll(this.accounts.offsetsBefore(date));
		SortedMap<Integer, Long> events = new TreeMap<>();
		ends.forEach((partition, end) -> events.put(partition, end - begins.getOrDefault(partition, 0L)));
		if (sum(events) != this.intakes.of(date).events()) {
			ends.forEach((partition, end) -> events.put(partition,
					this.watermark.count(Topics.CLAIMS_SUBMITTED, partition, begins.getOrDefault(partition, 0L), end)));
		}
		this.dayEnds.keep(date, ends, events);
		if (day.state() == ClearingDayState.OPEN) {
			this.days.advance(date, ClearingDayState.OPEN, ClearingDayState.CUT_OFF, ClearingDays.NIGHT, null);
		}
		long total = sum(events);
		task.finish(total);
		task.conclude(total + " events submitted");
	}

	private static long sum(SortedMap<Integer, Long> events) {
		return events.values().stream().mapToLong(Long::longValue).sum();
	}

}
