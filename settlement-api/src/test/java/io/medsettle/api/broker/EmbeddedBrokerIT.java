package io.medsettle.api.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.medsettle.api.testing.Engine;
import io.medsettle.core.kafka.BoundedConsumer;
import io.medsettle.core.kafka.EventSizes;
import io.medsettle.core.kafka.TopicLeaders;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The embedded broker as plain Kafka clients see it.
 */
class EmbeddedBrokerIT {

	private static final String TOPIC = "visits";

	private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06Z");

	@TempDir
	Path folder;

	private final int port = Engine.freePort();

	private final SettlementSettings.Broker settings = new SettlementSettings.Broker(true, this.port, 0,
			Duration.ofMinutes(1));

	private final List<String> faults = new ArrayList<>();

	private EmbeddedBroker broker;

	@BeforeEach
	void startBroker() {
		this.broker = EmbeddedBroker.start(this.folder, this.settings, this.faults::add);
	}

	@AfterEach
	void stopBroker() {
		this.broker.close();
	}

	@Test
	void recordsCarryTheTimeOfTheBrokerAndNotOfTheClient() throws Exception {
		createTopic();
		Instant before = Instant.now();
		send(producer(Map.of()), "a");
		ConsumerRecord<String, String> read = read("readers", 1).getFirst();
		assertThat(read.value()).isEqualTo("a");
		assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
		assertThat(Instant.ofEpochMilli(read.timestamp())).isBetween(before.minusMillis(1), Instant.now());
	}

	@Test
	void aRestartKeepsRecordsAndCommittedOffsets() throws Exception {
		createTopic();
		try (KafkaProducer<String, String> producer = producer(Map.of())) {
			send(producer, "a", "b", "c");
			assertThat(read("readers", 2)).extracting(ConsumerRecord::value).containsExactly("a", "b");

			this.broker.close();
			assertThat(BrokerLog.wasClosed(this.folder)).isTrue();
			this.broker = EmbeddedBroker.start(this.folder, this.settings, this.faults::add);

			assertThat(BrokerLog.wasClosed(this.folder)).isFalse();
			assertThat(read("readers", 1)).extracting(ConsumerRecord::value).containsExactly("c");
			assertThat(read("others", 3)).extracting(ConsumerRecord::value).containsExactly("a", "b", "c");
			// A client that was connected all the time just goes on.
			send(producer, "d");
			assertThat(read("readers", 1)).extracting(ConsumerRecord::value).containsExactly("d");
		}
	}

	/** Unawaited, some of so many new partitions refuse their first record. */
	@Test
	void awaitedPartitionsRefuseNoRecord() throws Exception {
		Map<String, Object> impatient = Map.of("retries", 0, "enable.idempotence", false);
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
			for (int round = 0; round < 8; round++) {
				List<NewTopic> topics = newTopics("round-" + round);
				admin.createTopics(topics).all().get(10, TimeUnit.SECONDS);
				TopicLeaders.await(admin, topics.stream().map(NewTopic::name).toList());
				try (KafkaProducer<String, String> producer = producer(impatient)) {
					List<Future<RecordMetadata>> sent = new ArrayList<>();
					topics.forEach((topic) -> IntStream.range(0, topic.numPartitions())
						.forEach((partition) -> sent
							.add(producer.send(new ProducerRecord<>(topic.name(), partition, "key", "value")))));
					for (Future<RecordMetadata> record : sent) {
						assertThat(record).succeedsWithin(Duration.ofSeconds(20));
					}
				}
			}
		}
	}

	private static List<NewTopic> newTopics(String prefix) {
		return IntStream.range(0, 6).mapToObj((topic) -> new NewTopic(prefix + "-" + topic, 6, (short) 1)).toList();
	}

	@Test
	void aTransactionLeftOpenByAKilledClientIsUndoneByItsSuccessor() throws Exception {
		createTopic();
		Map<String, Object> transactional = Map.of("transactional.id", "router-0");
		KafkaProducer<String, String> killed = producer(transactional);
		killed.initTransactions();
		killed.beginTransaction();
		send(killed, "lost");
		try (KafkaProducer<String, String> successor = producer(transactional)) {
			successor.initTransactions();
			successor.beginTransaction();
			send(successor, "kept");
			successor.commitTransaction();
		}
		assertThat(read("readers", 1)).extracting(ConsumerRecord::value).containsExactly("kept");
		killed.close(Duration.ZERO);
	}

	/** 48 MB that travel as some kilobytes. */
	@Test
	void aPollIsBoundedWhateverAPackedBatchHolds() throws Exception {
		createTopic();
		String large = " ".repeat(1_000_000);
		try (KafkaProducer<String, String> producer = producer(
				Map.of("compression.type", "gzip", "linger.ms", 5_000, "batch.size", 900_000))) {
			IntStream.range(0, 48).forEach((number) -> producer.send(new ProducerRecord<>(TOPIC, 0, null, large)));
			producer.flush();
		}

		List<Integer> polls = new ArrayList<>();
		try (BoundedConsumer consumer = new BoundedConsumer(
				Map.of("bootstrap.servers", servers(), "auto.offset.reset", "earliest", "enable.auto.commit", false))) {
			consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
			long next = 0;
			for (int poll = 0; poll < 100 && next < 48; poll++) {
				List<ConsumerRecord<byte[], byte[]>> events = consumer.poll(Duration.ofMillis(500))
					.records(new TopicPartition(TOPIC, 0));
				polls.add(events.size());
				for (ConsumerRecord<byte[], byte[]> event : events) {
					assertThat(event.offset()).isEqualTo(next++);
					assertThat(event.value()).hasSize(1_000_000);
				}
			}
			assertThat(next).isEqualTo(48);
		}
		assertThat(polls).allMatch((size) -> size <= 9);
	}

	@Test
	void anEventThatGrowsTooLargeWhenUnpackedIsRefusedByTheBroker() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
			admin
				.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())
					.configs(Map.of("max.decompressed.message.bytes", Integer.toString(EventSizes.EVENT_MAX)))))
				.all()
				.get(10, TimeUnit.SECONDS);
		}
		try (KafkaProducer<String, String> producer = producer(
				Map.of("compression.type", "gzip", "max.request.size", 300_000_000, "buffer.memory", 500_000_000))) {
			assertThat(producer.send(new ProducerRecord<>(TOPIC, 0, null, " ".repeat(20_000_000))))
				.failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.withCauseInstanceOf(InvalidRecordException.class);
			send(producer, "a");
		}
	}

	@Test
	void aFatalFaultIsToldAndLeavesTheProcessAlone() {
		Exit.halt(1, "log directory failed");
		assertThat(this.faults).singleElement().asString().contains("log directory failed");
	}

	@Test
	void aTakenPortIsToldByTheException() {
		assertThatExceptionOfType(BrokerStartException.class)
			.isThrownBy(() -> EmbeddedBroker.start(this.folder.resolve("second"), this.settings, this.faults::add))
			.withMessageContaining("127.0.0.1:" + this.port)
			.withMessageContaining("in use");
	}

	private void createTopic() throws Exception {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
			admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
				.all()
				.get(10, TimeUnit.SECONDS);
		}
	}

	private String servers() {
		return String.join(",", this.broker.getBootstrapServers());
	}

	private KafkaProducer<String, String> producer(Map<String, Object> more) {
		Map<String, Object> configuration = new HashMap<>(more);
		configuration.put("bootstrap.servers", servers());
		return new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer());
	}

	private static void send(KafkaProducer<String, String> producer, String... values) throws Exception {
		for (String value : values) {
			producer.send(new ProducerRecord<>(TOPIC, 0, LONG_AGO.toEpochMilli(), "key", value))
				.get(20, TimeUnit.SECONDS);
		}
	}

	/** Reads and commits exactly so many committed records. */
	private List<ConsumerRecord<String, String>> read(String group, int count) {
		Map<String, Object> configuration = Map.of("bootstrap.servers", servers(), "group.id", group,
				"auto.offset.reset", "earliest", "enable.auto.commit", false, "isolation.level", "read_committed",
				"max.poll.records", count);
		List<ConsumerRecord<String, String>> read = new ArrayList<>();
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(configuration, new StringDeserializer(),
				new StringDeserializer())) {
			consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
			for (int poll = 0; poll < 100 && read.size() < count; poll++) {
				consumer.poll(Duration.ofMillis(200)).forEach(read::add);
			}
			consumer.commitSync();
		}
		return read;
	}

}
