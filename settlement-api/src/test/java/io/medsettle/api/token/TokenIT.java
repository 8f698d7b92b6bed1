package io.medsettle.api.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.medsettle.api.access.AccessClient;
import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.privacy.SecretCipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How clients get their tokens, and what the tokens are signed with.
 */
@ExtendWith(SharedEngine.class)
class TokenIT {

	private static final String SECRET = SecretEncoder.newSecret();

	private static final String HASH = String.valueOf(SecretEncoder.fast().encode(SECRET));

	private static final Instant NOW = Instant.now();

	private static HttpCaller http;

	private static AccessClients clients;

	private static JwtDecoder decoder;

	private static JdbcTemplate jdbc;

	private static SecretCipher cipher;

	@BeforeAll
	static void addClients(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
		clients = engine.bean(AccessClients.class);
		decoder = engine.bean(JwtDecoder.class);
		jdbc = engine.bean(JdbcTemplate.class);
		cipher = engine.bean(SecretCipher.class);
		clients.add(List.of(client("token-hospital", AccessRole.HOSPITAL, "H31000000001", NOW.minusSeconds(60), null),
				client("token-checker", AccessRole.CHECKER, "", NOW.minusSeconds(60), null),
				client("token-later", AccessRole.AUDITOR, "", NOW.plus(Duration.ofDays(1)), null),
				client("token-past", AccessRole.AUDITOR, "", NOW.minusSeconds(60), NOW.minusSeconds(1)),
				client("token-revoked", AccessRole.AUDITOR, "", NOW.minusSeconds(60), null)));
		clients.revoke("token-revoked", NOW);
	}

	@Test
	void clientGetsATokenThatSaysWhoseItIs() {
		Answer answer = ask("grant_type=client_credentials", "token-hospital", SECRET);

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.header("Cache-Control")).contains("no-store");
		assertThat(answer.json().get("token_type").asString()).isEqualTo("Bearer");
		assertThat(answer.json().get("expires_in").asInt()).isBetween(590, 600);
		Jwt token = decoder.decode(answer.json().get("access_token").asString());
		assertThat(token.getSubject()).isEqualTo("token-hospital");
		assertThat(token.getAudience()).containsExactly("medsettle");
		assertThat(token.getClaimAsString("role")).isEqualTo("HOSPITAL");
		assertThat(token.getClaimAsString("org")).isEqualTo("H31000000001");
		assertThat(token.getClaimAsStringList("scope")).containsExactly("hospital");
	}

	@Test
	void secretMayStandInTheForm() {
		Answer answer = http.post("/oauth2/token", "application/x-www-form-urlencoded",
				bytes("grant_type=client_credentials&client_id=token-checker&client_secret=" + SECRET));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		Jwt token = decoder.decode(answer.json().get("access_token").asString());
		assertThat(token.getClaimAsString("role")).isEqualTo("CHECKER");
		assertThat(token.getClaimAsString("org")).isNull();
	}

	/** Nobody learns from the answer which clients there are. */
	@Test
	void whoIsNoValidClientIsTheSameAsNobody() {
		Answer nobody = ask("grant_type=client_credentials", "token-nobody", SECRET);

		assertThat(nobody.status()).as(nobody.text()).isEqualTo(401);
		assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic");
		for (String[] other : new String[][] { { "token-hospital", "wrong" }, { "token-later", SECRET },
				{ "token-past", SECRET }, { "token-revoked", SECRET }, { "token-revoked", "wrong" } }) {
			Answer answer = ask("grant_type=client_credentials", other[0], other[1]);
			assertThat(answer.status()).as(other[0]).isEqualTo(401);
			assertThat(answer.text()).as(other[0]).isEqualTo(nobody.text());
		}
	}

	/** Whoever calls can write such a header. */
	@Test
	void whoGuessesIsKnownByTheAddressItselfAndNotByAForwardedOne() {
		Answer answer = http.post("/oauth2/token", "application/x-www-form-urlencoded",
				bytes("grant_type=client_credentials&client_id=token-past&client_secret=wrong"), "X-Forwarded-For",
				"198.51.100.7");

		assertThat(answer.status()).isEqualTo(401);
		assertThat(jdbc.queryForList("select distinct address from audit_entry where act = 'TOKEN_REFUSED' "
				+ "and actor = 'token-past' and code = 'UNAUTHORIZED'", String.class))
			.containsExactly("127.0.0.1");
	}

	@Test
	void nobodyGetsMoreThanTheirOwnScope() {
		Answer answer = ask("grant_type=client_credentials&scope=operator", "token-hospital", SECRET);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("error").asString()).isEqualTo("invalid_scope");
	}

	@Test
	void processesThatStartAtOnceMakeOneKey() throws Exception {
		jdbc.update("delete from token_key");
		List<TokenKeys> processes = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			processes.add(new TokenKeys(jdbc, Clock.systemUTC(), cipher));
		}
		Set<String> signing = new TreeSet<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(processes.size())) {
			List<Future<String>> ids = processes.stream().map((keys) -> executor.submit(keys::signingKeyId)).toList();
			for (Future<String> id : ids) {
				signing.add(id.get());
			}
		}
		assertThat(signing).hasSize(1);
	}

	@Test
	void rotatingLogsNobodyOut() {
		Instant start = NOW;
		TokenKeys before = keysAt(start);
		String old = before.signingKeyId();
		before.rotate();

		// What another process knows of it, and when.
		assertThat(keysAt(start).signingKeyId()).isEqualTo(old);
		Instant switched = start.plus(TokenKeys.PUBLISHED_BEFORE);
		assertThat(keysAt(switched.minusMillis(1)).signingKeyId()).isEqualTo(old);
		String next = keysAt(switched).signingKeyId();
		assertThat(next).isNotEqualTo(old);
		Instant lastExpires = switched.plus(StoredClients.TOKEN_LIFE);
		assertThat(accepted(lastExpires)).contains(old, next);
		assertThat(accepted(lastExpires.plus(TokenKeys.PUBLISHED_BEFORE))).contains(next).doesNotContain(old);
	}

	private static List<String> accepted(Instant now) {
		return keysAt(now).accepted();
	}

	private static TokenKeys keysAt(Instant now) {
		return new TokenKeys(jdbc, Clock.fixed(now, ZoneOffset.UTC), cipher);
	}

	private static Answer ask(String form, String clientId, String secret) {
		return http.post("/oauth2/token", "application/x-www-form-urlencoded", bytes(form), "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(bytes(clientId + ":" + secret)));
	}

	private static AccessClient client(String id, AccessRole role, String organisation, Instant from, Instant to) {
		return new AccessClient(id, HASH, role, organisation, from, to, null);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
