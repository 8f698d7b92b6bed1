package io.medsettle.core.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Builds the engine's producers and consumers, all of them of bytes, durable and exact:
 * {@code acks=all}, idempotent, read-committed.
 */
@Component
public class KafkaClients implements DisposableBean {

	/**
	 * A transaction left open by a killed process holds back its readers for this long at
	 * most.
	 */
	private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

	/** A process that stopped answering loses its partitions after this long. */
	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);

	/** The longest a batch may take before its partitions are given away. */
	private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

	private static final int FETCH_MAX_BYTES = 8 * 1024 * 1024;

	private final KafkaProperties properties;

	private final KafkaConnectionDetails connection;

	private final SettlementSettings settings;

	private final List<DefaultKafkaProducerFactory<byte[], byte[]>> factories = new CopyOnWriteArrayList<>();

	KafkaClients(KafkaProperties properties, KafkaConnectionDetails connection, SettlementSettings settings) {
		this.properties = properties;
		this.connection = connection;
		this.settings = settings;
	}

	/**
	 * A producer whose sends are durable once their future completes.
	 */
	public KafkaTemplate<byte[], byte[]> durableProducer(String clientName) {
		return template(producers(producerConfiguration(clientName)));
	}

	/**
	 * A producer whose sends are durable once their future completes, for callers that
	 * would rather be told of a failure soon.
	 * @param blockMax the longest that a send may block, for metadata or for room in the
	 * producer's buffer
	 * @param deliveryMax when a send that is not confirmed is given up
	 */
	public KafkaTemplate<byte[], byte[]> durableProducer(String clientName, Duration blockMax, Duration deliveryMax) {
		Map<String, Object> configuration = producerConfiguration(clientName);
		configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMax.toMillis());
		configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryMax.toMillis());
		// One attempt is over in time for a second one.
		configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryMax.dividedBy(3).toMillis());
		return template(producers(configuration));
	}

	/**
	 * Producers that take part in transactions.
	 */
	public DefaultKafkaProducerFactory<byte[], byte[]> transactionalProducers(String clientName) {
		Map<String, Object> configuration = producerConfiguration(clientName);
		long timeoutMs = Math.min(TRANSACTION_TIMEOUT.toMillis(),
				this.settings.broker().transactionMaxTimeout().toMillis());
		configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeoutMs);
		DefaultKafkaProducerFactory<byte[], byte[]> factory = producers(configuration);
		factory.setTransactionIdPrefix("medsettle." + clientName + "." + this.settings.instance() + ".");
		return factory;
	}

	/**
	 * A template over the given producers, without a measurement per record.
	 */
	public static KafkaTemplate<byte[], byte[]> template(DefaultKafkaProducerFactory<byte[], byte[]> factory) {
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(factory);
		template.setMicrometerEnabled(false);
		return template;
	}

	/**
	 * Consumers of committed bytes in a group.
	 */
	public ConsumerFactory<byte[], byte[]> consumers(String group) {
		return new DefaultKafkaConsumerFactory<>(consumerConfiguration(group)) {

			@Override
			protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> configuration) {
				return new BoundedConsumer(configuration);
			}

		};
	}

	/**
	 * A client for questions to the broker; to be closed by the caller.
	 */
	public Admin admin() {
		return Admin.create(adminConfiguration());
	}

	/**
	 * A client for questions to the broker, for callers that would rather be told soon
	 * that it does not answer.
	 * @param answerMax when a question is given up
	 */
	public Admin admin(Duration answerMax) {
		Map<String, Object> configuration = adminConfiguration();
		configuration.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) answerMax.toMillis());
		configuration.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) answerMax.toMillis());
		return Admin.create(configuration);
	}

	/**
	 * What the broker answers to a question.
	 * @throws KafkaException if it does not answer, or not as it should
	 */
	public static <T> T answer(KafkaFuture<T> question) {
		try {
			return question.get();
		}
		catch (InterruptedException ex) {
			throw new InterruptException(ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof KafkaException failure) {
				throw failure;
			}
			throw new KafkaException(ex.getCause());
		}
	}

	/**
	 * The configuration of a consumer of committed bytes that belongs to no group.
	 */
	public Map<String, Object> readerConfiguration() {
		Map<String, Object> configuration = new HashMap<>(this.properties.buildConsumerProperties());
		configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
				this.connection.getConsumer().getBootstrapServers());
		configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
		configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
		configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
		return configuration;
	}

	/**
	 * Closes all producers, while the broker still answers them.
	 */
	@Override
	public void destroy() {
		this.factories.forEach(DefaultKafkaProducerFactory::destroy);
	}

	private DefaultKafkaProducerFactory<byte[], byte[]> producers(Map<String, Object> configuration) {
		DefaultKafkaProducerFactory<byte[], byte[]> factory = new DefaultKafkaProducerFactory<>(configuration);
		this.factories.add(factory);
		return factory;
	}

	private Map<String, Object> adminConfiguration() {
		Map<String, Object> configuration = new HashMap<>(this.properties.buildAdminProperties());
		configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
				this.connection.getAdmin().getBootstrapServers());
		return configuration;
	}

	/**
	 * The name of this process in a consumer group; each of its consumers adds a number.
	 */
	public String memberName(String group) {
		return group + "." + this.settings.instance();
	}

	private Map<String, Object> consumerConfiguration(String group) {
		Map<String, Object> configuration = readerConfiguration();
		configuration.put(ConsumerConfig.GROUP_ID_CONFIG, group);
		// The same member returns after a kill and gets its partitions back at once.
		configuration.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, memberName(group));
		configuration.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
		configuration.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) MAX_POLL_INTERVAL.toMillis());
		configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, this.settings.ledger().batchSize());
		configuration.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
		return configuration;
	}

	private Map<String, Object> producerConfiguration(String clientName) {
		Map<String, Object> configuration = new HashMap<>(this.properties.buildProducerProperties());
		configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
				this.connection.getProducer().getBootstrapServers());
		configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "medsettle-" + clientName.toLowerCase(Locale.ROOT));
		configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		configuration.put(ProducerConfig.ACKS_CONFIG, "all");
		configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
		// The broker takes any sequence number as a producer's first in a partition: were
		// the very first request refused for a moment and the second taken, the first
		// could never be repeated. In a transaction the first request enrols the
		// partition, and more in flight would be refused and sent again.
		configuration.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
		configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
		configuration.put(ProducerConfig.LINGER_MS_CONFIG, 5);
		configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
		return configuration;
	}

}
