package io.medsettle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server, one for all tests of a JVM. It ends with the JVM, so nothing it
 * holds is worth the wait for its disk.
 */
public final class PostgresServer {

	/** The version of the binaries, and that of the compose file. */
	private static final String IMAGE = "postgres:18.6";

	/** The superuser and its password. */
	private static final String SUPERUSER = "postgres";

	/** Each engine takes up to 16, and several run at once. */
	private static final String CONNECTIONS_MAX = "300";

	private static @Nullable PostgresServer shared;

	private final String address;

	private PostgresServer(String address) {
		this.address = address;
	}

	/** Starts the server, unless it runs already. */
	public static synchronized PostgresServer shared() {
		if (shared == null) {
			shared = new PostgresServer(ContainerEngine.answers() ? startContainer() : startEmbedded());
		}
		return shared;
	}

	/** Such as {@code 127.0.0.1:5432}. */
	public String address() {
		return this.address;
	}

	/** Such as 5432. */
	public int port() {
		return Integer.parseInt(this.address.substring(this.address.lastIndexOf(':') + 1));
	}

	/**
	 * What opens a database of this server for its superuser.
	 * @return a JDBC address that holds the credentials
	 */
	public String url(String database) {
		return "jdbc:postgresql://" + this.address + "/" + database + "?user=" + SUPERUSER + "&password=" + SUPERUSER;
	}

	/** Runs one statement as the superuser. */
	public void execute(String sql) {
		try (Connection connection = DriverManager.getConnection(url("postgres"));
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String startContainer() {
		PostgreSQLContainer container = new PostgreSQLContainer(IMAGE).withUsername(SUPERUSER)
			.withPassword(SUPERUSER)
			.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + CONNECTIONS_MAX);
		container.start();
		return container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
	}

	private static String startEmbedded() {
		try {
			return "127.0.0.1:" + EmbeddedPostgres.builder()
				.setServerConfig("fsync", "off")
				.setServerConfig("max_connections", CONNECTIONS_MAX)
				.start()
				.getPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
