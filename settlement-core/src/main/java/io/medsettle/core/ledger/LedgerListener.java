package io.medsettle.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.Posting.RefusedLeg;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Takes one side's legs from Kafka into its ledger. The database commits first, then the
 * refusals go out, then the offsets are committed: whatever fails in between is done
 * again and has no second effect.
 */
class LedgerListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

	private static final Logger log = LoggerFactory.getLogger(LedgerListener.class);

	private final Side side;

	private final Ledger ledger;

	private final ReaderProgress progress;

	private final ClaimDecoder decoder;

	private final KafkaOperations<byte[], byte[]> kafka;

	private final LedgerMeters meters;

	LedgerListener(Side side, Ledger ledger, ReaderProgress progress, ClaimDecoder decoder,
			KafkaOperations<byte[], byte[]> kafka, LedgerMeters meters) {
		this.side = side;
		this.ledger = ledger;
		this.progress = progress;
		this.decoder = decoder;
		this.kafka = kafka;
		this.meters = meters;
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback consumer) {
		this.progress.resume(assignments.keySet(), consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		List<Leg> legs = new ArrayList<>(events.size());
		List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			Leg leg = read(event);
			if (leg != null) {
				legs.add(leg);
			}
			else {
				outgoing.add(strayed(event));
			}
		}
		Posting posting = this.ledger.post(legs, events);
		if (this.side == Side.TREATMENT) {
			for (RefusedLeg refused : posting.refused()) {
				outgoing.add(refused.refusal().toEvent(null, refused.leg().bytes()));
			}
		}
		sendAll(outgoing);
		this.meters.count(posting);
	}

	private @Nullable Leg read(ConsumerRecord<byte[], byte[]> event) {
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		String treatmentCity = RoutingHeaders.text(event.headers(), RoutingHeaders.TREATMENT_CITY);
		if (routing == null || treatmentCity == null) {
			return null;
		}
		return switch (this.decoder.decode(event.value())) {
			case Decoding.Decoded decoded -> Leg.of(decoded.claim(), treatmentCity, routing, event.value());
			case Decoding.Refused refused -> null;
			case Decoding.Undecodable undecodable -> null;
		};
	}

	/**
	 * Only the router writes legs. Anything else on its topics is put aside, since it
	 * belongs to no submitted claim.
	 */
	private ProducerRecord<byte[], byte[]> strayed(ConsumerRecord<byte[], byte[]> event) {
		log.error("{}-{}@{} is no leg of the router and was put aside in {}", event.topic(), event.partition(),
				event.offset(), Topics.CLAIMS_DEAD_LETTER);
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.CLAIMS_DEAD_LETTER, event.key(),
				event.value());
		RoutingHeaders.add(letter.headers(), RoutingHeaders.REASON,
				"Found on " + event.topic() + ", but not written by the router.");
		return letter;
	}

	private void sendAll(List<ProducerRecord<byte[], byte[]>> outgoing) {
		List<CompletableFuture<?>> sends = new ArrayList<>(outgoing.size());
		for (ProducerRecord<byte[], byte[]> event : outgoing) {
			sends.add(this.kafka.send(event));
		}
		sends.forEach(CompletableFuture::join);
	}

}
