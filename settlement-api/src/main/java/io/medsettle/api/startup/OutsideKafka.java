package io.medsettle.api.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka cluster of a production process. Asked with a bare connection before anything
 * else is started, because a Kafka client tells a missing cluster only by warnings that
 * never end.
 */
record OutsideKafka(List<String> bootstrapServers) {

	static final String SETTING = "spring.kafka.bootstrap-servers";

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * Returns when one of the servers takes a connection.
	 * @throws CannotStartException if none does
	 */
	void requireReachable() {
		List<String> refusals = new ArrayList<>();
		for (String server : this.bootstrapServers) {
			String refusal = connect(server.strip());
			if (refusal == null) {
				return;
			}
			refusals.add(server.strip() + " " + refusal);
		}
		throw new CannotStartException("Kafka (" + SETTING + ") cannot be reached: " + String.join(", ", refusals));
	}

	private static @Nullable String connect(String server) {
		String host = Utils.getHost(server);
		Integer port = Utils.getPort(server);
		if (host == null || port == null) {
			return "is not host:port";
		}
		InetSocketAddress address = new InetSocketAddress(host, port);
		if (address.isUnresolved()) {
			return "is an unknown host";
		}
		try (Socket socket = new Socket()) {
			socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
			return null;
		}
		catch (IOException ex) {
			return "says: " + ex.getMessage();
		}
	}

}
