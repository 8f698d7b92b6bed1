package io.medsettle.core.routing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.claim.InputError;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.store.ClearingDays;
import io.medsettle.core.store.RegistryStore;
import io.medsettle.core.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Turns each submitted event into one leg for each side, one refusal or one dead letter.
 * Runs in the Kafka transaction of its container: outcomes and consumed offsets become
 * visible together or not at all. The outcome depends on the event, its append time, the
 * registry and the cut-offs alone, so a batch that is taken again ends the same.
 */
class Router implements BatchMessageListener<byte[], byte[]> {

	private final KafkaOperations<byte[], byte[]> kafka;

	private final ClaimDecoder decoder;

	private final ClaimRules rules;

	private final RegistryStore registries;

	private final ClearingDays days;

	private final RouterMeters meters;

	Router(KafkaOperations<byte[], byte[]> kafka, ClaimDecoder decoder, ClaimRules rules, RegistryStore registries,
			ClearingDays days, RouterMeters meters) {
		this.kafka = kafka;
		this.decoder = decoder;
		this.rules = rules;
		this.registries = registries;
		this.days = days;
		this.meters = meters;
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		Registry registry = this.registries.current();
		ClearingCalendar calendar = calendarOf(events);
		RouterMeters.Tally tally = new RouterMeters.Tally();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			route(event, registry, calendar, tally);
		}
		this.meters.count(tally);
	}

	private ClearingCalendar calendarOf(List<ConsumerRecord<byte[], byte[]>> events) {
		long earliestMs = Long.MAX_VALUE;
		long latestMs = Long.MIN_VALUE;
		for (ConsumerRecord<byte[], byte[]> event : events) {
			earliestMs = Math.min(earliestMs, event.timestamp());
			latestMs = Math.max(latestMs, event.timestamp());
		}
		return this.days.calendar(Instant.ofEpochMilli(earliestMs), Instant.ofEpochMilli(latestMs));
	}

	private void route(ConsumerRecord<byte[], byte[]> event, Registry registry, ClearingCalendar calendar,
			RouterMeters.Tally tally) {
		RoutingHeaders headers = headersOf(event, calendar);
		switch (this.decoder.decode(event.value())) {
			case Decoding.Undecodable undecodable -> {
				ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.CLAIMS_DEAD_LETTER, event.key(),
						event.value());
				headers.writeTo(letter.headers());
				RoutingHeaders.add(letter.headers(), RoutingHeaders.REASON, undecodable.reason());
				send(letter);
				tally.deadLetter();
			}
			case Decoding.Refused refused -> {
				refuse(event, headers, refused.hospitalCode(), refused.claimNo(), refused.errors().getFirst());
				tally.refused();
			}
			case Decoding.Decoded(Claim claim) -> {
				List<InputError> errors = this.rules.check(claim, registry, Instant.ofEpochMilli(event.timestamp()));
				if (errors.isEmpty()) {
					forward(event, headers, claim, registry);
					tally.routed();
				}
				else {
					refuse(event, headers, claim.hospitalCode(), claim.claimNo(), errors.getFirst());
					tally.refused();
				}
			}
		}
	}

	private void forward(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers, Claim claim, Registry registry) {
		byte[] key = claim.hospitalCode().getBytes(StandardCharsets.UTF_8);
		Hospital hospital = Objects.requireNonNull(this.rules.hospitalOf(claim, registry));
		for (String topic : List.of(Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED)) {
			ProducerRecord<byte[], byte[]> leg = new ProducerRecord<>(topic, key, event.value());
			headers.writeTo(leg.headers());
			RoutingHeaders.add(leg.headers(), RoutingHeaders.TREATMENT_CITY, hospital.cityCode());
			send(leg);
		}
	}

	private void refuse(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers, @Nullable String hospitalCode,
			@Nullable String claimNo, InputError error) {
		Refusal refusal = new Refusal(headers, hospitalCode, claimNo, error);
		send(refusal.toEvent(event.key(), event.value()));
	}

	/**
	 * Sends within the container's transaction, whose commit fails when any of its sends
	 * has.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void send(ProducerRecord<byte[], byte[]> outcome) {
		this.kafka.send(outcome);
	}

	private static RoutingHeaders headersOf(ConsumerRecord<byte[], byte[]> event, ClearingCalendar calendar) {
		LocalDate day = calendar.dayOf(Instant.ofEpochMilli(event.timestamp()));
		if (day == null) {
			throw new IllegalStateException("No clearing day covers the append time " + event.timestamp() + ".");
		}
		return new RoutingHeaders(new SourcePosition(event.partition(), event.offset()), event.timestamp(), day);
	}

}
