package io.medsettle.core.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.kafka.TopicEndsReader.Standing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who has left transactions open. Asked once for each, and told in the log when
 * it is found and when it is over.
 */
class OpenTransactions {

	private static final Logger log = LoggerFactory.getLogger(OpenTransactions.class);

	/** A transaction of the engine's own, or of a busy hospital, is over long before. */
	static final Duration NAMED_AFTER = Duration.ofSeconds(10);

	private static final int ID_LENGTH_MAX = 100;

	private final Admin admin;

	private final Clock clock;

	private Map<TopicPartition, OpenTransaction> known = Map.of();

	OpenTransactions(Admin admin, Clock clock) {
		this.admin = admin;
		this.clock = clock;
	}

	/**
	 * The transactions that hold the partitions back and are not over soon.
	 * @param standing where stable offsets stand still
	 */
	List<OpenTransaction> named(Map<TopicPartition, Standing> standing) {
		Map<TopicPartition, OpenTransaction> named = new HashMap<>();
		Instant before = this.clock.instant().minus(NAMED_AFTER);
		for (Map.Entry<TopicPartition, Standing> held : standing.entrySet()) {
			OpenTransaction last = this.known.get(held.getKey());
			if (last != null && last.offset() == held.getValue().offset()) {
				named.put(held.getKey(), last);
			}
			else if (!held.getValue().since().isAfter(before)) {
				OpenTransaction found = find(held.getKey(), held.getValue());
				named.put(held.getKey(), found);
				log.warn("A transaction has been open since {} and holds back everything behind it: {}", found.since(),
						found);
			}
		}
		this.known.forEach((partition, last) -> {
			if (!last.equals(named.get(partition))) {
				log.info("No longer open: {}", last);
			}
		});
		this.known = Map.copyOf(named);
		return List.copyOf(named.values());
	}

	private OpenTransaction find(TopicPartition partition, Standing standing) {
		String sender = "a sender that the broker does not name";
		Instant since = standing.since();
		try {
			for (ProducerState producer : producers(partition)) {
				if (producer.currentTransactionStartOffset().orElse(-1) == standing.offset()) {
					sender = "producer " + producer.producerId();
					List<String> ids = transactionalIds(producer.producerId());
					if (!ids.isEmpty()) {
						sender = "transactional id " + printable(ids.getFirst()) + ", " + sender;
						since = beginning(ids.getFirst(), since);
					}
				}
			}
		}
		catch (KafkaException ex) {
			log.warn(KafkaAway.markerOf(ex), "The broker did not say more of who has left a transaction open in {}: {}",
					partition, ex.toString());
		}
		return new OpenTransaction(partition.topic(), partition.partition(), standing.offset(), sender, since);
	}

	/**
	 * The sender has chosen it, and it goes into the log and to whoever asks for health.
	 */
	private static String printable(String transactionalId) {
		String shown = transactionalId.replaceAll("[^\\x21-\\x7E]", "?");
		return (shown.length() <= ID_LENGTH_MAX) ? shown : shown.substring(0, ID_LENGTH_MAX) + "…";
	}

	private Collection<ProducerState> producers(TopicPartition partition) {
		return KafkaClients.answer(this.admin.describeProducers(List.of(partition)).partitionResult(partition))
			.activeProducers();
	}

	/** Empty as well where the engine may not ask for it. */
	private List<String> transactionalIds(long producerId) {
		ListTransactionsOptions ofProducer = new ListTransactionsOptions().filterProducerIds(Set.of(producerId));
		return KafkaClients.answer(this.admin.listTransactions(ofProducer).all())
			.stream()
			.map(TransactionListing::transactionalId)
			.toList();
	}

	private Instant beginning(String transactionalId, Instant seen) {
		long startMs = KafkaClients
			.answer(this.admin.describeTransactions(List.of(transactionalId)).description(transactionalId))
			.transactionStartTimeMs()
			.orElse(seen.toEpochMilli());
		return Instant.ofEpochMilli(startMs);
	}

}
