package io.medsettle.api.provider;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * A provider vouches for somebody who is nobody here: an operator has linked no person to
 * the issuer and subject.
 */
public class UnlinkedException extends OAuth2AuthenticationException {

	private static final long serialVersionUID = 1L;

	private final String issuer;

	private final String subject;

	public UnlinkedException(String issuer, String subject) {
		super(new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED),
				"Nobody here is linked to the issuer and the subject of the token; an operator links people to them.");
		this.issuer = issuer;
		this.subject = subject;
	}

	public String issuer() {
		return this.issuer;
	}

	public String subject() {
		return this.subject;
	}

}
