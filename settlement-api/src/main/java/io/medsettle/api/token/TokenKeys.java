package io.medsettle.api.token;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.medsettle.core.privacy.SecretCipher;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The keys that tokens are signed with, shared by all processes over the database. The
 * first process makes one. A new key is published before it signs, so that every process
 * knows it by then, and the old one is accepted until the last token it signed has
 * expired: nobody is logged out.
 * <p>
 * A token that names a key nobody has costs no look-up: the keys are read once a while,
 * whatever is asked for.
 */
@Component
public class TokenKeys implements JWKSource<SecurityContext> {

	/** How old what a process knows of the keys may be. */
	static final Duration KNOWN_FOR = Duration.ofSeconds(20);

	/** From when a new key is known until it signs. */
	static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(2);

	private static final int KEY_BITS = 2048;

	private static final String SELECT = """
			select number, sealed_jwk, signs_from_ms, accepted_until_ms from token_key
			where accepted_until_ms is null or accepted_until_ms > ?
			order by number""";

	private static final String INSERT = """
			insert into token_key (number, sealed_jwk, signs_from_ms) values (?, ?, ?) on conflict do nothing""";

	private static final String RETIRE = """
			update token_key set accepted_until_ms = ? where number < ? and accepted_until_ms is null""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final SecretCipher cipher;

	private volatile Known known = new Known(Instant.MIN, List.of());

	TokenKeys(JdbcTemplate jdbc, Clock clock, SecretCipher cipher) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.cipher = cipher;
	}

	@Override
	public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
		return selector.select(new JWKSet(keys().stream().<JWK>map(TokenKey::jwk).toList()));
	}

	/**
	 * The id of the key that signs now.
	 */
	String signingKeyId() {
		Instant now = this.clock.instant();
		return keys().stream()
			.filter((key) -> !key.signsFrom().isAfter(now))
			.max(Comparator.comparing(TokenKey::signsFrom))
			.orElseThrow()
			.jwk()
			.getKeyID();
	}

	/** The ids of the keys whose tokens are accepted now. */
	public List<String> accepted() {
		return keys().stream().map((key) -> key.jwk().getKeyID()).toList();
	}

	/**
	 * Makes a key that will sign in two minutes. Those before it are accepted as long as
	 * the tokens they sign until then.
	 */
	public void rotate() {
		rotate(StoredClients.TOKEN_LIFE);
	}

	private void rotate(Duration tokenLife) {
		List<TokenKey> keys = read();
		long next = keys.isEmpty() ? 1 : keys.getLast().number() + 1;
		Instant signsFrom = this.clock.instant().plus(PUBLISHED_BEFORE);
		add(next, signsFrom);
		this.jdbc.update(RETIRE, signsFrom.plus(tokenLife).plus(PUBLISHED_BEFORE).toEpochMilli(), next);
		this.known = new Known(Instant.MIN, List.of());
	}

	private List<TokenKey> keys() {
		Instant now = this.clock.instant();
		Known current = this.known;
		if (current.readAt().isAfter(now.minus(KNOWN_FOR))) {
			return current.keys();
		}
		synchronized (this) {
			if (this.known == current) {
				List<TokenKey> keys = read();
				if (keys.isEmpty()) {
					// Signs at once: nobody has a token yet.
					add(1, Instant.EPOCH);
					keys = read();
				}
				this.known = new Known(now, keys);
			}
			return this.known.keys();
		}
	}

	private List<TokenKey> read() {
		return this.jdbc.query(SELECT,
				(row, number) -> new TokenKey(row.getLong("number"),
						parsed(this.cipher.open(place(row.getLong("number")), row.getString("sealed_jwk"))),
						Instant.ofEpochMilli(row.getLong("signs_from_ms"))),
				this.clock.millis());
	}

	private void add(long number, Instant signsFrom) {
		try {
			RSAKey key = new RSAKeyGenerator(KEY_BITS).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
			this.jdbc.update(INSERT, number, this.cipher.seal(place(number), key.toJSONString()),
					signsFrom.toEpochMilli());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("Every Java makes RSA keys.", ex);
		}
	}

	private static String place(long number) {
		return "token_key " + number;
	}

	private static RSAKey parsed(String jwk) {
		try {
			return RSAKey.parse(jwk);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("A key in the database cannot be read.", ex);
		}
	}

	private record Known(Instant readAt, List<TokenKey> keys) {

		Known {
			keys = List.copyOf(keys);
		}

	}

	private record TokenKey(long number, RSAKey jwk, Instant signsFrom) {
	}

}
