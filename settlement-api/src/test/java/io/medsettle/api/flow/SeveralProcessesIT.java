package io.medsettle.api.flow;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.api.broker.OutsideBroker;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.kafka.ConsumerGroups;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process over a Kafka outside, and another one of its role that is stopped in order.
 */
class SeveralProcessesIT {

	private static final int CALLERS = 8;

	private static final Duration WITHIN = Duration.ofSeconds(30);

	@TempDir
	static Path folder;

	private static OutsideBroker broker;

	private static Engine staying;

	@BeforeAll
	static void start() {
		broker = new OutsideBroker(folder.resolve("kafka"));
		staying = start("staying", "router");
	}

	@AfterAll
	static void stop() {
		staying.close();
		broker.close();
	}

	@Test
	void nobodyIsCutOffAndNothingWaitsForTheOneThatStops() throws Exception {
		try (Engine stopping = start("stopping", "api,router");
				Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			await().atMost(WITHIN)
				.until(() -> partitions(admin).size() == 2
						&& partitions(admin).values().stream().noneMatch((partitions) -> partitions == 0));

			HttpCaller http = new HttpCaller(stopping.baseUrl());
			List<Future<HttpResponse<Void>>> lastAnswers = Stream
				.generate(() -> callers.submit(callUntilSentAway(http)))
				.limit(CALLERS)
				.toList();
			Future<HttpResponse<Void>> waiting = callers
				.submit(() -> send(http, HttpClient.newHttpClient(), "wait=30"));
			TimeUnit.SECONDS.sleep(1);
			long begin = System.nanoTime();
			stopping.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

			for (Future<HttpResponse<Void>> last : lastAnswers) {
				assertThat(last.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
			}
			assertThat(waiting.get(1, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
			await().atMost(Duration.ofSeconds(8)).until(() -> partitions(admin).equals(Map.of("staying", 3)));
		}
	}

	@Test
	void aKafkaThatGoesIsToldInOneLineAndItsReturnInAnother() throws Exception {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		try {
			broker.standStill();
			await().atMost(WITHIN)
				.until(() -> new HttpCaller(staying.baseUrl()).get("/actuator/health/readiness"),
						(answer) -> answer.status() == 503);
			TimeUnit.SECONDS.sleep(5);
			broker.goOn();
			await().atMost(WITHIN).until(() -> said(log).size() > 1);
			TimeUnit.SECONDS.sleep(3);
		}
		finally {
			root.detachAppender(log);
		}
		assertThat(said(log)).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly((away) -> assertThat(away).startsWith("Kafka does not answer: "),
					(back) -> assertThat(back).startsWith("Kafka answers again after "));
	}

	/** What the broker says is its own. */
	private static List<ILoggingEvent> said(ListAppender<ILoggingEvent> log) {
		return List.copyOf(log.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.filter((event) -> !event.getLoggerName()
				.matches(
						"(kafka|org\\.apache\\.kafka\\.(server|controller|raft|storage|metadata|image|coordinator))\\..*"))
			.toList();
	}

	private static Engine start(String instance, String roles) {
		return Engine.start(folder.resolve(instance),
				Map.of("settlement.broker.embedded", "false", "spring.kafka.bootstrap-servers", broker.address(),
						"settlement.privacy.key-file", Engine.sharedKeyFile(folder), "settlement.instance", instance,
						"settlement.roles", roles, "settlement.intake.drain-time", "5s",
						"logging.level.org.apache.kafka.clients.NetworkClient", "warn"));
	}

	/** Sends claims on one connection, as long as it may. */
	private static Callable<HttpResponse<Void>> callUntilSentAway(HttpCaller http) {
		return () -> {
			HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
			HttpResponse<Void> answer = send(http, client, "respond-async");
			while (!answer.headers().allValues("Connection").contains("close")) {
				TimeUnit.MILLISECONDS.sleep(20);
				answer = send(http, client, "respond-async");
			}
			return answer;
		};
	}

	private static HttpResponse<Void> send(HttpCaller http, HttpClient client, String prefer)
			throws IOException, InterruptedException {
		return client.send(http.request("/api/v1/claims", "Content-Type", "application/json", "Prefer", prefer)
			.POST(BodyPublishers.ofString(SampleClaim.settlement().toString()))
			.build(), BodyHandlers.discarding());
	}

	/** How many partitions of the router each process has. */
	private static Map<String, Integer> partitions(Admin admin) throws Exception {
		return admin.describeConsumerGroups(List.of(ConsumerGroups.ROUTER))
			.describedGroups()
			.get(ConsumerGroups.ROUTER)
			.get(10, TimeUnit.SECONDS)
			.members()
			.stream()
			.collect(Collectors.toMap((member) -> member.groupInstanceId().orElseThrow().split("\\.")[2].split("-")[0],
					(member) -> member.assignment().topicPartitions().size()));
	}

}
