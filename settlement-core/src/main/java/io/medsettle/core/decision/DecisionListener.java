package io.medsettle.core.decision;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.medsettle.core.decision.DecisionListener.SentDecision;
import io.medsettle.core.decision.DecisionReader.Reading;
import io.medsettle.core.listener.BatchOutcome;
import io.medsettle.core.listener.DatabaseListener;
import io.medsettle.core.listener.UnusableEventException;
import io.medsettle.core.signature.EventSignatures;
import io.medsettle.core.signature.SignatureVerdict.Accepted;
import io.medsettle.core.signature.SignatureVerdict.Refused;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Takes decisions of insured cities from Kafka. A decision that is taken again after a
 * crash has no second effect.
 */
class DecisionListener implements DatabaseListener<SentDecision> {

	private final InsuredDecisions decisions;

	private final EventSignatures signatures;

	private final Clock clock;

	DecisionListener(InsuredDecisions decisions, EventSignatures signatures, Clock clock) {
		this.decisions = decisions;
		this.signatures = signatures;
		this.clock = clock;
	}

	@Override
	public SentDecision read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
		Accepted author = authorOf(event);
		byte[] bytes = (event.value() != null) ? event.value() : new byte[0];
		if (bytes.length > DecisionReader.BYTES_MAX) {
			throw new UnusableEventException("A decision has at most " + DecisionReader.BYTES_MAX + " bytes.");
		}
		return switch (DecisionReader.read(bytes)) {
			case Reading.Wrong wrong -> throw new UnusableEventException(wrong.errors().getFirst().message());
			case Reading.Read read when author.speaksFor(read.decision().city()) ->
				new SentDecision(event, read.decision());
			case Reading.Read another -> throw unusable(Refused.OF_ANOTHER_CITY);
		};
	}

	private Accepted authorOf(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
		boolean timed = event.timestampType() != TimestampType.CREATE_TIME;
		Instant acceptedAt = timed ? Instant.ofEpochMilli(event.timestamp()) : this.clock.instant();
		return switch (this.signatures.current().judge(event, acceptedAt)) {
			case Accepted accepted -> accepted;
			case Refused refused -> throw unusable(refused);
		};
	}

	private static UnusableEventException unusable(Refused refused) {
		return new UnusableEventException(refused.code(), refused.reason());
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
