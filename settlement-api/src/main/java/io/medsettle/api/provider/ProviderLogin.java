package io.medsettle.api.provider;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import io.medsettle.api.access.People;
import io.medsettle.api.access.Person;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.Refusals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Logging in at another provider: by authorization code, with PKCE, state and nonce. Who
 * comes back is whom an operator has linked to the issuer and subject, and only their
 * name is kept; of the provider's tokens nothing is.
 */
@Component
public class ProviderLogin implements Customizer<OAuth2LoginConfigurer<HttpSecurity>> {

	private final Providers providers;

	private final People people;

	private final Refusals refusals;

	ProviderLogin(Providers providers, People people, Refusals refusals) {
		this.providers = providers;
		this.people = people;
		this.refusals = refusals;
	}

	@Override
	public void customize(OAuth2LoginConfigurer<HttpSecurity> login) {
		login.loginPage("/login")
			.clientRegistrationRepository(this.providers)
			.authorizedClientRepository(new NoAuthorizedClients())
			.authorizationEndpoint((endpoint) -> endpoint.baseUri("/login/with")
				.authorizationRequestRepository(new LoginRequests(this.providers)))
			.tokenEndpoint((endpoint) -> endpoint.accessTokenResponseClient(codes()))
			.userInfoEndpoint((endpoint) -> endpoint.oidcUserService(this::user))
			.failureHandler(this::refuse)
			.withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {

				@Override
				public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
					filter.setAuthenticationFailureHandler(ProviderLogin.this::refuse);
					return filter;
				}
			});
	}

	private OidcUser user(OidcUserRequest request) {
		String issuer = String.valueOf(request.getIdToken().getClaimAsString("iss"));
		String subject = String.valueOf(request.getIdToken().getSubject());
		Person person = this.people.find(issuer, subject).orElseThrow(() -> new UnlinkedException(issuer, subject));
		if (person.disabledAt() != null) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.ACCESS_DENIED);
		}
		return new LinkedUser(request, person.username());
	}

	/** Answers with the page where people log in, which says what has happened. */
	private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
			throws IOException, ServletException {
		AuthenticationException failure = (exception.getCause() instanceof AuthenticationException cause) ? cause
				: exception;
		this.refusals.note(refusal(failure, request));
		response.setStatus(HttpStatus.FORBIDDEN.value());
		request.setAttribute(WebAttributes.AUTHENTICATION_EXCEPTION, failure);
		request.getRequestDispatcher("/login").forward(request, response);
	}

	private static AuditEntry refusal(AuthenticationException failure, HttpServletRequest request) {
		String code = (failure instanceof OAuth2AuthenticationException known) ? known.getError().getErrorCode() : "";
		String subject = (failure instanceof UnlinkedException unlinked) ? unlinked.issuer() + " " + unlinked.subject()
				: "unknown";
		return AuditEntry
			.refused(new AuditActor(AuditActor.Kind.PERSON, "unknown", "", "", request.getRemoteAddr()),
					"LOGIN_REFUSED", new AuditSubject("PERSON", subject),
					code.matches("[a-z][a-z0-9_]{1,39}") ? code.toUpperCase(Locale.ROOT) : "UNAUTHORIZED")
			.because(String.valueOf(failure.getMessage()));
	}

	/**
	 * Exchanges codes for tokens as usual, and waits for a provider no longer than for
	 * its keys.
	 */
	private static RestClientAuthorizationCodeTokenResponseClient codes() {
		SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
		http.setConnectTimeout(Provider.CONNECT_MAX);
		http.setReadTimeout(Provider.READ_MAX);
		RestClientAuthorizationCodeTokenResponseClient codes = new RestClientAuthorizationCodeTokenResponseClient();
		codes.setRestClient(RestClient.builder()
			.requestFactory(http)
			.configureMessageConverters((converters) -> converters.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build());
		return codes;
	}

	/**
	 * Somebody whom a provider vouches for, under their name here.
	 */
	private static final class LinkedUser extends DefaultOidcUser {

		private static final long serialVersionUID = 1L;

		private final String username;

		LinkedUser(OidcUserRequest request, String username) {
			super(List.of(), request.getIdToken());
			this.username = username;
		}

		@Override
		public String getName() {
			return this.username;
		}

	}

	/**
	 * Keeps none of the tokens that come with a login: nothing is asked for with them.
	 */
	private static final class NoAuthorizedClients implements OAuth2AuthorizedClientRepository {

		@Override
		public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String name,
				Authentication principal, HttpServletRequest request) {
			return null;
		}

		@Override
		public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal,
				HttpServletRequest request, HttpServletResponse response) {
			// Of no use once it is known who it is.
		}

		@Override
		public void removeAuthorizedClient(String name, Authentication principal, HttpServletRequest request,
				HttpServletResponse response) {
			// There is none.
		}

	}

}
