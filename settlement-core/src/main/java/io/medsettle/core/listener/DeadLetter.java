package io.medsettle.core.listener;

import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.claim.Sha256;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.ProblemCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that cannot be taken. Its bytes stay in Kafka.
 *
 * @param place where it stands
 * @param account the submitted event and the clearing day that it counts for, if the
 * accounts of events miss it otherwise
 * @param code why it cannot be taken, where there is a code for it
 * @param reason why it cannot be taken
 * @param content its size and what can be told of its bytes
 * @param appendedAt when Kafka took it
 * @param resolved what an operator has done with it, if anything
 */
public record DeadLetter(EventPlace place, @Nullable Account account, @Nullable ProblemCode code, String reason,
		Content content, Instant appendedAt, @Nullable Resolved resolved) {

	/**
	 * The dead letter of an event.
	 */
	static DeadLetter of(ConsumerRecord<byte[], byte[]> event, @Nullable Account account, @Nullable ProblemCode code,
			String reason) {
		return new DeadLetter(EventPlace.of(event), account, code, reason, Content.of(event.value()),
				Instant.ofEpochMilli(Math.max(0, event.timestamp())), null);
	}

	/**
	 * The dead letter of a submitted event that the router has put aside.
	 */
	public static DeadLetter submitted(Account account, @Nullable ProblemCode code, String reason, Content content,
			Instant acceptedAt) {
		SourcePosition source = account.source();
		return new DeadLetter(new EventPlace(Topics.CLAIMS_SUBMITTED, source.partition(), source.offset()), account,
				code, reason, content, acceptedAt, null);
	}

	/**
	 * What can be done with a dead letter.
	 */
	public enum Resolution {

		/** It is submitted again, as an event of its own. */
		REDRIVEN,

		/** It is left as it is. */
		DROPPED

	}

	/**
	 * What was done with a dead letter.
	 *
	 * @param resolution what
	 * @param actor by whom
	 * @param at when
	 */
	public record Resolved(Resolution resolution, String actor, Instant at) {
	}

	/**
	 * What a submitted event counts as.
	 *
	 * @param source where it stands in {@code claims.submitted}
	 * @param clearingDay the day it counts for
	 */
	public record Account(SourcePosition source, LocalDate clearingDay) {
	}

	/**
	 * What is kept of an event's bytes.
	 *
	 * @param sizeBytes how many there are
	 * @param sha256 their digest, 64 hexadecimal digits
	 * @param excerpt how they begin, without what could tell of a person
	 */
	public record Content(int sizeBytes, String sha256, String excerpt) {

		/**
		 * What is kept of the bytes; null for an event without a value.
		 */
		public static Content of(byte @Nullable [] value) {
			byte[] bytes = (value != null) ? value : new byte[0];
			return new Content(bytes.length, Sha256.of(bytes), Excerpt.of(bytes));
		}

	}

}
