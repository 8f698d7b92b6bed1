package io.medsettle.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.RegisterListener.Outcome;
import io.medsettle.core.listener.BatchOutcome;
import io.medsettle.core.listener.DatabaseListener;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetterEvent;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.UnusableEventException;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes refusals and dead letters from Kafka into the database, so that every event can
 * be accounted for and asked after.
 */
class RegisterListener implements DatabaseListener<Outcome> {

	private final EventRegister register;

	private final DeadLetters deadLetters;

	private final EventAuthenticator authenticator;

	RegisterListener(EventRegister register, DeadLetters deadLetters, EventAuthenticator authenticator) {
		this.register = register;
		this.deadLetters = deadLetters;
		this.authenticator = authenticator;
	}

	/**
	 * What the engine did not write has no place in the accounts.
	 */
	@Override
	public Outcome read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException {
		if (!this.authenticator.isGenuine(event)) {
			throw new UnusableEventException("It was not written by the engine.");
		}
		boolean rejected = event.topic().equals(Topics.CLAIMS_REJECTED);
		Outcome outcome = rejected ? refusal(event) : deadLetter(event);
		if (outcome == null) {
			throw new UnusableEventException("It is not a " + (rejected ? "refusal" : "dead letter") + ".");
		}
		return outcome;
	}

	@Override
	public void write(List<Outcome> outcomes, BatchOutcome consequences) {
		List<Refusal> refusals = new ArrayList<>();
		List<DeadLetter> letters = new ArrayList<>();
		for (Outcome outcome : outcomes) {
			switch (outcome) {
				case Outcome.Refused(Refusal refusal) -> refusals.add(refusal);
				case Outcome.Unreadable(DeadLetter letter) -> letters.add(letter);
			}
		}
		this.register.refusals(refusals);
		this.deadLetters.keep(letters);
	}

	private static @Nullable Outcome refusal(ConsumerRecord<byte[], byte[]> event) {
		Refusal refusal = Refusal.readFrom(event.headers());
		return (refusal != null) ? new Outcome.Refused(refusal) : null;
	}

	private static @Nullable Outcome deadLetter(ConsumerRecord<byte[], byte[]> event) {
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		String reason = RoutingHeaders.text(event.headers(), DeadLetterEvent.REASON);
		DeadLetter.Content content = DeadLetterEvent.contentOf(event);
		ProblemCode code = ProblemCode.named(RoutingHeaders.text(event.headers(), DeadLetterEvent.CODE));
		if (routing == null || reason == null || content == null) {
			return null;
		}
		return new Outcome.Unreadable(
				DeadLetter.submitted(new DeadLetter.Account(routing.source(), routing.clearingDay()), code, reason,
						content, Instant.ofEpochMilli(routing.acceptedAtMs())));
	}

	/**
	 * What became of an event that was not posted.
	 */
	sealed interface Outcome {

		/**
		 * It was refused.
		 *
		 * @param refusal why
		 */
		record Refused(Refusal refusal) implements Outcome {
		}

		/**
		 * It could not be read.
		 *
		 * @param letter the event as it was put aside
		 */
		record Unreadable(DeadLetter letter) implements Outcome {
		}

	}

}
