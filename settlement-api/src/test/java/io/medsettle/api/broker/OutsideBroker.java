package io.medsettle.api.broker;

import java.nio.file.Path;

import io.medsettle.api.testing.Engine;
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

	/**
	 * Starts a broker without any topics.
	 * @param folder the folder of its log, unless that stays in a container
	 */
	public OutsideBroker(Path folder) {
		if (ContainerEngine.answers()) {
			KafkaContainer container = new KafkaContainer(IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
			container.start();
			this.address = container.getBootstrapServers();
			this.stop = container::stop;
		}
		else {
			EmbeddedBroker broker = EmbeddedBroker.start(folder, Engine.freePort(), 0, BrokerFaultListener.LOG_ONLY);
			this.address = broker.getBootstrapServers().getFirst();
			this.stop = broker::close;
		}
	}

	/** Such as {@code 127.0.0.1:9092}. */
	public String address() {
		return this.address;
	}

	@Override
	public void close() {
		this.stop.run();
	}

}
