package io.medsettle.batch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * The databases the night must run on, each with as many empty ones as tests want.
 */
public enum Database {

	/** In memory, as the embedded default has it on disk. */
	H2 {

		@Override
		public String create() {
			return "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;"
					+ "DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY;DB_CLOSE_DELAY=-1";
		}

	},

	/** The real one, sorting text as a person would, which is not how bytes sort. */
	POSTGRESQL {

		@Override
		public String create() {
			EmbeddedPostgres server = server();
			String name = "night_" + UUID.randomUUID().toString().replace('-', '_');
			try (Connection connection = server.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create database " + name
						+ " template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'");
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			return server.getJdbcUrl("postgres", name);
		}

	};

	private static @Nullable EmbeddedPostgres server;

	/**
	 * Makes an empty database.
	 * @return its JDBC address
	 */
	public abstract String create();

	private static synchronized EmbeddedPostgres server() {
		if (server == null) {
			try {
				server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return server;
	}

}
