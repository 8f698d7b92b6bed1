package io.medsettle.api.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The folder that the embedded broker keeps its log in.
 */
final class BrokerLog {

	/** Written last when a folder is formatted, so its presence means "formatted". */
	private static final String FORMATTED = "meta.properties";

	/** Written by a broker that stops in order, and taken away by the next start. */
	private static final String CLOSED = ".kafka_cleanshutdown";

	/** May be left behind when the process dies while it formats the folder. */
	private static final List<String> FORMATTING_RESIDUE = List.of("bootstrap.checkpoint", "bootstrap.checkpoint.tmp",
			"meta.properties.tmp", "lost+found");

	private BrokerLog() {
	}

	/**
	 * Makes the folder ready for a broker to start on. An empty or missing folder is
	 * formatted once; a formatted one stays as it is.
	 * @throws BrokerStartException if the folder has content that is no broker's log, or
	 * cannot be written
	 */
	static void prepare(Path folder, int nodeId, String controllerListener) {
		try {
			Files.createDirectories(folder);
			if (Files.exists(folder.resolve(FORMATTED))) {
				return;
			}
			requireEmpty(folder);
			format(folder, nodeId, controllerListener);
		}
		catch (BrokerStartException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new BrokerStartException("The broker's folder " + folder + " cannot be prepared: " + ex, ex);
		}
	}

	/**
	 * A lost {@value #FORMATTED} over existing data must not start a new, empty cluster
	 * silently.
	 */
	private static void requireEmpty(Path folder) throws IOException {
		try (Stream<Path> content = Files.list(folder)) {
			content.map((path) -> path.getFileName().toString())
				.filter((name) -> !FORMATTING_RESIDUE.contains(name))
				.findFirst()
				.ifPresent((name) -> {
					throw new BrokerStartException("The broker's folder " + folder + " holds " + name + " but no "
							+ FORMATTED + ": it is not a complete broker log; restore it or empty the folder", null);
				});
		}
	}

	/**
	 * Whether the broker that used the folder last was stopped in order, or there was
	 * none.
	 */
	static boolean wasClosed(Path folder) {
		return !Files.exists(folder.resolve(FORMATTED)) || Files.exists(folder.resolve(CLOSED));
	}

	private static void format(Path folder, int nodeId, String controllerListener) throws Exception {
		Formatter formatter = new Formatter();
		formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
		formatter.setClusterId(Uuid.randomUuid().toString());
		formatter.setNodeId(nodeId);
		formatter.setControllerListenerName(controllerListener);
		formatter.setMetadataLogDirectory(folder.toString());
		formatter.addDirectory(folder.toString());
		formatter.setIgnoreFormatted(false);
		formatter.run();
	}

}
