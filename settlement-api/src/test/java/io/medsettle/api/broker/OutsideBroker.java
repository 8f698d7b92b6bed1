package io.medsettle.api.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.api.testing.Engine;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.testing.ContainerEngine;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A Kafka broker that belongs to no engine, as a production engine finds it: from a
 * container where an engine for them answers, else the embedded one, left to itself.
 */
public final class OutsideBroker implements AutoCloseable {

	/** The version of our clients. */
	private static final String IMAGE = "apache/kafka:" + AppInfoParser.getVersion();

	private final String address;

	private final Runnable stop;

	private final Runnable standStill;

	private final Runnable goOn;

	/**
	 * Starts a broker without any topics.
	 * @param folder the folder of its log, unless that stays in a container
	 */
	public OutsideBroker(Path folder) {
		this(folder, Duration.ofMinutes(1));
	}

	/**
	 * Starts a broker without any topics.
	 * @param folder the folder of its log, unless that stays in a container
	 * @param transactionMax for how long it lets a sender leave a transaction open
	 */
	public OutsideBroker(Path folder, Duration transactionMax) {
		if (ContainerEngine.answers()) {
			KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
				.withEnv("KAFKA_TRANSACTION_MAX_TIMEOUT_MS", Long.toString(transactionMax.toMillis()));
			container.start();
			this.address = container.getBootstrapServers();
			this.stop = container::stop;
			String id = container.getContainerId();
			this.standStill = () -> container.getDockerClient().pauseContainerCmd(id).exec();
			this.goOn = () -> container.getDockerClient().unpauseContainerCmd(id).exec();
		}
		else {
			SettlementSettings.Broker settings = new SettlementSettings.Broker(true, Engine.freePort(), 0,
					transactionMax);
			AtomicReference<EmbeddedBroker> broker = new AtomicReference<>();
			this.standStill = () -> broker.get().close();
			this.goOn = () -> broker.set(EmbeddedBroker.start(folder, settings, BrokerFaultListener.LOG_ONLY));
			this.stop = this.standStill;
			this.goOn.run();
			this.address = broker.get().getBootstrapServers().getFirst();
		}
	}

	/** Such as {@code 127.0.0.1:9092}. */
	public String address() {
		return this.address;
	}

	/** Answers nobody any more. */
	public void standStill() {
		this.standStill.run();
	}

	/** Goes on after it stood still, under the same address. */
	public void goOn() {
		this.goOn.run();
	}

	@Override
	public void close() {
		this.stop.run();
	}

}
