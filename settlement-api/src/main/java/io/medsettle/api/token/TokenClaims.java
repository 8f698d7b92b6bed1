package io.medsettle.api.token;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * What a token says besides whose it is: the organisation, the role, and that it is for
 * this engine alone.
 */
@Component
public class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

	static final String AUDIENCE = "medsettle";

	static final String ORGANISATION = "org";

	static final String ROLE = "role";

	private static final String SCOPE = "scope";

	private final AccessClients clients;

	private final TokenKeys keys;

	TokenClaims(AccessClients clients, TokenKeys keys) {
		this.clients = clients;
		this.keys = keys;
	}

	/** Reads the tokens that this engine has issued, and refuses all others. */
	public static JwtDecoder decoder(JWKSource<SecurityContext> keys) {
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
		processor.setJWTClaimsSetVerifier((claims, context) -> {
		});
		NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
		decoder.setJwtValidator(
				new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefault(), new JwtClaimValidator<List<String>>(
						JwtClaimNames.AUD, (audience) -> audience != null && audience.contains(AUDIENCE))));
		return decoder;
	}

	static ClientSettings settings(AccessClient client) {
		return ClientSettings.builder().setting(ORGANISATION, client.organisation()).build();
	}

	/** Whom a client acts for: an organisation, or nobody but itself. */
	public static String organisation(RegisteredClient client) {
		String organisation = client.getClientSettings().getSetting(ORGANISATION);
		return (organisation == null || organisation.isEmpty()) ? client.getClientId() : organisation;
	}

	/** The role that a token names; null if it is none of ours. */
	static @Nullable AccessRole role(Jwt token) {
		String name = token.getClaimAsString(ROLE);
		return Arrays.stream(AccessRole.values()).filter((role) -> role.name().equals(name)).findFirst().orElse(null);
	}

	/**
	 * The thumbprint of the certificate without which a token does not count; null if it
	 * is bound to none.
	 */
	static @Nullable String certificate(Jwt token) {
		Map<String, Object> confirmation = token.getClaimAsMap("cnf");
		return (confirmation != null && confirmation.get("x5t#S256") instanceof String thumbprint) ? thumbprint : null;
	}

	@Override
	public void customize(JwtEncodingContext context) {
		AccessClient client = this.clients.find(context.getRegisteredClient().getClientId()).orElseThrow();
		context.getJwsHeader().keyId(this.keys.signingKeyId());
		// Whoever asks for no scope in particular gets all there is.
		Set<String> scopes = context.getAuthorizedScopes().isEmpty() ? context.getRegisteredClient().getScopes()
				: context.getAuthorizedScopes();
		context.getClaims()
			.audience(List.of(AUDIENCE))
			.claim(ROLE, client.role().name())
			.claim(SCOPE, scopes)
			.claims((claims) -> {
				if (!client.organisation().isEmpty()) {
					claims.put(ORGANISATION, client.organisation());
				}
			});
	}

}
