package io.medsettle.api.security;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Endpoint;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.token.ClientCertificate;
import io.medsettle.api.provider.ProviderLogin;
import io.medsettle.api.provider.Providers;
import io.medsettle.api.token.TokenClaims;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.token.BearerAuthentication;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.medsettle.api.http.ProblemAnswer;
import io.medsettle.api.limits.Guesses;
import io.medsettle.api.limits.OrganisationLimits;
import io.medsettle.core.audit.Refusals;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import jakarta.servlet.DispatcherType;

import java.util.List;

import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.X509ClientCertificateAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may ask for what over HTTP: programs by a token, people by a session. Each address
 * takes one of the two.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	private static final String[] PROGRAMS = { "/api/**", "/actuator/**", "/oauth2/**", "/national/**" };

	/** Health is told to all, its details are not. */
	private static final String[] OPEN = { "/actuator/health", "/actuator/health/liveness",
			"/actuator/health/readiness" };

	private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

	@Bean
	PasswordEncoder passwordEncoder() {
		return SecretEncoder.slow();
	}

	/**
	 * Nobody reads a timer for each filter of each request, and even one that measures
	 * nothing takes its part of what a claim costs.
	 */
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

	/** On a port of its own, management has its own addresses and nothing else. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
	SecurityFilterChain nothingBesideManagement(HttpSecurity http, ProblemAnswer answer) {
		RequestMatcher management = PATHS.matcher("/actuator/**");
		return http
			.securityMatcher(
					(request) -> ManagementPort.isThatOf(request.getServletContext()) && !management.matches(request))
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.denyAll())
			.exceptionHandling((handling) -> handling.authenticationEntryPoint((request, response, exception) -> answer
				.write(ProblemException.notFound("The port of management has the addresses under /actuator alone."),
						request, response)))
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers((headers) -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	/** Where clients get their tokens, and the keys that those are signed with. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	@ConditionalOnRole(Role.API)
	SecurityFilterChain tokens(HttpSecurity http, RefusedAnswer refused, ClientRefusal unknown, Guesses guesses,
			OrganisationLimits limits, ProblemAnswer answer) {
		return http
			.oauth2AuthorizationServer(
					(server) -> http
						.securityMatcher(server
							.clientAuthentication((clients) -> clients.errorResponseHandler(unknown)
								.authenticationProviders(AccessConfiguration::verifyCertificates))
							.getEndpointsMatcher()))
			.addFilterBefore(new GuessFilter(guesses, answer), AbstractPreAuthenticatedProcessingFilter.class)
			.addFilterBefore(new LimitFilter(limits, answer), ExceptionTranslationFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refused).accessDeniedHandler(refused))
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers((headers) -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

	/**
	 * What programs ask for, each time with a token. A cookie counts for nothing here.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 2)
	SecurityFilterChain programs(HttpSecurity http, BearerAuthentication bearer, RefusedAnswer refused,
			Refusals refusals, OrganisationLimits limits, ProblemAnswer answer) {
		return http.securityMatcher(PROGRAMS).authorizeHttpRequests((requests) -> {
			requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
				.permitAll();
			requests.requestMatchers(OPEN).permitAll();
			allow(requests, false);
			requests.requestMatchers("/actuator/**").hasAuthority(AccessRole.OPERATOR.authority());
			requests.anyRequest().authenticated();
		})
			.addFilterBefore(new ActorFilter(refusals), ExceptionTranslationFilter.class)
			.addFilterBefore(new LimitFilter(limits, answer), ExceptionTranslationFilter.class)
			.oauth2ResourceServer((server) -> server.authenticationManagerResolver(bearer)
				.authenticationEntryPoint(refused)
				.accessDeniedHandler(refused))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refused).accessDeniedHandler(refused))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.headers((headers) -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.build();
	}

	/** Pages, for people who have logged in; and what everybody may read. */
	@Bean
	SecurityFilterChain pages(HttpSecurity http, PersonLogin login, SessionPerson session, PageRefusal refused,
			Refusals refusals, Guesses guesses, OrganisationLimits limits, ProblemAnswer answer, Providers providers,
			ProviderLogin providerLogin) {
		if (!providers.logins().isEmpty()) {
			http.oauth2Login(providerLogin);
		}
		return http.authorizeHttpRequests((requests) -> {
			requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
				.permitAll();
			allow(requests, true);
			requests.anyRequest().permitAll();
		})
			.addFilterBefore(new GuessFilter(guesses, answer), AbstractPreAuthenticatedProcessingFilter.class)
			.addFilterBefore(new ActorFilter(refusals), ExceptionTranslationFilter.class)
			.addFilterBefore(new LimitFilter(limits, answer), ExceptionTranslationFilter.class)
			.authenticationProvider(login)
			.formLogin((form) -> form.loginPage("/login").failureHandler(wrongPassword()).permitAll())
			.logout((logout) -> logout.logoutSuccessUrl("/login?out"))
			.securityContext((context) -> context.securityContextRepository(session))
			.requestCache((requests) -> requests.requestCache(new ReturnAddress()))
			.exceptionHandling((handling) -> handling.accessDeniedHandler(refused)
				.defaultAuthenticationEntryPointFor(refused, PageRefusal::isPartOfAPage))
			.csrf((csrf) -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
			.headers((headers) -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
			.build();
	}

	/** The tokens that this engine issues, and no others. */
	@Bean
	JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
		return TokenClaims.decoder(keys);
	}

	/** Without a session: else each guess would leave one in the database. */
	private static AuthenticationFailureHandler wrongPassword() {
		SimpleUrlAuthenticationFailureHandler handler = new SimpleUrlAuthenticationFailureHandler("/login?error");
		handler.setAllowSessionCreation(false);
		return handler;
	}

	private static void allow(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
			boolean console) {
		for (Endpoint endpoint : Endpoint.ALL) {
			if (endpoint.isOfTheConsole() == console) {
				requests.requestMatchers(PATHS.matcher(endpoint.method(), endpoint.path()))
					.hasAnyAuthority(endpoint.authorities());
				if (endpoint.method() == HttpMethod.GET) {
					requests.requestMatchers(PATHS.matcher(HttpMethod.HEAD, endpoint.path()))
						.hasAnyAuthority(endpoint.authorities());
				}
			}
		}
	}

	private static void verifyCertificates(List<AuthenticationProvider> providers) {
		for (AuthenticationProvider provider : providers) {
			if (provider instanceof X509ClientCertificateAuthenticationProvider certificates) {
				certificates.setCertificateVerifier(ClientCertificate::verify);
			}
		}
	}

}
