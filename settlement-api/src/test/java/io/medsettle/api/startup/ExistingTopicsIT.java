package io.medsettle.api.startup;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.broker.OutsideBroker;
import io.medsettle.api.testing.Engine;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A Kafka that has the topics already, made by somebody else: the engine takes them if
 * they are as they must be, else says what is wrong and starts in no role. It changes
 * nothing in either case.
 */
class ExistingTopicsIT {

	@TempDir
	static Path brokerFolder;

	private static OutsideBroker broker;

	@TempDir
	Path folder;

	@BeforeAll
	static void makeTopics() throws Exception {
		broker = new OutsideBroker(brokerFolder);
		try (Admin admin = admin(broker.address())) {
			admin.createTopics(List.of(
					topic(Topics.CLAIMS_SUBMITTED, 3,
							Map.of("message.timestamp.type", "CreateTime", "retention.ms", "604800000")),
					topic(Topics.CLAIMS_ROUTED_TREATMENT, 12, Map.of()),
					topic(Topics.CLAIMS_ROUTED_INSURED, 3, Map.of("cleanup.policy", "compact")),
					topic(Topics.CLAIMS_REJECTED, 3, Map.of("max.message.bytes", "65536")),
					topic(Topics.CLAIMS_DECIDED, 3, Map.of("retention.bytes", "1073741824")),
					topic(Topics.CLEARING_PUBLISHED, 1, Map.of())))
				.all()
				.get(20, TimeUnit.SECONDS);
		}
	}

	@AfterAll
	static void stopBroker() {
		broker.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "api", "insured-ledger", "night", "api,router,treatment-ledger,insured-ledger,night" })
	void everyRoleSaysInOneLineWhatIsWrongAndDoesNotStart(String roles) throws Exception {
		assertThat(failureOf(Map.of("settlement.broker.embedded", "false", "spring.kafka.bootstrap-servers",
				broker.address(), "settlement.roles", roles)))
			.isEqualTo("Kafka has what the engine cannot work with, and nothing was changed:"
					+ " topic claims.submitted: message.timestamp.type is CreateTime, must be LogAppendTime,"
					+ " and retention.ms is 604800000, must be 2592000000 at least (settlement.topics.retention);"
					+ " topic claims.routed.treatment: partitions is 12, must be 3 (settlement.topics.partitions);"
					+ " topic claims.routed.insured: cleanup.policy is compact, must be delete;"
					+ " topic claims.rejected: max.message.bytes is 65536, must be 1048588 at least;"
					+ " topic claims.decided: retention.bytes is 1073741824, must be -1, so that only time deletes events");
		assertThat(partitions(broker.address(), Topics.CLAIMS_SUBMITTED)).isEqualTo(3);
		assertThat(partitions(broker.address(), Topics.CLAIMS_ROUTED_TREATMENT)).isEqualTo(12);
	}

	@Test
	void brokersMustNotLetTransactionsBeOpenForLonger() {
		assertThat(failureOf(Map.of("settlement.broker.embedded", "false", "spring.kafka.bootstrap-servers",
				broker.address(), "settlement.broker.transaction-max-timeout", "30s")))
			.isEqualTo("Kafka has what the engine cannot work with, and nothing was changed:"
					+ " broker 1: transaction.max.timeout.ms is 60000, must be 30000 at most"
					+ " (settlement.broker.transaction-max-timeout)");
	}

	@Test
	void topicsAreNeverGrown() throws Exception {
		try (Engine engine = Engine.start(this.folder)) {
			assertThat(partitions(engine.bootstrapServers(), Topics.CLAIMS_SUBMITTED)).isEqualTo(3);
		}
		assertThat(failureOf(Map.of("settlement.topics.partitions", "16")))
			.startsWith("Kafka has what the engine cannot work with, and nothing was changed:"
					+ " topic claims.submitted: partitions is 3, must be 16 (settlement.topics.partitions);"
					+ " topic claims.routed.treatment: partitions is 3, must be 16 (settlement.topics.partitions);")
			.doesNotContain(Topics.CLEARING_PUBLISHED);
		try (Engine engine = Engine.start(this.folder)) {
			assertThat(partitions(engine.bootstrapServers(), Topics.CLAIMS_SUBMITTED)).isEqualTo(3);
		}
	}

	/** The line of an engine that must not come up. */
	private String failureOf(Map<String, String> settings) {
		Throwable failure = catchThrowable(() -> Engine.start(this.folder, settings).close());
		FailureAnalysis analysis = (failure != null)
				? new StartupFailureAnalyzer(new MockEnvironment()).analyze(failure) : null;
		assertThat(analysis).as(() -> "started: " + failure).isNotNull();
		return OneLineFailureReporter.line(analysis);
	}

	private static int partitions(String servers, String topic) throws Exception {
		try (Admin admin = admin(servers)) {
			return admin.describeTopics(List.of(topic))
				.topicNameValues()
				.get(topic)
				.get(20, TimeUnit.SECONDS)
				.partitions()
				.size();
		}
	}

	private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1",
				"max.decompressed.message.bytes", "1048588"));
		all.putAll(settings);
		return new NewTopic(name, partitions, (short) 1).configs(all);
	}

	private static Admin admin(String servers) {
		return Admin.create(Map.of("bootstrap.servers", servers));
	}

}
