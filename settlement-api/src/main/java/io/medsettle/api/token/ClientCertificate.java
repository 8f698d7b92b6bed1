package io.medsettle.api.token;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

import io.medsettle.core.claim.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationContext;

/**
 * The certificate that a client shows on its connection. That an authority of the
 * server's trust store stands behind it was seen when the connection was made.
 */
public final class ClientCertificate {

	private static final String CHAIN = "jakarta.servlet.request.X509Certificate";

	private ClientCertificate() {
	}

	/**
	 * Holds the certificate of who asks for a token against the one registered for it.
	 * Whether those who issued it were sent along as well makes no difference, as it does
	 * to Spring Security, which takes it for self-signed if not.
	 * @throws OAuth2AuthenticationException if it is another
	 */
	public static void verify(OAuth2ClientAuthenticationContext context) {
		X509Certificate[] chain = (X509Certificate[]) context.getAuthentication().getCredentials();
		String registered = context.getRegisteredClient().getClientSettings().getX509CertificateSubjectDN();
		if (chain == null || !chain[0].getSubjectX500Principal().getName().equals(registered)) {
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
		}
	}

	/**
	 * The thumbprint of the certificate of a connection, as the tokens that are bound to
	 * one name it (RFC 8705, {@code x5t#S256}); null if none was shown.
	 */
	static @Nullable String thumbprint(HttpServletRequest request) {
		if (!(request.getAttribute(CHAIN) instanceof X509Certificate[] chain) || chain.length == 0) {
			return null;
		}
		try {
			byte[] digest = HexFormat.of().parseHex(Sha256.of(chain[0].getEncoded()));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("It came over the connection encoded.", ex);
		}
	}

}
