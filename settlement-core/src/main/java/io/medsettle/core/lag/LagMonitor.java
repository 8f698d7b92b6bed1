package io.medsettle.core.lag;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.topic.KafkaClients;
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
 * ledger, and {@code settlement.leg.lag.offsets}: how many. Asked of the broker every few
 * seconds, never by the scrape itself.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class LagMonitor implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

	private static final Duration INTERVAL = Duration.ofSeconds(3);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

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
			while (this.running) {
				probes.forEach(this::measure);
				Thread.sleep(INTERVAL);
			}
		}
		catch (InterruptedException | InterruptException stopped) {
			Thread.currentThread().interrupt();
		}
	}

	private void measure(Stage stage, LagProbe probe) {
		try {
			this.backlog.set(stage, probe.measure());
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

}
