package io.medsettle.api.broker;

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

	private static final String BROKER_LISTENER = "PLAINTEXT";

	/** A claim has about 500 bytes and a producer's batch at most one mebibyte. */
	private static final int MESSAGE_BYTES_MAX = 1_048_588;

	/** Partitions of Kafka's own topics; its default of 50 is for large clusters. */
	private static final int INTERNAL_PARTITIONS = 4;

	/**
	 * How long the offsets of a group without members are kept. A ledger that was
	 * switched off for a year must go on where it stopped, not start over.
	 */
	private static final int OFFSETS_RETENTION_MINUTES = 10 * 366 * 24 * 60;

	/**
	 * Only Kafka's own small topics are compacted, so the default of 128 MiB for the
	 * cleaner's table would be waste.
	 */
	private static final int CLEANER_BUFFER_BYTES = 4 * 1024 * 1024;

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

	private static final int HEARTBEAT_INTERVAL_MS = 500;

	/**
	 * How often transactions are looked for that have been open for too long; Kafka's
	 * default is ten seconds on top of what a sender is given.
	 */
	private static final int TIMED_OUT_LOOK_INTERVAL_MS = 1_000;

	/** How often an idle controller writes to its log; Kafka's default is 500. */
	private static final int CONTROLLER_IDLE_WRITE_MS = 5_000;

	private BrokerProperties() {
	}

	static Properties of(Path folder, int port, int controllerPort, boolean afterKill, Duration transactionMax) {
		Properties properties = new Properties();
		node(properties, folder, port, controllerPort);
		singleNode(properties);
		properties.setProperty("broker.session.timeout.ms",
				String.valueOf(afterKill ? SESSION_AFTER_KILL_TIMEOUT_MS : SESSION_TIMEOUT_MS));
		size(properties);
		properties.setProperty("auto.create.topics.enable", "false");
		properties.setProperty("log.message.timestamp.type", "LogAppendTime");
		properties.setProperty("transaction.max.timeout.ms", String.valueOf(transactionMax.toMillis()));
		properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms",
				String.valueOf(TIMED_OUT_LOOK_INTERVAL_MS));
		properties.setProperty("message.max.bytes", String.valueOf(MESSAGE_BYTES_MAX));
		properties.setProperty("offsets.retention.minutes", String.valueOf(OFFSETS_RETENTION_MINUTES));
		properties.setProperty("group.initial.rebalance.delay.ms", "0");
		properties.setProperty("group.coordinator.rebalance.protocols", "classic,consumer");
		return properties;
	}

	private static void node(Properties properties, Path folder, int port, int controllerPort) {
		properties.setProperty("process.roles", "broker,controller");
		properties.setProperty("node.id", String.valueOf(NODE_ID));
		properties.setProperty("log.dirs", folder.toString());
		properties.setProperty("listeners", BROKER_LISTENER + "://" + HOST + ":" + port + "," + CONTROLLER_LISTENER
				+ "://" + HOST + ":" + controllerPort);
		properties.setProperty("advertised.listeners", BROKER_LISTENER + "://" + HOST + ":" + port);
		properties.setProperty("inter.broker.listener.name", BROKER_LISTENER);
		properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
		properties.setProperty("listener.security.protocol.map",
				BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
		// The voters are named here and not in the log, so that the controller's port
		// may be another one at each start.
		properties.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
	}

	private static void singleNode(Properties properties) {
		properties.setProperty("broker.heartbeat.interval.ms", String.valueOf(HEARTBEAT_INTERVAL_MS));
		properties.setProperty("metadata.max.idle.interval.ms", String.valueOf(CONTROLLER_IDLE_WRITE_MS));
		for (String factor : new String[] { "default.replication.factor", "min.insync.replicas",
				"offsets.topic.replication.factor", "transaction.state.log.replication.factor",
				"transaction.state.log.min.isr", "share.coordinator.state.topic.replication.factor",
				"share.coordinator.state.topic.min.isr" }) {
			properties.setProperty(factor, "1");
		}
		properties.setProperty("num.partitions", "1");
		for (String partitions : new String[] { "offsets.topic.num.partitions", "transaction.state.log.num.partitions",
				"share.coordinator.state.topic.num.partitions" }) {
			properties.setProperty(partitions, String.valueOf(INTERNAL_PARTITIONS));
		}
	}

	private static void size(Properties properties) {
		properties.setProperty("num.network.threads", "2");
		properties.setProperty("num.io.threads", "4");
		properties.setProperty("background.threads", "2");
		properties.setProperty("num.recovery.threads.per.data.dir", "2");
		properties.setProperty("group.coordinator.threads", "1");
		properties.setProperty("share.coordinator.threads", "1");
		properties.setProperty("log.cleaner.threads", "1");
		properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BUFFER_BYTES));
	}

}
