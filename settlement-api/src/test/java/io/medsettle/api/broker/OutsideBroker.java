package io.medsettle.api.broker;

import java.nio.file.Path;

import io.medsettle.api.testing.Engine;

/**
 * A Kafka broker that belongs to no engine, as a production engine finds it.
 */
public final class OutsideBroker implements AutoCloseable {

	private final EmbeddedBroker broker;

	/**
	 * Starts a broker without any topics.
	 * @param folder the folder of its log
	 */
	public OutsideBroker(Path folder) {
		this.broker = EmbeddedBroker.start(folder, Engine.freePort(), 0, BrokerFaultListener.LOG_ONLY);
	}

	/** Such as {@code 127.0.0.1:9092}. */
	public String address() {
		return this.broker.getBootstrapServers().getFirst();
	}

	@Override
	public void close() {
		this.broker.close();
	}

}
