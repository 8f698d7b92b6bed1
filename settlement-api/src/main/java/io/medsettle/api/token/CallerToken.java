package io.medsettle.api.token;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import java.time.Instant;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * A caller as Spring Security knows one, and from when until when.
 */
public class CallerToken extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient Caller caller;

	private final Instant issuedAt;

	private final Instant expiresAt;

	public CallerToken(Caller caller, Instant issuedAt, Instant expiresAt) {
		super(AuthorityUtils
			.createAuthorityList(caller.roles().stream().map(AccessRole::authority).sorted().toArray(String[]::new)));
		this.caller = caller;
		this.issuedAt = issuedAt;
		this.expiresAt = expiresAt;
		setAuthenticated(true);
	}

	@Override
	public Caller getPrincipal() {
		return this.caller;
	}

	@Override
	public String getCredentials() {
		return "";
	}

	Instant issuedAt() {
		return this.issuedAt;
	}

	Instant expiresAt() {
		return this.expiresAt;
	}

}
