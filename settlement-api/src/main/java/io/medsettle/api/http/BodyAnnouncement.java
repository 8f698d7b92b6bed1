package io.medsettle.api.http;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Asks a caller that announces its body ({@code Expect: 100-continue}) to send it only
 * when something is about to read it: who is turned away has not sent a gigabyte for
 * nothing.
 */
@Component
@ConditionalOnRole(Role.API)
class BodyAnnouncement implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.addConnectorCustomizers((connector) -> {
			if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
				http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
			}
		});
	}

}
