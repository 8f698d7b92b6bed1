package io.medsettle.core.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.kafka.TopicEndsReader.TopicEnds;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How far the router and the ledgers of the whole region are behind, as the broker said
 * last. Until it has said something, nobody is behind.
 * <p>
 * {@code settlement.leg.lag}: how long the oldest event waits for the router and for each
 * ledger, {@code settlement.leg.lag.offsets}: how many,
 * {@code settlement.leg.standstill}: for how long it has not moved, and
 * {@code settlement.transaction.open}: how long a sender has held them back. Asked of the
 * broker every few seconds, never by the scrape itself.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
public class Backlog implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Backlog.class);

	/** What others write in transactions, and the engine reads. */
	private static final List<String> TOPICS = List.of(Topics.CLAIMS_SUBMITTED, Topics.CLAIMS_ROUTED_TREATMENT,
			Topics.CLAIMS_ROUTED_INSURED, Topics.CLAIMS_DECIDED);

	/** The first waiting events are enough, however large they are. */
	private static final int READ_BYTES_MAX = 16 * 1024;

	/** A batch takes less than this. */
	private static final Duration STANDSTILL_MIN = Duration.ofSeconds(10);

	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(5);

	private final KafkaClients clients;

	private final Clock clock;

	private final Map<Stage, Lag> lags = new ConcurrentHashMap<>();

	private final Map<Stage, Standstill> standstills = new ConcurrentHashMap<>();

	private volatile Lag worst = Lag.NONE;

	private volatile List<OpenTransaction> openTransactions = List.of();

	private @Nullable Questions questions;

	Backlog(KafkaClients clients, Clock clock, MeterRegistry meters) {
		this.clients = clients;
		this.clock = clock;
		for (Stage stage : Stage.ALL) {
			TimeGauge
				.builder("settlement.leg.lag", this, TimeUnit.MILLISECONDS, (last) -> last.of(stage).age().toMillis())
				.description("How long the oldest event that is not taken has been waiting")
				.tag("leg", stage.meterTag())
				.register(meters);
			Gauge.builder("settlement.leg.lag.offsets", this, (last) -> last.of(stage).offsets())
				.description("How many offsets are not taken")
				.tag("leg", stage.meterTag())
				.register(meters);
			TimeGauge
				.builder("settlement.leg.standstill", this, TimeUnit.MILLISECONDS,
						(last) -> last.standing(stage).toMillis())
				.description("For how long nothing was taken though something waits")
				.tag("leg", stage.meterTag())
				.register(meters);
		}
		TimeGauge.builder("settlement.transaction.open", this, TimeUnit.MILLISECONDS, Backlog::openMs)
			.description("How long the oldest transaction that holds others back has been open")
			.register(meters);
	}

	/**
	 * The longest wait and the most offsets that any of them has. Costs nothing: may be
	 * asked for each claim.
	 */
	public Lag worst() {
		return this.worst;
	}

	/**
	 * How long the oldest event has been waiting for each of them, by the name of the
	 * stage.
	 */
	public Map<String, Duration> ages() {
		Map<String, Duration> found = new TreeMap<>();
		Stage.ALL.forEach((stage) -> found.put(stage.meterTag(), of(stage).age()));
		return found;
	}

	/**
	 * The transactions that senders have left open, and that hold others back.
	 */
	public List<OpenTransaction> openTransactions() {
		return this.openTransactions;
	}

	/**
	 * Who takes nothing though something waits that could be taken: for how long, by the
	 * name of the stage.
	 */
	public Map<String, Duration> standstills() {
		Map<String, Duration> found = new TreeMap<>();
		Stage.ALL.forEach((stage) -> {
			Duration standing = standing(stage);
			if (standing.compareTo(STANDSTILL_MIN) >= 0) {
				found.put(stage.meterTag(), standing);
			}
		});
		return found;
	}

	private Duration standing(Stage stage) {
		Standstill standstill = this.standstills.get(stage);
		return (standstill == null || standstill.place().isEmpty()) ? Duration.ZERO
				: Duration.between(standstill.since(), this.clock.instant());
	}

	@Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
	synchronized void look() {
		try {
			Questions questions = (this.questions != null) ? this.questions : Questions.open(this.clients, this.clock);
			this.questions = questions;
			TopicEnds ends = questions.ends().read(TOPICS);
			this.openTransactions = questions.transactions().named(ends.standing());
			questions.probes().forEach((probe) -> measure(probe, ends));
		}
		catch (KafkaException unanswered) {
			log.warn(KafkaAway.markerOf(unanswered), "The broker did not say how far its topics go: {}",
					unanswered.toString());
		}
	}

	private void measure(LagProbe probe, TopicEnds ends) {
		try {
			LagProbe.Measurement found = probe.measure(ends);
			this.lags.put(probe.stage(), found.lag());
			this.standstills.merge(probe.stage(), new Standstill(found.waitingAt(), this.clock.instant()),
					(before, now) -> before.place().equals(now.place()) ? before : now);
			this.worst = this.lags.values().stream().reduce(Lag.NONE, Lag::worse);
		}
		catch (KafkaException unanswered) {
			log.warn(KafkaAway.markerOf(unanswered), "The broker did not say how far the {} is: {}",
					probe.stage().meterTag(), unanswered.toString());
		}
	}

	/**
	 * Takes leave of the broker, after the last look.
	 */
	@Override
	public synchronized void destroy() {
		if (this.questions != null) {
			this.questions.close();
		}
	}

	private Lag of(Stage stage) {
		return this.lags.getOrDefault(stage, Lag.NONE);
	}

	private double openMs() {
		Instant now = this.clock.instant();
		return this.openTransactions.stream()
			.mapToDouble((transaction) -> Duration.between(transaction.since(), now).toMillis())
			.max()
			.orElse(0);
	}

	/**
	 * The clients that ask, and what they ask.
	 */
	private record Questions(Admin admin, TopicEndsReader ends, OpenTransactions transactions, List<LagProbe> probes) {

		static Questions open(KafkaClients clients, Clock clock) {
			Map<String, Object> configuration = clients.readerConfiguration();
			configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, READ_BYTES_MAX);
			configuration.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_TIME_MAX.toMillis());
			configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_TIME_MAX.toMillis());
			Admin admin = clients.admin(ANSWER_TIME_MAX);
			List<LagProbe> probes = Stage.ALL.stream()
				.map((stage) -> new LagProbe(stage, admin, new BoundedConsumer(configuration), clock))
				.toList();
			return new Questions(admin, new TopicEndsReader(admin, clock), new OpenTransactions(admin, clock), probes);
		}

		void close() {
			this.probes.forEach(LagProbe::close);
			this.admin.close();
		}

	}

	/**
	 * Where a stage has stood since when.
	 */
	private record Standstill(Map<TopicPartition, Long> place, Instant since) {
	}

}
