package io.medsettle.testing;

import org.testcontainers.DockerClientFactory;

/**
 * Tells where the servers of tests come from. The system property
 * {@value #SERVERS_PROPERTY} decides it with {@code containers} or {@code embedded};
 * unset, they come from containers if an engine for them answers.
 */
public final class ContainerEngine {

	private static final String SERVERS_PROPERTY = "medsettle.test.servers";

	private ContainerEngine() {
	}

	/** Whether servers are to come from containers. */
	public static boolean answers() {
		String servers = System.getProperty(SERVERS_PROPERTY, "");
		return switch (servers) {
			case "containers" -> true;
			case "embedded" -> false;
			case "" -> DockerClientFactory.instance().isDockerAvailable();
			default -> throw new IllegalArgumentException(
					SERVERS_PROPERTY + " is \"" + servers + "\": it must be containers or embedded");
		};
	}

}
