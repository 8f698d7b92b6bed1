package io.medsettle.core.routing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.LogThrottle;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.listener.DeadLetterEvent;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.signature.EventSignatures;
import io.medsettle.core.signature.SignatureCheck;
import io.medsettle.core.signature.SignatureVerdict;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Turns each submitted event into one leg for each side, one refusal or one dead letter.
 * Runs in the Kafka transaction of its container: outcomes and consumed offsets become
 * visible together or not at all. The outcome depends on the event, its append time, the
 * registry, the keys of signatures, the cut-offs and the ends of days alone, so a batch
 * that is taken again ends the same.
 * <p>
 * An event that stands behind the end of the day that its time names belongs to a later
 * one. An event without a time of the broker's, on a topic whose settings were changed
 * since the start, counts for when it is taken here.
 */
class Router implements BatchMessageListener<byte[], byte[]> {

	private static final Logger log = LoggerFactory.getLogger(Router.class);

	private final KafkaOperations<byte[], byte[]> kafka;

	private final ClaimDecoder decoder;

	private final ClaimRules rules;

	private final RegistryStore registries;

	private final ClearingDays days;

	private final DayEnds dayEnds;

	private final Clock clock;

	private final RouterMeters meters;

	private final EventAuthenticator authenticator;

	private final EventSignatures signatures;

	private final LogThrottle throttle = new LogThrottle();

	Router(KafkaOperations<byte[], byte[]> kafka, ClaimDecoder decoder, ClaimRules rules, RegistryStore registries,
			ClearingDays days, DayEnds dayEnds, Clock clock, RouterMeters meters, EventAuthenticator authenticator,
			EventSignatures signatures) {
		this.kafka = kafka;
		this.decoder = decoder;
		this.rules = rules;
		this.registries = registries;
		this.days = days;
		this.dayEnds = dayEnds;
		this.clock = clock;
		this.meters = meters;
		this.authenticator = authenticator;
		this.signatures = signatures;
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		Registry registry = this.registries.current();
		RouterMeters.Tally tally = new RouterMeters.Tally();
		List<RoutingHeaders> headers = headersOf(events, tally);
		SignatureCheck check = this.signatures.current();
		for (int i = 0; i < events.size(); i++) {
			route(events.get(i), headers.get(i), check, registry, tally);
		}
		this.meters.count(tally);
	}

	private List<RoutingHeaders> headersOf(List<ConsumerRecord<byte[], byte[]>> events, RouterMeters.Tally tally) {
		long nowMs = this.clock.millis();
		long[] acceptedAtMs = events.stream()
			.mapToLong((event) -> hasAppendTime(event) ? event.timestamp() : nowMs)
			.toArray();
		Instant earliest = Instant.ofEpochMilli(Arrays.stream(acceptedAtMs).min().orElse(nowMs));
		Instant latest = Instant.ofEpochMilli(Arrays.stream(acceptedAtMs).max().orElse(nowMs));
		ClearingCalendar calendar = this.days.calendar(earliest, latest);
		DayEnds.Ends ends = this.dayEnds.since(dayOf(earliest, calendar));
		List<RoutingHeaders> headers = new ArrayList<>(events.size());
		for (int i = 0; i < acceptedAtMs.length; i++) {
			ConsumerRecord<byte[], byte[]> event = events.get(i);
			SourcePosition source = new SourcePosition(event.partition(), event.offset());
			LocalDate byTime = dayOf(Instant.ofEpochMilli(acceptedAtMs[i]), calendar);
			LocalDate day = ends.dayOf(source, byTime);
			if (!hasAppendTime(event)) {
				tally.withoutAppendTime();
			}
			else if (!day.equals(byTime)) {
				tally.behindEnd();
			}
			headers.add(new RoutingHeaders(source, acceptedAtMs[i], day));
		}
		return headers;
	}

	private static boolean hasAppendTime(ConsumerRecord<byte[], byte[]> event) {
		return event.timestampType() != TimestampType.CREATE_TIME;
	}

	private static LocalDate dayOf(Instant acceptedAt, ClearingCalendar calendar) {
		LocalDate day = calendar.dayOf(acceptedAt);
		if (day == null) {
			throw new IllegalStateException("No clearing day covers the append time " + acceptedAt + ".");
		}
		return day;
	}

	private void route(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers, SignatureCheck check,
			Registry registry, RouterMeters.Tally tally) {
		List<ProducerRecord<byte[], byte[]>> outcome;
		try {
			outcome = switch (check.judge(event, Instant.ofEpochMilli(headers.acceptedAtMs()))) {
				case SignatureVerdict.Accepted author -> judge(event, headers, author, registry, tally);
				case SignatureVerdict.Refused refused -> putAside(event, headers, refused, tally);
			};
		}
		catch (RuntimeException failure) {
			// Whatever is asked of others has been asked before: it is the event.
			long failures = this.throttle.add(1);
			if (failures > 0) {
				log.error("The router failed at {} events, which are put aside; the last is {}-{}@{}", failures,
						event.topic(), event.partition(), event.offset(), failure);
			}
			outcome = List.of(deadLetter(event, headers, null,
					"The router failed at it: its log has the failure, and the place."));
			tally.deadLetter();
		}
		outcome.forEach(this::send);
	}

	private List<ProducerRecord<byte[], byte[]>> judge(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers,
			SignatureVerdict.Accepted author, Registry registry, RouterMeters.Tally tally) {
		switch (this.decoder.decode(event.value())) {
			case Decoding.Undecodable undecodable -> {
				tally.deadLetter();
				return List.of(deadLetter(event, headers, null, undecodable.reason()));
			}
			case Decoding.Refused refused -> {
				if (refused.hospitalCode() != null && !author.speaksFor(refused.hospitalCode())) {
					return putAside(event, headers, SignatureVerdict.Refused.OF_ANOTHER_HOSPITAL, tally);
				}
				tally.refused();
				return List.of(refusal(event, headers, refused.hospitalCode(), refused.claimNo(),
						refused.errors().getFirst()));
			}
			case Decoding.Decoded(Claim claim) -> {
				if (!author.speaksFor(claim.hospitalCode())) {
					return putAside(event, headers, SignatureVerdict.Refused.OF_ANOTHER_HOSPITAL, tally);
				}
				List<InputError> errors = this.rules.check(claim, registry,
						Instant.ofEpochMilli(headers.acceptedAtMs()));
				if (errors.isEmpty()) {
					List<ProducerRecord<byte[], byte[]>> legs = legs(event, headers, claim, registry);
					tally.routed();
					return legs;
				}
				tally.refused();
				return List.of(refusal(event, headers, claim.hospitalCode(), claim.claimNo(), errors.getFirst()));
			}
		}
	}

	private List<ProducerRecord<byte[], byte[]>> legs(ConsumerRecord<byte[], byte[]> event, RoutingHeaders routing,
			Claim claim, Registry registry) {
		byte[] key = claim.hospitalCode().getBytes(StandardCharsets.UTF_8);
		Hospital hospital = Objects.requireNonNull(this.rules.hospitalOf(claim, registry));
		RecordHeaders headers = new RecordHeaders();
		routing.writeTo(headers);
		RoutingHeaders.add(headers, RoutingHeaders.TREATMENT_CITY, hospital.cityCode());
		this.authenticator.sign(headers, key, event.value());
		return Stream.of(Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED)
			.map((topic) -> new ProducerRecord<>(topic, null, key, event.value(), headers))
			.toList();
	}

	/** What is no hospital's code may be anything, a person's number too. */
	private ProducerRecord<byte[], byte[]> refusal(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers,
			@Nullable String hospitalCode, @Nullable String claimNo, InputError error) {
		String hospital = (hospitalCode != null && Hospital.isCode(hospitalCode)) ? hospitalCode : null;
		return this.authenticator
			.signed(new Refusal(headers, hospital, claimNo, error).toEvent(event.key(), event.value()));
	}

	private List<ProducerRecord<byte[], byte[]>> putAside(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers,
			SignatureVerdict.Refused refused, RouterMeters.Tally tally) {
		tally.deadLetter();
		return List.of(deadLetter(event, headers, refused.code(), refused.reason()));
	}

	private ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> event, RoutingHeaders headers,
			@Nullable ProblemCode code, String reason) {
		ProducerRecord<byte[], byte[]> letter = DeadLetterEvent.of(event, code, reason);
		headers.writeTo(letter.headers());
		return this.authenticator.signed(letter);
	}

	/**
	 * Sends within the container's transaction, whose commit fails when any of its sends
	 * has.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void send(ProducerRecord<byte[], byte[]> outcome) {
		this.kafka.send(outcome);
	}

}
