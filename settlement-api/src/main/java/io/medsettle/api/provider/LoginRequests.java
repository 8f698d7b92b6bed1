package io.medsettle.api.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Whoever goes to a provider to log in takes along, in a cookie, what their coming back
 * is checked by. So any process may take them back, and those who never come back leave
 * nothing behind. It is a secret towards everybody but that one browser, which may make
 * of it what it likes: it would log in itself and nobody else.
 */
class LoginRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	static final String COOKIE = "medsettle-login";

	private static final Duration KEPT_FOR = Duration.ofMinutes(10);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Providers providers;

	LoginRequests(Providers providers) {
		this.providers = providers;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		Begun begun = begun(request);
		// Whoever comes back, comes back from the provider that they went to.
		if (begun == null || !begun.state.equals(request.getParameter(OAuth2ParameterNames.STATE))
				|| !request.getRequestURI().endsWith("/" + begun.provider)) {
			return null;
		}
		ClientRegistration registration = this.providers.findByRegistrationId(begun.provider);
		if (registration == null) {
			return null;
		}
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
			.clientId(registration.getClientId())
			.redirectUri(begun.redirectUri)
			.scopes(registration.getScopes())
			.state(begun.state)
			.attributes((attributes) -> {
				attributes.put(OAuth2ParameterNames.REGISTRATION_ID, begun.provider);
				attributes.put(OidcParameterNames.NONCE, begun.nonce);
				attributes.put(PkceParameterNames.CODE_VERIFIER, begun.codeVerifier);
			})
			.build();
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request,
			HttpServletResponse response) {
		if (begun == null) {
			setCookie("", Duration.ZERO, request, response);
			return;
		}
		Begun kept = new Begun(Objects.requireNonNull(begun.getAttribute(OAuth2ParameterNames.REGISTRATION_ID)),
				Objects.requireNonNull(begun.getState()),
				Objects.requireNonNull(begun.getAttribute(OidcParameterNames.NONCE)),
				Objects.requireNonNull(begun.getAttribute(PkceParameterNames.CODE_VERIFIER)),
				Objects.requireNonNull(begun.getRedirectUri()));
		setCookie(Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(kept)), KEPT_FOR,
				request, response);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
		if (begun != null) {
			saveAuthorizationRequest(null, request, response);
		}
		return begun;
	}

	private static void setCookie(String value, Duration age, HttpServletRequest request,
			HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, value)
					.path(request.getContextPath() + "/login")
					.maxAge(age)
					.httpOnly(true)
					.secure(request.isSecure())
					.sameSite("Lax")
					.build()
					.toString());
	}

	private static @Nullable Begun begun(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		String value = (cookies == null) ? ""
				: Arrays.stream(cookies)
					.filter((cookie) -> cookie.getName().equals(COOKIE))
					.map(Cookie::getValue)
					.findFirst()
					.orElse("");
		try {
			Begun begun = JSON.readValue(Base64.getUrlDecoder().decode(value), Begun.class);
			return (begun != null && begun.isWhole()) ? begun : null;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return null;
		}
	}

	private record Begun(String provider, String state, String nonce, String codeVerifier, String redirectUri) {

		/** As far as Java's JSON cares, anything may be missing. */
		boolean isWhole() {
			return this.provider != null && this.state != null && this.nonce != null && this.codeVerifier != null
					&& this.redirectUri != null;
		}

	}

}
