package io.medsettle.api.token;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.access.People;
import io.medsettle.api.access.Person;
import io.medsettle.api.provider.Provider;
import io.medsettle.api.provider.Providers;
import io.medsettle.api.provider.UnlinkedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Tells by a token who calls. A signature is checked once and remembered for as long as
 * the token lives, since a hospital sends the same token with each of its claims; whether
 * the caller was revoked, and shows the certificate that the token is bound to, is looked
 * at each time.
 */
@Component
public class BearerAuthentication implements AuthenticationManagerResolver<HttpServletRequest> {

	/** Some ten megabytes. */
	private static final int REMEMBERED_MAX = 10_000;

	private final Cache<String, Known> known = Caffeine.newBuilder()
		.maximumSize(REMEMBERED_MAX)
		.expireAfterWrite(StoredClients.TOKEN_LIFE)
		.build();

	private final JwtDecoder decoder;

	private final Providers providers;

	private final People people;

	private final Revocations revocations;

	private final Clock clock;

	BearerAuthentication(JwtDecoder decoder, Providers providers, People people, Revocations revocations, Clock clock) {
		this.providers = providers;
		this.people = people;
		this.decoder = decoder;
		this.revocations = revocations;
		this.clock = clock;
	}

	@Override
	public AuthenticationManager resolve(HttpServletRequest request) {
		return (authentication) -> authenticate(authentication, request);
	}

	private Authentication authenticate(Authentication authentication, HttpServletRequest request) {
		String token = ((BearerTokenAuthenticationToken) authentication).getToken();
		Known found = this.known.getIfPresent(token);
		if (found == null) {
			Provider provider = this.providers.ofToken(token).orElse(null);
			found = (provider != null) ? read(provider, token) : read(token);
			this.known.put(token, found);
		}
		if (!this.clock.instant().isBefore(found.caller.expiresAt())) {
			throw new InvalidBearerTokenException("The token has expired.");
		}
		if (isRevoked(found)) {
			throw new InvalidBearerTokenException("The token was revoked.");
		}
		if (found.certificate != null && !found.certificate.equals(ClientCertificate.thumbprint(request))) {
			throw new InvalidBearerTokenException(
					"The token is bound to a certificate that this connection does not show.");
		}
		return found.caller;
	}

	private Known read(String token) {
		Jwt jwt;
		try {
			jwt = this.decoder.decode(token);
		}
		catch (JwtException ex) {
			throw new InvalidBearerTokenException("The token is not one of this engine's, or has expired.", ex);
		}
		AccessRole role = TokenClaims.role(jwt);
		String organisation = Objects.requireNonNullElse(jwt.getClaimAsString(TokenClaims.ORGANISATION), "");
		String subject = jwt.getSubject();
		Instant issuedAt = jwt.getIssuedAt();
		Instant expiresAt = jwt.getExpiresAt();
		if (role == null || issuedAt == null || expiresAt == null || subject == null
				|| role.isOfAnOrganisation() == organisation.isEmpty()) {
			throw new InvalidBearerTokenException("The token says not for whom it is.");
		}
		CallerToken caller = new CallerToken(new Caller(Caller.Kind.CLIENT, subject, Set.of(role), organisation),
				issuedAt, expiresAt);
		return new Known(caller, TokenClaims.certificate(jwt));
	}

	/** Somebody whom another provider vouches for: a person of ours, or nobody. */
	private Known read(Provider provider, String token) {
		Jwt jwt = provider.read(token);
		String issuer = jwt.getClaimAsString(JwtClaimNames.ISS);
		String subject = jwt.getSubject();
		Instant issuedAt = jwt.getIssuedAt();
		Instant expiresAt = jwt.getExpiresAt();
		if (issuer == null || subject == null || issuedAt == null || expiresAt == null) {
			throw new InvalidBearerTokenException("The token says not for whom it is.");
		}
		try {
			Person person = this.people.find(issuer, subject).orElseThrow(() -> new UnlinkedException(issuer, subject));
			return new Known(new CallerToken(person.caller(), issuedAt, expiresAt), null);
		}
		catch (DataAccessException ex) {
			throw unavailable(ex);
		}
	}

	private boolean isRevoked(Known found) {
		try {
			return this.revocations.isRevoked(found.caller.getPrincipal(), found.caller.issuedAt());
		}
		catch (DataAccessException ex) {
			throw unavailable(ex);
		}
	}

	private static OAuth2AuthenticationException unavailable(DataAccessException cause) {
		return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE),
				"The database does not say just now whose the token is.", cause);
	}

	private record Known(CallerToken caller, @Nullable String certificate) {
	}

}
