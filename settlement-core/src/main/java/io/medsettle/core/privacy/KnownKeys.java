package io.medsettle.core.privacy;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ids of the keys that the database is encrypted by, and from when on each is used. A
 * key file that is not of this database is found before anything is written by it.
 */
final class KnownKeys {

	private static final String SELECT = "select key_id, used_from_ms from privacy_key";

	private static final String INSERT = """
			insert into privacy_key (key_id, used_from_ms) values (:id, :usedFromMs) on conflict do nothing""";

	private final JdbcClient jdbc;

	private final Clock clock;

	KnownKeys(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The same as {@link #read}, of a file that is made where the database has been
	 * encrypted by no key yet.
	 */
	PrivacyKeys readOrMake(PrivacyKeyFile file) {
		if (!file.exists() && known().isEmpty()) {
			file.make();
		}
		return read(file);
	}

	/**
	 * The keys of the file, which are known from now on.
	 * @throws PrivacyKeyException if it lacks a key that the database is encrypted by, or
	 * changes which key is used for visits that there may be already
	 */
	PrivacyKeys read(PrivacyKeyFile file) {
		Map<String, Long> known = known();
		if (!file.exists()) {
			throw new PrivacyKeyException(
					file + " is missing: " + (known.isEmpty() ? "make it, with one line of 64 random hexadecimal digits"
							: "put it back, since the database is encrypted by its keys"));
		}
		PrivacyKeys keys = file.read();
		known.forEach((id, usedFromMs) -> requireUsed(file, keys.find(id), id, usedFromMs));
		for (PrivacyKey key : keys.all()) {
			if (!known.isEmpty() && !known.containsKey(key.id()) && key.usedFromMs() <= this.clock.millis()) {
				throw new PrivacyKeyException(
						file + " has a key that the database does not know and that is used already:"
								+ " a new key needs a date to come, before which every process is started with it");
			}
		}
		keys.all()
			.forEach((
					key) -> this.jdbc.sql(INSERT).param("id", key.id()).param("usedFromMs", key.usedFromMs()).update());
		return keys;
	}

	private Map<String, Long> known() {
		return this.jdbc.sql(SELECT)
			.query((row, number) -> Map.entry(row.getString("key_id"), row.getLong("used_from_ms")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static void requireUsed(PrivacyKeyFile file, @Nullable PrivacyKey key, String id, long usedFromMs) {
		if (key == null) {
			throw new PrivacyKeyException(
					file + " does not have the key " + id + " that the database is encrypted by: name the right file");
		}
		if (key.usedFromMs() != usedFromMs) {
			throw new PrivacyKeyException(file + " uses the key " + id + " from another date on: put the date back");
		}
	}

}
