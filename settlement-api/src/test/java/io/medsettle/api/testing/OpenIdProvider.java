package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two OpenID providers on loopback, each with a key of its own, that say of anybody what
 * the test wants. They are strict about what they are sent: the secret of the console,
 * and the verifier of the code.
 */
public final class OpenIdProvider implements AutoCloseable {

	public static final String CLIENT_ID = "console";

	public static final String CLIENT_SECRET = "the secret of the console";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpServer server;

	private final Map<String, ECKey> keys = Map.of("one", newKey(), "two", newKey());

	/** What was asked for with a code, and the ID token to answer with. */
	private final Map<String, Code> codes = new ConcurrentHashMap<>();

	private final AtomicInteger keyLookUps = new AtomicInteger();

	private OpenIdProvider(HttpServer server) {
		this.server = server;
	}

	public static OpenIdProvider start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			OpenIdProvider provider = new OpenIdProvider(server);
			server.createContext("/", provider::answer);
			server.start();
			return provider;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Of the provider {@code one} or {@code two}. */
	public String issuer(String provider) {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/" + provider;
	}

	/** How often the keys were asked for. */
	public int keyLookUps() {
		return this.keyLookUps.get();
	}

	/** A token that is signed by a provider. */
	public String signed(String provider, JWTClaimsSet claims) {
		return signed(provider, this.keys.get(provider).getKeyID(), claims);
	}

	/** The same, with a header that names a key of the test's choice. */
	public String signed(String provider, String keyId, JWTClaimsSet claims) {
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(), claims);
			token.sign(new ECDSASigner(this.keys.get(provider)));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a fresh token of a provider says of somebody. */
	public JWTClaimsSet.Builder claims(String provider, String subject, String audience) {
		Instant now = Instant.now();
		return new JWTClaimsSet.Builder().issuer(issuer(provider))
			.subject(subject)
			.audience(audience)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(300)));
	}

	/**
	 * Somebody logs in at a provider, where a browser was sent.
	 * @param address where it was sent
	 * @param change what the ID token is to say else
	 * @return where it is sent back to
	 */
	public URI logIn(URI address, String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
		String provider = address.getPath().split("/")[1];
		Map<String, String> asked = parameters(address.getRawQuery());
		String code = UUID.randomUUID().toString();
		JWTClaimsSet.Builder claims = claims(provider, subject, CLIENT_ID).claim("nonce", asked.get("nonce"));
		this.codes.put(code, new Code(asked, signed(provider, change.apply(claims).build())));
		return URI
			.create(asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state").replace("=", "%3D"));
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String[] path = exchange.getRequestURI().getPath().split("/", 3);
			byte[] answer;
			try {
				answer = JSON.writeValueAsBytes(switch (path[2]) {
					case ".well-known/openid-configuration" -> metadata(issuer(path[1]));
					case "keys" -> keys(path[1]);
					case "token" -> tokens(exchange);
					default -> throw new IllegalArgumentException(path[2]);
				});
			}
			catch (IllegalArgumentException ex) {
				exchange.sendResponseHeaders(400, -1);
				return;
			}
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
		}
	}

	private static Map<String, Object> metadata(String issuer) {
		return Map.of("issuer", issuer, "authorization_endpoint", issuer + "/authorize", "token_endpoint",
				issuer + "/token", "jwks_uri", issuer + "/keys", "subject_types_supported", new String[] { "public" },
				"response_types_supported", new String[] { "code" }, "id_token_signing_alg_values_supported",
				new String[] { "ES256" });
	}

	private Map<String, Object> keys(String provider) {
		this.keyLookUps.incrementAndGet();
		return new JWKSet(this.keys.get(provider)).toPublicJWKSet().toJSONObject();
	}

	private Map<String, Object> tokens(HttpExchange exchange) throws IOException {
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Map<String, String> sent = parameters(form);
		Code code = this.codes.remove(sent.get("code"));
		String secret = Base64.getEncoder()
			.encodeToString((CLIENT_ID + ":" + CLIENT_SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
		require(("Basic " + secret).equals(exchange.getRequestHeaders().getFirst("Authorization")));
		require(code != null && code.asked.get("redirect_uri").equals(sent.get("redirect_uri")));
		require(code.asked.get("code_challenge_method").equals("S256"));
		require(code.asked.get("code_challenge").equals(challenge(sent.get("code_verifier"))));
		return Map.of("access_token", "of no use", "token_type", "Bearer", "expires_in", 300, "id_token", code.idToken);
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw new IllegalArgumentException();
		}
	}

	private static String challenge(String verifier) {
		try {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> parameters(String query) {
		return Arrays.stream(query.split("&"))
			.map((parameter) -> parameter.split("=", 2))
			.collect(Collectors.toMap((parameter) -> parameter[0],
					(parameter) -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
	}

	private static ECKey newKey() {
		try {
			return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Code(Map<String, String> asked, String idToken) {
	}

}
