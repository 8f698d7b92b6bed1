package io.medsettle.core.routing;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.signature.EventSignatures;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import org.springframework.stereotype.Component;

/**
 * The router in transactions of its producer, without Kafka.
 */
@Component
public class TransactionalRouter {

	private final KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(
			new MockProducerFactory<>((transactional, id) -> this.producer, "router"));

	private final Router router;

	private UnaryOperator<List<ProducerRecord<byte[], byte[]>>> bug = UnaryOperator.identity();

	private MockProducer<byte[], byte[]> producer = newProducer();

	TransactionalRouter(RegistryStore registries, ClearingDays days, DayEnds dayEnds, SettlementSettings settings,
			Clock clock, MeterRegistry meters, EventAuthenticator authenticator, EventSignatures signatures) {
		this.router = new Router(this.kafka, new ClaimDecoder(),
				new ClaimRules(settings.claims().futureTolerance(), settings.claims().submissionLimitByDay(),
						settings.timeZone()),
				registries, days, dayEnds, clock, new RouterMeters(meters), authenticator, signatures);
	}

	/**
	 * Lets the router send something else than it does.
	 */
	public void plant(UnaryOperator<List<ProducerRecord<byte[], byte[]>>> newBug) {
		this.bug = newBug;
	}

	/**
	 * Takes one batch in a transaction.
	 * @param beforeCommit is given what was sent; the transaction is given up if it
	 * throws
	 * @return what is visible afterwards to those who read what is committed
	 */
	public List<ProducerRecord<byte[], byte[]>> take(List<ConsumerRecord<byte[], byte[]>> events,
			Consumer<List<ProducerRecord<byte[], byte[]>>> beforeCommit) {
		this.producer = newProducer();
		this.kafka.executeInTransaction((operations) -> {
			this.router.onMessage(events);
			beforeCommit.accept(this.bug.apply(this.producer.uncommittedRecords()));
			return true;
		});
		return this.bug.apply(this.producer.history());
	}

	private static MockProducer<byte[], byte[]> newProducer() {
		MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
				new ByteArraySerializer());
		producer.initTransactions();
		return producer;
	}

}
