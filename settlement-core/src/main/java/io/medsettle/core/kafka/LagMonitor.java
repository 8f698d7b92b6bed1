package io.medsettle.core.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medsettle.core.kafka.TopicEndsReader.TopicEnds;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * {@code settlement.leg.lag}: how long the oldest event waits for the router and for each
 * ledger, {@code settlement.leg.lag.offsets}: how many, and
 * {@code settlement.transaction.open}: how long a sender has held them back. Asked of the
 * broker every few seconds, never by the scrape itself.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class LagMonitor implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

	private static final Duration INTERVAL = Duration.ofSeconds(3);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	private static final double MS_PER_SECOND = 1000.0;

	/** What others write in transactions, and the engine reads. */
	private static final List<String> TOPICS = List.of(Topics.CLAIMS_SUBMITTED, Topics.CLAIMS_ROUTED_TREATMENT,
			Topics.CLAIMS_ROUTED_INSURED, Topics.CLAIMS_DECIDED);

	/** The first waiting events are enough, however large they are. */
	private static final int READ_BYTES_MAX = 16 * 1024;

	private final KafkaClients clients;

	private final Clock clock;

	private final Backlog backlog;

	private @Nullable Thread thread;

	private volatile boolean running;

	LagMonitor(KafkaClients clients, Clock clock, Backlog backlog, MeterRegistry meters) {
		this.clients = clients;
		this.clock = clock;
		this.backlog = backlog;
		for (Stage stage : Stage.values()) {
			TimeGauge
				.builder("settlement.leg.lag", backlog, TimeUnit.MILLISECONDS,
						(last) -> last.of(stage).age().toMillis())
				.description("How long the oldest event that is not taken has been waiting")
				.tag("leg", stage.meterTag())
				.register(meters);
			Gauge.builder("settlement.leg.lag.offsets", backlog, (last) -> last.of(stage).offsets())
				.description("How many offsets are not taken")
				.tag("leg", stage.meterTag())
				.register(meters);
		}
		TimeGauge.builder("settlement.transaction.open", backlog, TimeUnit.SECONDS, this::openSeconds)
			.description("How long the oldest transaction that holds others back has been open")
			.register(meters);
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = Thread.ofVirtual().name("lag-monitor").start(this::measureUntilStopped);
	}

	@Override
	public void stop() {
		this.running = false;
		Thread measuring = this.thread;
		if (measuring != null) {
			measuring.interrupt();
			try {
				measuring.join(STOP_TIMEOUT);
			}
			catch (InterruptedException interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void measureUntilStopped() {
		Map<String, Object> configuration = new HashMap<>(this.clients.readerConfiguration());
		configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, READ_BYTES_MAX);
		try (Admin admin = this.clients.admin();
				Consumer<byte[], byte[]> router = new KafkaConsumer<>(configuration);
				Consumer<byte[], byte[]> treatment = new KafkaConsumer<>(configuration);
				Consumer<byte[], byte[]> insured = new KafkaConsumer<>(configuration)) {
			Map<Stage, LagProbe> probes = new EnumMap<>(
					Map.of(Stage.ROUTER, new LagProbe(Stage.ROUTER, admin, router, this.clock), Stage.TREATMENT,
							new LagProbe(Stage.TREATMENT, admin, treatment, this.clock), Stage.INSURED,
							new LagProbe(Stage.INSURED, admin, insured, this.clock)));
			TopicEndsReader ends = new TopicEndsReader(admin, this.clock);
			OpenTransactions transactions = new OpenTransactions(admin, this.clock);
			lookUntilStopped(ends, transactions, probes);
		}
	}

	/**
	 * Ends without the interruption that stopped it: the readers are closed next, and an
	 * interrupted thread cannot take leave of the broker.
	 */
	private void lookUntilStopped(TopicEndsReader ends, OpenTransactions transactions, Map<Stage, LagProbe> probes) {
		try {
			while (this.running) {
				look(ends, transactions, probes);
				Thread.sleep(INTERVAL);
			}
		}
		catch (InterruptedException | InterruptException stopped) {
			boolean interrupted = Thread.interrupted();
			log.debug("Stopped, interrupted: {}", interrupted);
		}
	}

	private void look(TopicEndsReader reader, OpenTransactions transactions, Map<Stage, LagProbe> probes)
			throws InterruptedException {
		try {
			TopicEnds ends = reader.read(TOPICS);
			this.backlog.setOpenTransactions(transactions.named(ends.standing()));
			probes.forEach((stage, probe) -> measure(stage, probe, ends));
		}
		catch (InterruptException stopped) {
			throw stopped;
		}
		catch (ExecutionException | TimeoutException | KafkaException unanswered) {
			log.warn("The broker did not say how far its topics go: {}", unanswered.toString());
		}
	}

	private void measure(Stage stage, LagProbe probe, TopicEnds ends) {
		try {
			this.backlog.set(stage, probe.measure(ends));
		}
		catch (InterruptedException stopped) {
			throw new InterruptException(stopped);
		}
		catch (InterruptException stopped) {
			throw stopped;
		}
		catch (ExecutionException | TimeoutException | KafkaException unanswered) {
			log.warn("The broker did not say how far the {} is: {}", stage.meterTag(), unanswered.toString());
		}
	}

	private double openSeconds(Backlog last) {
		Instant now = this.clock.instant();
		return last.openTransactions()
			.stream()
			.mapToDouble((transaction) -> Duration.between(transaction.since(), now).toMillis() / MS_PER_SECOND)
			.max()
			.orElse(0);
	}

}
