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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code settlement.leg.lag}: how long the oldest event waits for the router and for each
 * ledger, {@code settlement.leg.lag.offsets}: how many, and
 * {@code settlement.transaction.open}: how long a sender has held them back. Asked of the
 * broker every few seconds, never by the scrape itself.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class LagMonitor implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

	private static final double MS_PER_SECOND = 1000.0;

	/** What others write in transactions, and the engine reads. */
	private static final List<String> TOPICS = List.of(Topics.CLAIMS_SUBMITTED, Topics.CLAIMS_ROUTED_TREATMENT,
			Topics.CLAIMS_ROUTED_INSURED, Topics.CLAIMS_DECIDED);

	/** The first waiting events are enough, however large they are. */
	private static final int READ_BYTES_MAX = 16 * 1024;

	private final KafkaClients clients;

	private final Clock clock;

	private final Backlog backlog;

	private @Nullable Questions questions;

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

	@Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
	synchronized void look() throws InterruptedException {
		try {
			Questions questions = questions();
			TopicEnds ends = questions.ends().read(TOPICS);
			this.backlog.setOpenTransactions(questions.transactions().named(ends.standing()));
			for (Map.Entry<Stage, LagProbe> probe : questions.probes().entrySet()) {
				measure(probe.getKey(), probe.getValue(), ends);
			}
		}
		catch (ExecutionException | TimeoutException | KafkaException unanswered) {
			log.warn("The broker did not say how far its topics go: {}", unanswered.toString());
		}
	}

	private void measure(Stage stage, LagProbe probe, TopicEnds ends) throws InterruptedException {
		try {
			this.backlog.set(stage, probe.measure(ends));
		}
		catch (ExecutionException | TimeoutException | KafkaException unanswered) {
			log.warn("The broker did not say how far the {} is: {}", stage.meterTag(), unanswered.toString());
		}
	}

	private Questions questions() {
		if (this.questions == null) {
			this.questions = Questions.open(this.clients, this.clock);
		}
		return this.questions;
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

	private double openSeconds(Backlog last) {
		Instant now = this.clock.instant();
		return last.openTransactions()
			.stream()
			.mapToDouble((transaction) -> Duration.between(transaction.since(), now).toMillis() / MS_PER_SECOND)
			.max()
			.orElse(0);
	}

	/**
	 * The clients that ask, and what they ask.
	 */
	private record Questions(Admin admin, TopicEndsReader ends, OpenTransactions transactions,
			Map<Stage, LagProbe> probes) {

		static Questions open(KafkaClients clients, Clock clock) {
			Map<String, Object> configuration = new HashMap<>(clients.readerConfiguration());
			configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, READ_BYTES_MAX);
			Admin admin = clients.admin();
			Map<Stage, LagProbe> probes = new EnumMap<>(Stage.class);
			for (Stage stage : Stage.values()) {
				probes.put(stage, new LagProbe(stage, admin, new KafkaConsumer<>(configuration), clock));
			}
			return new Questions(admin, new TopicEndsReader(admin, clock), new OpenTransactions(admin, clock), probes);
		}

		void close() {
			this.probes.values().forEach(LagProbe::close);
			this.admin.close();
		}

	}

}
