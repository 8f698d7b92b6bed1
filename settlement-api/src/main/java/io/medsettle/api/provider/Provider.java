package io.medsettle.api.provider;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Another OpenID provider. What it says of itself and its keys are fetched when they are
 * first needed, so that one that is away keeps nothing from starting; a fetch has a time
 * limit, and tokens cause two of them in half a minute at most, whatever keys they name.
 */
public final class Provider {

	private static final Logger log = LoggerFactory.getLogger(Provider.class);

	static final Duration CONNECT_MAX = Duration.ofSeconds(2);

	static final Duration READ_MAX = Duration.ofSeconds(3);

	private static final int BYTES_MAX = 256 * 1024;

	/** How soon a provider that did not answer is asked again for what it is. */
	private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(5);

	/** As everywhere with tokens. */
	private static final Duration SKEW_MAX = Duration.ofSeconds(60);

	private static final Duration KEYS_KNOWN_FOR = Duration.ofMinutes(5);

	/** While the provider is away. */
	private static final Duration KEYS_KEPT_FOR = Duration.ofHours(1);

	private static final Duration KEYS_ASKED_FOR_EVERY = Duration.ofSeconds(30);

	/** What is signed with a secret that two know is signed by either. */
	private static final Set<JWSAlgorithm> ALGORITHMS = new LinkedHashSet<>(
			Stream.concat(JWSAlgorithm.Family.RSA.stream(), JWSAlgorithm.Family.EC.stream()).toList());

	/** As RFC 9068 types access tokens; many providers do not. */
	private static final List<String> ACCESS_TOKEN_TYPES = List.of("at+jwt", "application/at+jwt");

	/** What ID tokens alone have. */
	private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash");

	private final String name;

	private final SettlementSettings.Provider settings;

	private final Clock clock;

	private final ResourceRetriever http = new DefaultResourceRetriever((int) CONNECT_MAX.toMillis(),
			(int) READ_MAX.toMillis(), BYTES_MAX);

	private final JWKSource<SecurityContext> keys = JWKSourceBuilder.create(new Keys())
		.cache(KEYS_KNOWN_FOR.toMillis(), CONNECT_MAX.plus(READ_MAX).toMillis())
		.refreshAheadCache(false)
		.rateLimited(KEYS_ASKED_FOR_EVERY.toMillis())
		.outageTolerant(KEYS_KEPT_FOR.toMillis())
		.build();

	private final JwtDecoder accessTokens;

	private @Nullable Map<String, Object> metadata;

	private Instant askedAgainFrom = Instant.MIN;

	private volatile boolean away;

	Provider(String name, SettlementSettings.Provider settings, Clock clock) {
		this.name = name;
		this.settings = settings;
		this.clock = clock;
		JwtTypeValidator type = new JwtTypeValidator(
				Stream.concat(Stream.of("JWT"), ACCESS_TOKEN_TYPES.stream()).toList());
		type.setAllowEmpty(true);
		this.accessTokens = decoder(
				JwtValidators.createDefaultWithValidators(type, new JwtIssuerValidator(settings.issuer()),
						new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
								(audience) -> audience != null && audience.contains(settings.audience())),
						new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull)));
	}

	/** Its short name, as in the settings. */
	public String name() {
		return this.name;
	}

	/** What people are told that it is. */
	public String label() {
		return Objects.requireNonNullElse(this.settings.label(), this.name);
	}

	/**
	 * Reads an access token that it has made for this engine.
	 * @throws InvalidBearerTokenException if it is another token, or does not count now
	 * @throws OAuth2AuthenticationException if its keys are not known, and it is away
	 */
	public Jwt read(String token) {
		Jwt jwt;
		try {
			jwt = this.accessTokens.decode(token);
		}
		catch (JwtException ex) {
			if (this.away && !(ex instanceof BadJwtException)) {
				throw unavailable(ex);
			}
			throw new InvalidBearerTokenException(
					"The token is not one that its provider has made for this engine, or has expired.", ex);
		}
		if (!isAccessToken(jwt)) {
			throw new InvalidBearerTokenException("The token is none for access: send the access token, not another.");
		}
		return jwt;
	}

	private static boolean isAccessToken(Jwt token) {
		if (token.getHeaders().get("typ") instanceof String type
				&& ACCESS_TOKEN_TYPES.stream().anyMatch(type::equalsIgnoreCase)) {
			return true;
		}
		String type = token.getClaimAsString("typ");
		return OF_ID_TOKENS.stream().noneMatch(token::hasClaim) && (type == null || type.equals("Bearer"));
	}

	boolean isIssuer(String issuer) {
		return this.settings.issuer().equals(issuer);
	}

	boolean hasLogin() {
		return this.settings.clientId() != null;
	}

	boolean hasAccessTokens() {
		return this.settings.audience() != null;
	}

	/**
	 * The console as it is registered there.
	 * @throws OAuth2AuthenticationException if the provider is away
	 */
	ClientRegistration registration() {
		try {
			return ClientRegistrations.fromOidcConfiguration(metadata())
				.registrationId(this.name)
				.clientId(Objects.requireNonNull(this.settings.clientId()))
				.clientSecret(Objects.requireNonNull(this.settings.clientSecret()))
				.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
				.scope(OidcScopes.OPENID)
				.build();
		}
		catch (IOException | IllegalArgumentException ex) {
			throw unavailable(ex);
		}
	}

	JwtDecoder idTokens(ClientRegistration registration) {
		return decoder(JwtValidators.createDefaultWithValidators(new OidcIdTokenValidator(registration)));
	}

	private JwtDecoder decoder(OAuth2TokenValidator<Jwt> validator) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, this.keys));
		// The rest is the validator's.
		processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT,
				new JOSEObjectType(ACCESS_TOKEN_TYPES.getFirst()), new JOSEObjectType(ACCESS_TOKEN_TYPES.getLast()),
				null));
		processor.setJWTClaimsSetVerifier((claims, context) -> requireTime(claims));
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		decoder.setJwtValidator(validator);
		return decoder;
	}

	/** What was revoked is told by when a token was issued, which must not be made up. */
	private void requireTime(JWTClaimsSet claims) throws BadJWTException {
		Date issuedAt = claims.getIssueTime();
		if (issuedAt == null || issuedAt.toInstant().isAfter(this.clock.instant().plus(SKEW_MAX))) {
			throw new BadJWTException("The token has no iat that has come.");
		}
	}

	/** Whoever waits for another's fetch that fails is told so at once. */
	private synchronized Map<String, Object> metadata() throws IOException {
		if (this.metadata != null) {
			return this.metadata;
		}
		Instant now = this.clock.instant();
		if (now.isBefore(this.askedAgainFrom)) {
			throw new IOException("It did not answer a moment ago.");
		}
		this.askedAgainFrom = now.plus(CONNECT_MAX).plus(READ_MAX).plus(ASKED_AGAIN_AFTER);
		Map<String, Object> said = json(
				this.settings.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration");
		if (!isIssuer(String.valueOf(said.get("issuer")))) {
			throw failed(new IOException("It says that its issuer is another."));
		}
		this.metadata = said;
		return said;
	}

	private synchronized void forgetMetadata() {
		this.metadata = null;
	}

	private Map<String, Object> json(String address) throws IOException {
		try {
			Map<String, Object> said = JSONObjectUtils
				.parse(this.http.retrieveResource(URI.create(address).toURL()).getContent());
			if (this.away) {
				this.away = false;
				log.info("The OpenID provider {} answers again", this.settings.issuer());
			}
			return said;
		}
		catch (IOException ex) {
			throw failed(ex);
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw failed(new IOException("What it says cannot be read.", ex));
		}
	}

	private IOException failed(IOException failure) {
		if (!this.away) {
			this.away = true;
			log.warn("The OpenID provider {} does not answer as it should: {}", this.settings.issuer(),
					failure.toString());
		}
		return failure;
	}

	private static OAuth2AuthenticationException unavailable(Exception cause) {
		return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE),
				"The OpenID provider that the login is of does not answer just now.", cause);
	}

	/** Its keys, each time from where it says then that they are. */
	private final class Keys implements JWKSetSource<SecurityContext> {

		@Override
		public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
				throws JWKSetUnavailableException {
			try {
				return JWKSet.parse(json(String.valueOf(metadata().get("jwks_uri"))));
			}
			catch (IOException | ParseException ex) {
				forgetMetadata();
				throw new JWKSetUnavailableException("The keys are not to be had.", ex);
			}
		}

		@Override
		public void close() {
			// Keeps nothing open.
		}

	}

}
