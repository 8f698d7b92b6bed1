package io.medsettle.core.ledger;

import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.kafka.DatabaseListener;
import io.medsettle.core.kafka.DeadLetterEvent;
import io.medsettle.core.ledger.LedgerListener.LegBatch;
import io.medsettle.core.ledger.Posting.RefusedLeg;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes one side's legs from Kafka into its ledger.
 */
class LedgerListener implements DatabaseListener<LegBatch> {

	private final Side side;

	private final Ledger ledger;

	private final EventRegister register;

	private final ClaimDecoder decoder;

	private final LedgerMeters meters;

	LedgerListener(Side side, Ledger ledger, EventRegister register, ClaimDecoder decoder, LedgerMeters meters) {
		this.side = side;
		this.ledger = ledger;
		this.register = register;
		this.decoder = decoder;
		this.meters = meters;
	}

	/**
	 * Only the router writes legs. Anything else on its topics is put aside, since it
	 * belongs to no submitted claim.
	 */
	@Override
	public LegBatch read(List<ConsumerRecord<byte[], byte[]>> events) {
		List<Leg> legs = new ArrayList<>(events.size());
		List<ProducerRecord<byte[], byte[]>> strayed = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			Leg leg = read(event);
			if (leg != null) {
				legs.add(leg);
			}
			else {
				strayed.add(DeadLetterEvent.found(event, ", but not written by the router."));
			}
		}
		this.ledger.prepare(legs);
		return new LegBatch(legs, strayed);
	}

	@Override
	public List<ProducerRecord<byte[], byte[]>> write(LegBatch batch) {
		Posting posting = this.ledger.post(batch.legs());
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				LedgerListener.this.meters.count(posting);
			}

		});
		List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>(batch.strayed());
		if (this.side == Side.TREATMENT) {
			outgoing.addAll(refuse(posting.refused()));
		}
		return outgoing;
	}

	/**
	 * A refusal is registered at once, since the night counts on it as soon as the batch
	 * is read, and told to whoever reads {@code claims.rejected}.
	 */
	private List<ProducerRecord<byte[], byte[]>> refuse(List<RefusedLeg> refused) {
		this.register.refusals(refused.stream().map(RefusedLeg::refusal).toList());
		return refused.stream().map((leg) -> leg.refusal().toEvent(null, leg.leg().bytes())).toList();
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
	 * What one poll of a side's topic brought.
	 *
	 * @param legs in the order of their events
	 * @param strayed what is no leg of the router, as it is put aside
	 */
	record LegBatch(List<Leg> legs, List<ProducerRecord<byte[], byte[]>> strayed) {
	}

}
