package io.medsettle.api.startup;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The lines that tell the operator how the process came up and that it goes down.
 */
@Component
class StartupLog {

	private static final Logger logger = LoggerFactory.getLogger(StartupLog.class);

	private static final double MS_PER_SECOND = 1000.0;

	private final SettlementSettings settings;

	private final Environment environment;

	StartupLog(SettlementSettings settings, Environment environment) {
		this.settings = settings;
		this.environment = environment;
	}

	@EventListener
	void httpOpened(WebServerInitializedEvent event) {
		String scheme = (event.getWebServer() instanceof TomcatWebServer server)
				? server.getTomcat().getConnector().getScheme() : "http";
		String what = isOfManagement(event.getApplicationContext()) ? "Management" : "HTTP";
		logger.info("{} at {}://localhost:{}/", what, scheme, event.getWebServer().getPort());
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		String roles = Arrays.stream(Role.values())
			.filter(this.settings.roles()::contains)
			.map(Role::settingName)
			.collect(Collectors.joining(", "));
		String[] profiles = this.environment.getActiveProfiles();
		logger.info("Ready as {}{} in {} s", roles,
				(profiles.length > 0) ? ", profile " + String.join(", ", profiles) : "",
				String.format(Locale.ROOT, "%.1f", seconds(event.getTimeTaken())));
	}

	private static double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() / MS_PER_SECOND : 0;
	}

	@EventListener
	@Order(0)
	void stopping(ContextClosedEvent event) {
		if (!isOfManagement(event.getApplicationContext())) {
			logger.info("Stopping");
			StopNoise.silence();
		}
	}

	/** With a port of its own, it starts and stops within the life of the engine. */
	private static boolean isOfManagement(ApplicationContext context) {
		return context.getParent() != null;
	}

}
