package io.medsettle.api.token;

import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * The clients as the token endpoint wants them. One that is not valid now is as unknown
 * as one that never was.
 */
@Component
class StoredClients implements RegisteredClientRepository {

	/** How long a token lives. */
	static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

	private static final TokenSettings SETTINGS = TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFE).build();

	private static final TokenSettings BOUND = TokenSettings.builder()
		.accessTokenTimeToLive(TOKEN_LIFE)
		.x509CertificateBoundAccessTokens(true)
		.build();

	private final AccessClients clients;

	private final Clock clock;

	StoredClients(AccessClients clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	@Override
	public void save(RegisteredClient client) {
		throw new UnsupportedOperationException("Clients are added by those who may, not by a token.");
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		return findByClientId(id);
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		return this.clients.find(clientId)
			.filter((client) -> client.isValidAt(this.clock.instant()))
			.map(StoredClients::registered)
			.orElse(null);
	}

	private static RegisteredClient registered(AccessClient client) {
		RegisteredClient.Builder registered = RegisteredClient.withId(client.clientId())
			.clientId(client.clientId())
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.scope(client.role().name().toLowerCase(Locale.ROOT));
		if (client.certificateSubject() != null) {
			return registered.clientAuthenticationMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH)
				.clientAuthenticationMethod(ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH)
				.clientSettings(ClientSettings.builder().x509CertificateSubjectDN(client.certificateSubject()).build())
				.tokenSettings(BOUND)
				.build();
		}
		return registered.clientSecret(client.secretHash())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.tokenSettings(SETTINGS)
			.clientSettings(TokenClaims.settings(client))
			.build();
	}

}
