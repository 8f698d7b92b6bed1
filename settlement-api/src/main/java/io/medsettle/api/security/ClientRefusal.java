package io.medsettle.api.security;

import java.io.IOException;
import java.util.Optional;

import io.medsettle.api.access.AccessClient;
import io.medsettle.api.access.AccessClients;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Tells a client that its id or its secret is wrong, as OAuth 2 has it, also one that has
 * sent them in a form; and takes down in the audit trail whose secret was guessed at.
 */
@Component
class ClientRefusal implements AuthenticationFailureHandler {

	private final OAuth2ErrorHttpMessageConverter answer = new OAuth2ErrorHttpMessageConverter();

	private final AccessClients clients;

	private final Refusals refusals;

	ClientRefusal(AccessClients clients, Refusals refusals) {
		this.clients = clients;
		this.refusals = refusals;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		String code = (exception instanceof OAuth2AuthenticationException known) ? known.getError().getErrorCode()
				: OAuth2ErrorCodes.INVALID_CLIENT;
		boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(code);
		if (unknown) {
			note(exception.getAuthenticationRequest(), request);
		}
		ServletServerHttpResponse written = new ServletServerHttpResponse(response);
		written.setStatusCode(unknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
		written.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"medsettle\"");
		this.answer.write(new OAuth2Error(code), null, written);
	}

	/** An id that nobody has may be anything, and is not repeated. */
	private void note(@Nullable Authentication tried, HttpServletRequest request) {
		Optional<AccessClient> client = (tried != null) ? this.clients.find(tried.getName()) : Optional.empty();
		String id = client.map(AccessClient::clientId).orElse("unknown");
		this.refusals.note(AuditEntry.refused(
				new AuditActor(AuditActor.Kind.CLIENT, id, client.map(AccessClient::organisation).orElse(""),
						client.map((known) -> known.role().name()).orElse(""), request.getRemoteAddr()),
				"TOKEN_REFUSED", new AuditSubject("CLIENT", id), HttpStatus.UNAUTHORIZED.name()));
	}

}
