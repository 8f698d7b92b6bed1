package io.medsettle.testing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The databases the engine must run on, each with as many empty ones as tests want.
 */
public enum Database {

	/** In memory, or for an engine with a data folder its own default: on disk there. */
	H2 {

		@Override
		public String create() {
			return "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;"
					+ "DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY;DB_CLOSE_DELAY=-1";
		}

		@Override
		public Map<String, String> settings(Path dataDir) {
			return Map.of();
		}

		@Override
		public void copy(Path fromDataDir, Path toDataDir) {
			// Lies in the folder itself.
		}

	},

	/** The real one, sorting text as a person would, which is not how bytes sort. */
	POSTGRESQL {

		@Override
		public String create() {
			return PostgresServer.shared().url(createFrom(EMPTY));
		}

		@Override
		public Map<String, String> settings(Path dataDir) {
			String name = NAMES.computeIfAbsent(dataDir, (folder) -> createFrom(EMPTY));
			return Map.of("spring.datasource.url", PostgresServer.shared().url(name));
		}

		@Override
		public void copy(Path fromDataDir, Path toDataDir) {
			NAMES.put(toDataDir, createFrom(Objects.requireNonNull(NAMES.get(fromDataDir))));
		}

		private static String createFrom(String template) {
			String name = "medsettle_" + UUID.randomUUID().toString().replace('-', '_');
			PostgresServer.shared().execute("create database " + name + " template " + template);
			return name;
		}

	};

	private static final String EMPTY = "template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'";

	/** The PostgreSQL databases of data folders. */
	private static final Map<Path, String> NAMES = new ConcurrentHashMap<>();

	/**
	 * The database of tests that name none: {@code h2}, or what the system property
	 * {@code medsettle.test.database} says.
	 */
	public static Database chosen() {
		return valueOf(System.getProperty("medsettle.test.database", "h2").toUpperCase(Locale.ROOT));
	}

	/**
	 * Makes an empty database.
	 * @return its JDBC address
	 */
	public abstract String create();

	/**
	 * What an engine must be told to use a database of this kind. An engine that starts
	 * again on its data folder finds the database that it had.
	 * @return settings, named as in application.yaml
	 */
	public abstract Map<String, String> settings(Path dataDir);

	/**
	 * Copies the database of one data folder for another, along with which it is to be
	 * used. No engine may run on it.
	 */
	public abstract void copy(Path fromDataDir, Path toDataDir);

}
