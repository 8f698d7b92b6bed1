package io.medsettle.api.broker;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * The Kafka settings of the embedded broker: one node that is broker and controller, on
 * loopback, sized for two cores and a small heap.
 */
final class BrokerProperties {

	static final int NODE_ID = 1;

	static final String HOST = "127.0.0.1";

	static final String CONTROLLER_LISTENER = "CONTROLLER";

	/**
	 * Broker and controller share one process, so a session that ends only says that the
	 * machine stood still; all partitions would be without a leader until the next
	 * heartbeat.
	 */
	private static final int SESSION_TIMEOUT_MS = 60_000;

	/**
	 * After a kill the controller refuses the broker until the killed one's session is
	 * over, as long as the new session lasts: the start waits for it.
	 */
	private static final int SESSION_AFTER_KILL_TIMEOUT_MS = 4_000;

	private static final String FIXED = """
			process.roles = broker,controller
			inter.broker.listener.name = PLAINTEXT
			listener.security.protocol.map = PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
			auto.create.topics.enable = false
			log.message.timestamp.type = LogAppendTime
			group.initial.rebalance.delay.ms = 0
			group.coordinator.rebalance.protocols = classic,consumer
			broker.heartbeat.interval.ms = 500
			# A claim has about 500 bytes and a producer's batch at most one mebibyte.
			message.max.bytes = 1048588
			# Ten years: how long the offsets of a group without members are kept. A ledger that was switched off for a
			# year must go on where it stopped, not start over.
			offsets.retention.minutes = 5270400
			# How often transactions are looked for that have been open for too long; Kafka's default is ten seconds on
			# top of what a sender is given.
			transaction.abort.timed.out.transaction.cleanup.interval.ms = 1000
			# How often an idle controller writes to its log; Kafka's default is 500.
			metadata.max.idle.interval.ms = 5000

			default.replication.factor = 1
			min.insync.replicas = 1
			offsets.topic.replication.factor = 1
			transaction.state.log.replication.factor = 1
			transaction.state.log.min.isr = 1
			share.coordinator.state.topic.replication.factor = 1
			share.coordinator.state.topic.min.isr = 1
			num.partitions = 1
			# Of Kafka's own topics; its default of 50 is for large clusters.
			offsets.topic.num.partitions = 4
			transaction.state.log.num.partitions = 4
			share.coordinator.state.topic.num.partitions = 4

			num.network.threads = 2
			num.io.threads = 4
			background.threads = 2
			num.recovery.threads.per.data.dir = 2
			group.coordinator.threads = 1
			share.coordinator.threads = 1
			log.cleaner.threads = 1
			# Only Kafka's own small topics are compacted, so the default of 128 MiB for the cleaner's table would be waste.
			log.cleaner.dedupe.buffer.size = 4194304
			""";

	private BrokerProperties() {
	}

	static Properties of(Path folder, int port, int controllerPort, boolean afterKill, Duration transactionMax) {
		Properties properties = new Properties();
		try {
			properties.load(new StringReader(FIXED));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String address = "PLAINTEXT://" + HOST + ":" + port;
		properties.setProperty("node.id", String.valueOf(NODE_ID));
		properties.setProperty("log.dirs", folder.toString());
		properties.setProperty("listeners", address + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort);
		properties.setProperty("advertised.listeners", address);
		properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
		// The voters are named here and not in the log, so that the controller's port
		// may be another one at each start.
		properties.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
		properties.setProperty("broker.session.timeout.ms",
				String.valueOf(afterKill ? SESSION_AFTER_KILL_TIMEOUT_MS : SESSION_TIMEOUT_MS));
		properties.setProperty("transaction.max.timeout.ms", String.valueOf(transactionMax.toMillis()));
		return properties;
	}

}
