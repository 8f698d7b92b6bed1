package io.medsettle.api.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.decision.DecisionReader;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.TopicReader;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.EventPlace;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.signature.EventSignatures;
import io.medsettle.core.signature.SignatureHeaders;
import io.medsettle.core.signature.SignatureVerdict;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Submits dead letters again: an event that a hospital or an insured city sent, or a leg
 * of one, as a new event with the same key and bytes. The old one stays what it counts
 * as. A claim that is in a book already is known there by its identity.
 */
@Component
@ConditionalOnRole(Role.API)
class DeadLetterRedrive {

	/** A row of the database is locked for so long. */
	private static final Duration CONFIRMATION_TIME_MAX = Duration.ofSeconds(5);

	private final DeadLetters deadLetters;

	private final TopicReader topics;

	private final KafkaTemplate<byte[], byte[]> producer;

	private final EventAuthenticator authenticator;

	private final ClaimDecoder decoder;

	private final ClaimRules rules;

	private final RegistryStore registries;

	private final EventSignatures signatures;

	private final TransactionTemplate transaction;

	private final Clock clock;

	DeadLetterRedrive(DeadLetters deadLetters, TopicReader topics, KafkaClients clients,
			EventAuthenticator authenticator, ClaimDecoder decoder, ClaimRules rules, RegistryStore registries,
			EventSignatures signatures, PlatformTransactionManager transactionManager, Clock clock) {
		this.deadLetters = deadLetters;
		this.topics = topics;
		this.producer = clients.durableProducer("redrive", CONFIRMATION_TIME_MAX, CONFIRMATION_TIME_MAX);
		this.authenticator = authenticator;
		this.decoder = decoder;
		this.rules = rules;
		this.registries = registries;
		this.signatures = signatures;
		this.transaction = new TransactionTemplate(transactionManager);
		this.clock = clock;
	}

	/**
	 * What would become of a dead letter if it were submitted again now.
	 * @throws NotRedrivableException if it cannot be
	 * @throws KafkaException if Kafka does not answer
	 */
	Prospect tryOut(DeadLetter letter) throws NotRedrivableException {
		return prospect(letter, event(letter));
	}

	/**
	 * Submits a dead letter again, once.
	 * @throws NotRedrivableException if it cannot be
	 * @throws KafkaException if Kafka does not confirm it; nothing is noted then
	 */
	Prospect redrive(DeadLetter letter, String actor) throws NotRedrivableException {
		ConsumerRecord<byte[], byte[]> event = event(letter);
		Prospect prospect = prospect(letter, event);
		boolean first = Boolean.TRUE.equals(this.transaction.execute((status) -> {
			if (!resolve(letter.place(), DeadLetter.Resolution.REDRIVEN, actor)) {
				return false;
			}
			send(again(letter, event, prospect.topic()));
			return true;
		}));
		if (!first) {
			throw new NotRedrivableException("Something was done with it already.");
		}
		return prospect;
	}

	/**
	 * The engine vouches for what is submitted again, but not for who has written it:
	 * what was put aside for its signature is judged by that anew.
	 */
	private ProducerRecord<byte[], byte[]> again(DeadLetter letter, ConsumerRecord<byte[], byte[]> event,
			String topic) {
		ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topic, event.key(), event.value());
		if (isOfSignature(letter)) {
			SignatureHeaders.copy(event.headers(), again.headers());
			return again;
		}
		return this.authenticator.signedForItsTopic(again);
	}

	private static boolean isOfSignature(DeadLetter letter) {
		return letter.code() == ProblemCode.SIGNATURE_MISSING || letter.code() == ProblemCode.SIGNATURE_INVALID;
	}

	/**
	 * Leaves a dead letter as it is, unless something was done with it before.
	 */
	void drop(DeadLetter letter, String actor) {
		resolve(letter.place(), DeadLetter.Resolution.DROPPED, actor);
	}

	private boolean resolve(EventPlace place, DeadLetter.Resolution resolution, String actor) {
		Instant now = Instant.ofEpochMilli(this.clock.millis());
		return this.deadLetters.resolve(place, new DeadLetter.Resolved(resolution, actor, now));
	}

	private void send(ProducerRecord<byte[], byte[]> event) {
		try {
			this.producer.send(event).join();
		}
		catch (CompletionException | org.springframework.kafka.KafkaException ex) {
			throw new KafkaException("The event was not confirmed.", ex);
		}
	}

	private ConsumerRecord<byte[], byte[]> event(DeadLetter letter) throws NotRedrivableException {
		EventPlace place = letter.place();
		if (letter.resolved() != null) {
			throw new NotRedrivableException("Something was done with it already.");
		}
		ConsumerRecord<byte[], byte[]> event = this.topics
			.readAt(new TopicPartition(place.topic(), place.partition()), place.offset())
			.orElseThrow(() -> new NotRedrivableException("Kafka does not have it any more."));
		boolean sent = place.topic().equals(Topics.CLAIMS_SUBMITTED) || place.topic().equals(Topics.CLAIMS_DECIDED);
		boolean leg = place.topic().equals(Topics.CLAIMS_ROUTED_TREATMENT)
				|| place.topic().equals(Topics.CLAIMS_ROUTED_INSURED);
		if (!sent && !(leg && this.authenticator.isGenuine(event))) {
			throw new NotRedrivableException("Nobody has submitted it.");
		}
		return event;
	}

	private Prospect prospect(DeadLetter letter, ConsumerRecord<byte[], byte[]> event) {
		if (isOfSignature(letter) && this.signatures.current()
			.judge(event, this.clock.instant()) instanceof SignatureVerdict.Refused refused) {
			return new Prospect(event.topic(), refused.reason());
		}
		byte[] value = (event.value() != null) ? event.value() : new byte[0];
		if (event.topic().equals(Topics.CLAIMS_DECIDED)) {
			return new Prospect(Topics.CLAIMS_DECIDED, switch (DecisionReader.read(value)) {
				case DecisionReader.Reading.Read read -> null;
				case DecisionReader.Reading.Wrong wrong -> wrong.errors().getFirst().message();
			});
		}
		return new Prospect(Topics.CLAIMS_SUBMITTED, switch (this.decoder.decode(value)) {
			case Decoding.Undecodable undecodable -> undecodable.reason();
			case Decoding.Refused refused -> refused.errors().getFirst().message();
			case Decoding.Decoded decoded ->
				this.rules.check(decoded.claim(), this.registries.current(), this.clock.instant())
					.stream()
					.findFirst()
					.map(InputError::message)
					.orElse(null);
		});
	}

	/**
	 * What becomes of an event that is submitted again.
	 *
	 * @param topic where it is appended
	 * @param objection what stands against it by itself, if anything does
	 */
	record Prospect(String topic, @Nullable String objection) {
	}

	/**
	 * A dead letter that cannot be submitted again.
	 */
	static final class NotRedrivableException extends Exception {

		NotRedrivableException(String message) {
			super(message);
		}

	}

}
