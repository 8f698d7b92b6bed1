package io.medsettle.api.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.core.settings.SettlementSettings;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.core.NestedExceptionUtils;

/**
 * The running broker. Everything appended to it survives both an orderly stop and a kill
 * of the process.
 */
public final class EmbeddedBroker implements KafkaConnectionDetails, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedBroker.class);

	private enum State {

		STARTING, RUNNING, STOPPING

	}

	private final int port;

	private final KafkaRaftServer server;

	private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

	private EmbeddedBroker(int port, Properties properties, BrokerFaultListener faultListener) {
		this.port = port;
		// Kafka ends the whole process on a fatal fault; here that is for the listener
		// to decide. While the broker starts or stops, the fault is also thrown.
		Exit.Procedure onFault = (status, message) -> {
			if (this.state.get() == State.RUNNING) {
				faultListener.brokerFailed("The embedded broker failed (status " + status
						+ ((message != null) ? ", " + message : "") + "); its last error is above");
			}
		};
		Exit.setExitProcedure(onFault);
		Exit.setHaltProcedure(onFault);
		this.server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
	}

	/**
	 * Starts a broker and returns once it serves clients.
	 * @param folder the folder of its log, formatted when it is empty
	 * @param settings its ports, and how long it lets transactions be open
	 * @param faultListener told of a fault that ends the broker after its start
	 * @throws BrokerStartException if it cannot start
	 */
	static EmbeddedBroker start(Path folder, SettlementSettings.Broker settings, BrokerFaultListener faultListener) {
		int port = settings.port();
		long startNanos = System.nanoTime();
		UnmapWarning.silence();
		boolean afterKill = !BrokerLog.wasClosed(folder);
		BrokerLog.prepare(folder, BrokerProperties.NODE_ID, BrokerProperties.CONTROLLER_LISTENER);
		EmbeddedBroker broker;
		try {
			Properties properties = BrokerProperties.of(folder, port,
					(settings.controllerPort() != 0) ? settings.controllerPort() : freePort(), afterKill,
					settings.transactionMaxTimeout());
			broker = new EmbeddedBroker(port, properties, faultListener);
			broker.startServer();
		}
		catch (RuntimeException | Error ex) {
			throw new BrokerStartException("The embedded broker could not start on " + BrokerProperties.HOST + ":"
					+ port + " with its log in " + folder + ": " + rootCause(ex), ex);
		}
		logger.info("Broker ready at {}:{}, log in {} ({} ms)", BrokerProperties.HOST, port, folder,
				millisecondsSince(startNanos));
		return broker;
	}

	private void startServer() {
		try {
			this.server.startup();
			this.state.set(State.RUNNING);
		}
		catch (RuntimeException | Error ex) {
			close();
			throw ex;
		}
	}

	@Override
	public List<String> getBootstrapServers() {
		return List.of(BrokerProperties.HOST + ":" + this.port);
	}

	/**
	 * Stops the broker in order, so that its next start has nothing to recover.
	 */
	@Override
	public void close() {
		State before = this.state.getAndSet(State.STOPPING);
		if (before == State.STOPPING) {
			return;
		}
		long startNanos = System.nanoTime();
		this.server.shutdown();
		this.server.awaitShutdown();
		if (before == State.RUNNING) {
			logger.info("Broker stopped ({} ms)", millisecondsSince(startNanos));
		}
	}

	private static long millisecondsSince(long startNanos) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
	}

	@SuppressWarnings("AddressSelection") // A literal address: nothing is looked up.
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(BrokerProperties.HOST))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("no free port on loopback for the controller", ex);
		}
	}

	private static String rootCause(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
	}

}
