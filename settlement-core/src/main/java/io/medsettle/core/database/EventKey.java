package io.medsettle.core.database;

import java.security.SecureRandom;
import java.util.HexFormat;

import io.medsettle.core.privacy.SecretCipher;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key by which the processes of a region know each other's events. The first one
 * makes it; a backup of the database has it.
 */
@Component
public class EventKey {

	private static final int LENGTH_BYTES = 32;

	private static final String INSERT = "insert into event_key (id, sealed_key) values (1, :key) on conflict do nothing";

	private static final String SELECT = "select sealed_key from event_key where id = 1";

	private static final String PLACE = "event_key";

	private final JdbcClient jdbc;

	private final SecretCipher cipher;

	EventKey(JdbcClient jdbc, SecretCipher cipher) {
		this.jdbc = jdbc;
		this.cipher = cipher;
	}

	/**
	 * The key: 32 bytes.
	 */
	public byte[] get() {
		String sealed = this.jdbc.sql(SELECT).query(String.class).optional().orElseGet(this::make);
		return HexFormat.of().parseHex(this.cipher.open(PLACE, sealed));
	}

	private String make() {
		byte[] key = new byte[LENGTH_BYTES];
		new SecureRandom().nextBytes(key);
		this.jdbc.sql(INSERT).param("key", this.cipher.seal(PLACE, HexFormat.of().formatHex(key))).update();
		// Another process may have made one at the same moment.
		return this.jdbc.sql(SELECT).query(String.class).single();
	}

}
