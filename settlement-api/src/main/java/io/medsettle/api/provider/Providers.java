package io.medsettle.api.provider;

import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.stereotype.Component;

/**
 * The other OpenID providers that the settings name.
 */
@Component
public class Providers implements ClientRegistrationRepository, JwtDecoderFactory<ClientRegistration> {

	private final List<Provider> providers;

	Providers(SettlementSettings settings, Clock clock) {
		this.providers = settings.access()
			.providers()
			.entrySet()
			.stream()
			.map((provider) -> new Provider(provider.getKey(), provider.getValue(), clock))
			.toList();
	}

	/**
	 * The one that a token says it is of, if that one's access tokens count here. Nothing
	 * is verified.
	 */
	public Optional<Provider> ofToken(String token) {
		if (this.providers.isEmpty()) {
			return Optional.empty();
		}
		String issuer = issuer(token);
		return this.providers.stream()
			.filter((provider) -> provider.hasAccessTokens() && provider.isIssuer(issuer))
			.findFirst();
	}

	/** Those where people may log in. */
	public List<Provider> logins() {
		return this.providers.stream().filter(Provider::hasLogin).toList();
	}

	@Override
	public @Nullable ClientRegistration findByRegistrationId(String name) {
		return login(name).map(Provider::registration).orElse(null);
	}

	@Override
	public JwtDecoder createDecoder(ClientRegistration registration) {
		return login(registration.getRegistrationId()).orElseThrow().idTokens(registration);
	}

	private Optional<Provider> login(String name) {
		return logins().stream().filter((provider) -> provider.name().equals(name)).findFirst();
	}

	private static String issuer(String token) {
		try {
			JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
			return (claims != null && claims.getIssuer() != null) ? claims.getIssuer() : "";
		}
		catch (ParseException ex) {
			return "";
		}
	}

}
