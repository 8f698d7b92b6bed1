package io.medsettle.api.http;

import java.io.IOException;
import java.time.Duration;

import io.medsettle.core.settings.SettlementSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets callers go before the engine stops. It is unready by then, so that a load balancer
 * sends nobody new; who is connected is still answered, and told by
 * {@code Connection: close} to connect anew, elsewhere. Else their next request would
 * meet a closed connection, and nobody could tell whether it was taken.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class DrainFilter extends OncePerRequestFilter {

	private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

	/** Tomcat counts the connection that it waits for. */
	private static final int NOBODY = 1;

	private final Duration drainTime;

	private volatile boolean draining;

	private volatile @Nullable AbstractProtocol<?> protocol;

	DrainFilter(SettlementSettings settings) {
		this.drainTime = settings.intake().drainTime();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.draining) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		chain.doFilter(request, response);
	}

	@EventListener
	void open(WebServerInitializedEvent event) {
		if (event.getWebServer() instanceof TomcatWebServer server
				&& server.getTomcat().getConnector().getProtocolHandler() instanceof AbstractProtocol<?> opened) {
			this.protocol = opened;
		}
	}

	/**
	 * Before anything stops, and after those who have an order: they end requests early.
	 */
	@EventListener(ContextClosedEvent.class)
	void drain() throws InterruptedException {
		this.draining = true;
		long begin = System.nanoTime();
		while (isAnybodyConnected() && System.nanoTime() - begin < this.drainTime.toNanos()) {
			Thread.sleep(LOOK_INTERVAL);
		}
	}

	private boolean isAnybodyConnected() {
		AbstractProtocol<?> opened = this.protocol;
		return opened != null && opened.getConnectionCount() > NOBODY;
	}

}
