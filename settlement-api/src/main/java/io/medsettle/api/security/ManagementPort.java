package io.medsettle.api.security;

import io.medsettle.api.http.ProblemConfiguration;
import jakarta.servlet.ServletContext;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * The port of management, where {@code management.server.port} gives it one of its own:
 * it has the engine's filter chains, and is told here what else it has in common with the
 * other port. Spring Boot finds this by a file of META-INF, and no scan may.
 */
@Import({ SecurityHeaders.class, ProblemConfiguration.class })
class ManagementPort {

	/** Whether a request came in there. */
	static boolean isThatOf(ServletContext server) {
		return WebServerApplicationContext
			.hasServerNamespace(WebApplicationContextUtils.getWebApplicationContext(server), "management");
	}

}
