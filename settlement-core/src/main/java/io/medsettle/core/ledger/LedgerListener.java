package io.medsettle.core.ledger;

import java.util.List;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.ledger.Posting.RefusedLeg;
import io.medsettle.core.listener.BatchOutcome;
import io.medsettle.core.listener.DatabaseListener;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.UnusableEventException;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes one side's legs from Kafka into its ledger.
 */
class LedgerListener implements DatabaseListener<Leg> {

	private final Side side;

	private final Ledger ledger;

	private final EventRegister register;

	private final ClaimDecoder decoder;

	private final LedgerMeters meters;

	private final EventAuthenticator authenticator;

	private final PersonNumberCipher cipher;

	LedgerListener(Side side, Ledger ledger, EventRegister register, ClaimDecoder decoder, LedgerMeters meters,
			EventAuthenticator authenticator, PersonNumberCipher cipher) {
		this.side = side;
		this.ledger = ledger;
		this.register = register;
		this.decoder = decoder;
		this.meters = meters;
		this.authenticator = authenticator;
		this.cipher = cipher;
	}

	/**
	 * Only the router writes legs. Anything else on its topics belongs to no submitted
	 * claim.
	 */
	@Override
	public Leg read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
		if (!this.authenticator.isGenuine(event)) {
			throw new UnusableEventException("It was not written by the router.");
		}
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		String treatmentCity = RoutingHeaders.text(event.headers(), RoutingHeaders.TREATMENT_CITY);
		if (routing == null || treatmentCity == null
				|| !(this.decoder.decode(event.value()) instanceof Decoding.Decoded(Claim claim))) {
			throw new UnusableEventException("It is not a leg of a claim.");
		}
		return Leg.of(claim, treatmentCity, routing, event.value(), this.cipher);
	}

	@Override
	public void prepare(List<Leg> legs) {
		this.ledger.prepare(legs);
	}

	@Override
	public void write(List<Leg> legs, BatchOutcome outcome) {
		Posting posting = this.ledger.post(legs);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				LedgerListener.this.meters.count(posting);
			}

		});
		if (this.side == Side.TREATMENT) {
			refuse(posting.refused(), outcome);
		}
	}

	/**
	 * The treatment ledger's leg is missed where it is not posted; whatever the insured
	 * ledger misses is found by the night.
	 */
	@Override
	public DeadLetter.@Nullable Account accountOf(ConsumerRecord<byte[], byte[]> event) {
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		return (this.side == Side.TREATMENT && routing != null && this.authenticator.isGenuine(event))
				? this.ledger.accountOf(routing) : null;
	}

	/**
	 * A refusal is registered at once, since the night counts on it as soon as the batch
	 * is read, and told to whoever reads {@code claims.rejected}.
	 */
	private void refuse(List<RefusedLeg> refused, BatchOutcome outcome) {
		this.register.refusals(refused.stream().map(RefusedLeg::refusal).toList());
		for (RefusedLeg leg : refused) {
			outcome.send(this.authenticator.signed(leg.refusal().toEvent(null, leg.leg().bytes())));
		}
	}

}
