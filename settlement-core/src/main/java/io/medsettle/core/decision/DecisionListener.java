package io.medsettle.core.decision;

import java.util.List;

import io.medsettle.core.decision.DecisionListener.SentDecision;
import io.medsettle.core.decision.DecisionReader.Reading;
import io.medsettle.core.listener.BatchOutcome;
import io.medsettle.core.listener.DatabaseListener;
import io.medsettle.core.listener.UnusableEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes decisions of insured cities from Kafka. A decision that is taken again after a
 * crash has no second effect.
 */
class DecisionListener implements DatabaseListener<SentDecision> {

	private final InsuredDecisions decisions;

	DecisionListener(InsuredDecisions decisions) {
		this.decisions = decisions;
	}

	@Override
	public SentDecision read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
		byte[] bytes = (event.value() != null) ? event.value() : new byte[0];
		if (bytes.length > DecisionReader.BYTES_MAX) {
			throw new UnusableEventException("A decision has at most " + DecisionReader.BYTES_MAX + " bytes.");
		}
		return switch (DecisionReader.read(bytes)) {
			case Reading.Wrong wrong -> throw new UnusableEventException(wrong.errors().getFirst().message());
			case Reading.Read read -> new SentDecision(event, read.decision());
		};
	}

	@Override
	public void write(List<SentDecision> decisions, BatchOutcome outcome) {
		for (SentDecision sent : decisions) {
			switch (this.decisions.keepInTransaction(sent.decision())) {
				case DecisionOutcome.Kept kept -> {
				}
				case DecisionOutcome.UnknownClaim unknown ->
					outcome.putAside(sent.event(), "The insured ledger has no such claim.");
				case DecisionOutcome.Refused refused -> outcome.putAside(sent.event(), refused.error().message());
				case DecisionOutcome.NotNow late -> outcome.putAside(sent.event(), late.message());
			}
		}
	}

	/**
	 * A decision and the event that it came in.
	 */
	record SentDecision(ConsumerRecord<byte[], byte[]> event, InsuredDecision decision) {
	}

}
