package io.medsettle.api.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import io.medsettle.api.broker.BrokerFaultListener;
import io.medsettle.api.broker.BrokerStart;
import io.medsettle.core.intake.ClaimAppender;
import io.medsettle.core.kafka.EventAuthenticator;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the engine's intake is compared with: the same server, broker, topics and producer
 * in a process of its own, and an endpoint that appends what it gets, unread. All events
 * have the same length of hospital code in front.
 */
@ConditionalOnProperty(BareEndpoint.SWITCHED_ON)
@SpringBootConfiguration
@EnableAutoConfiguration(excludeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
		"org.springframework.boot.batch.autoconfigure.BatchAutoConfiguration",
		"org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration" })
@ComponentScan({ "io.medsettle.api.broker", "io.medsettle.core.kafka", "io.medsettle.core.settings" })
@Import(ClaimAppender.class)
@RestController
public class BareEndpoint {

	/** The engine of a test must not find this among its own parts. */
	static final String SWITCHED_ON = "benchmark.bare-endpoint";

	private static final int HOSPITAL_FROM = "{\"hospitalCode\":\"".length();

	private static final int HOSPITAL_TO = HOSPITAL_FROM + "H31000000001".length();

	private static final int IN_FLIGHT_MAX = 4096;

	private final ClaimAppender appender;

	BareEndpoint(ClaimAppender appender) {
		this.appender = appender;
	}

	public static void main(String[] arguments) {
		SpringApplication application = new SpringApplication(BareEndpoint.class);
		application.addInitializers(new BrokerStart(BrokerFaultListener.LOG_ONLY));
		application.setDefaultProperties(
				Map.of(SWITCHED_ON, "true", "management.endpoint.health.validate-group-membership", "false"));
		application.run(arguments);
	}

	@Bean
	static EventAuthenticator eventAuthenticator() {
		return new EventAuthenticator(new byte[32]);
	}

	@PostMapping("/api/v1/claims")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Map<String, String> append(@RequestBody byte[] claim) {
		this.appender.append(hospital(claim), claim).join();
		return Map.of("status", "RECEIVED");
	}

	@PostMapping("/api/v1/claims/batch")
	Map<String, Long> appendLines(HttpServletRequest request) throws IOException {
		AtomicLong received = new AtomicLong();
		Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(request.getInputStream(), StandardCharsets.ISO_8859_1));
		String line;
		while ((line = lines.readLine()) != null) {
			byte[] claim = line.getBytes(StandardCharsets.ISO_8859_1);
			inFlight.acquireUninterruptibly();
			this.appender.append(hospital(claim), claim).thenAccept((appended) -> {
				received.incrementAndGet();
				inFlight.release();
			});
		}
		inFlight.acquireUninterruptibly(IN_FLIGHT_MAX);
		return Map.of("received", received.get());
	}

	private static String hospital(byte[] claim) {
		return new String(claim, HOSPITAL_FROM, HOSPITAL_TO - HOSPITAL_FROM, StandardCharsets.ISO_8859_1);
	}

}
