package io.medsettle.batch.simulation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.kafka.DeadLetterEvent;
import io.medsettle.core.kafka.ReaderProgress;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.LedgerReaders;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The topics and who reads them. The router is left out: it would hand everything on
 * alike.
 */
final class Pipeline {

	private final Random random;

	private final Mortality mortality;

	private final ReaderProgress progress;

	private final Map<Side, SimulatedTopic> legs = new EnumMap<>(Side.class);

	private final SimulatedTopic rejected = new SimulatedTopic(Topics.CLAIMS_REJECTED);

	private final SimulatedTopic deadLetters = new SimulatedTopic(Topics.CLAIMS_DEAD_LETTER);

	private final Map<Side, SimulatedConsumer> ledgers = new EnumMap<>(Side.class);

	private final SimulatedConsumer register;

	/** How many readings somebody still does not do. */
	private final Map<SimulatedConsumer, Integer> delays = new HashMap<>();

	private final List<LostLeg> lost = new ArrayList<>();

	private final long[] submitted = new long[SimulatedTopic.PARTITIONS];

	/** Events of a day that the treatment ledger or the register can know of. */
	private final Map<LocalDate, Long> counted = new HashMap<>();

	Pipeline(NightEngine engine, ReferenceModel model, Random random) {
		this.random = random;
		this.mortality = engine.bean(Mortality.class);
		this.progress = engine.bean(ReaderProgress.class);
		LedgerReaders readers = engine.bean(LedgerReaders.class);
		for (Side side : Side.values()) {
			LedgerReaders.Reader reader = readers.ledger(side, this::reject);
			SimulatedTopic topic = new SimulatedTopic(reader.topics().getFirst());
			this.legs.put(side, topic);
			this.ledgers.put(side,
					new SimulatedConsumer(reader, List.of(topic), (event) -> model.take(side, event), random));
		}
		this.register = new SimulatedConsumer(readers.register(), List.of(this.rejected, this.deadLetters), (event) -> {
		}, random);
	}

	/**
	 * A hospital submits an event, and the router hands it on.
	 * @param losing the side that loses its leg, if one does
	 */
	Submission submit(Content content, LocalDate day, long acceptedAtMs, @Nullable Side losing) {
		int partition = Hospitals.partitionOf(content.hospitalCode());
		Submission event = new Submission(content, partition, this.submitted[partition]++, acceptedAtMs, day);
		for (Side side : Side.values()) {
			if (side == losing) {
				this.lost.add(new LostLeg(side, event));
			}
			else {
				deliver(side, event);
			}
		}
		if (losing != Side.TREATMENT) {
			count(day);
		}
		return event;
	}

	/** An event that the router refuses, or cannot read. */
	void submitUnfit(LocalDate day, long acceptedAtMs) {
		int partition = this.random.nextInt(SimulatedTopic.PARTITIONS);
		RoutingHeaders routing = new RoutingHeaders(new SourcePosition(partition, this.submitted[partition]++),
				acceptedAtMs, day);
		if (this.random.nextBoolean()) {
			Refusal refusal = new Refusal(routing, null, null,
					new InputError("/insuredCity", ProblemCode.UNKNOWN_CITY, ProblemCode.UNKNOWN_CITY.sentence()));
			ProducerRecord<byte[], byte[]> event = refusal.toEvent(null, new byte[0]);
			this.rejected.append(partition, event.headers(), event.value(), null);
		}
		else {
			Headers headers = new RecordHeaders();
			routing.writeTo(headers);
			RoutingHeaders.add(headers, DeadLetterEvent.REASON, "The bytes are no JSON.");
			this.deadLetters.append(partition, headers, "?".getBytes(StandardCharsets.UTF_8), null);
		}
		count(day);
	}

	/**
	 * Lets a side have a leg that it had lost.
	 * @param mayBeFound which legs can be found
	 */
	@Nullable LostLeg find(LocalDate today, Predicate<Submission> mayBeFound) {
		List<LostLeg> findable = this.lost.stream().filter((leg) -> mayBeFound.test(leg.event())).toList();
		if (findable.isEmpty()) {
			return null;
		}
		LostLeg found = findable.get(this.random.nextInt(findable.size()));
		this.lost.remove(found);
		deliver(found.side(), found.event());
		if (found.side() == Side.TREATMENT && found.event().day().equals(today)) {
			count(today);
		}
		return found;
	}

	String read() {
		SimulatedConsumer consumer = anyone();
		int delay = this.delays.merge(consumer, -1, Integer::sum);
		if (delay >= 0) {
			return name(consumer) + " reads nothing";
		}
		return name(consumer) + " " + consumer.poll(1 + this.random.nextInt(30));
	}

	String dieBehindTheDatabase() {
		SimulatedConsumer consumer = anyone();
		return name(consumer) + " " + consumer.crashBehindTheDatabase(1 + this.random.nextInt(30));
	}

	String dieBeforeTheDatabase() {
		SimulatedConsumer consumer = anyone();
		return name(consumer) + " " + consumer.crashBeforeTheDatabase(1 + this.random.nextInt(30), this.mortality);
	}

	String rebalance() {
		SimulatedConsumer consumer = anyone();
		return name(consumer) + " " + consumer.rebalance();
	}

	String replay() {
		SimulatedConsumer consumer = anyone();
		return name(consumer) + " " + consumer.replay();
	}

	String delay() {
		SimulatedConsumer consumer = anyone();
		this.delays.put(consumer, 1 + this.random.nextInt(8));
		return name(consumer) + " will read nothing for a while";
	}

	/** A ledger reads everything, and never reads it again. */
	void settle(Side side) {
		consumer(side).settle();
	}

	/** Everybody reads everything: the night waits for that. */
	void drain() {
		this.ledgers.values().forEach(SimulatedConsumer::drain);
		this.register.drain();
		for (SimulatedTopic topic : List.of(topic(Side.TREATMENT), topic(Side.INSURED), this.rejected,
				this.deadLetters)) {
			Map<Integer, Long> known = this.progress.nextOffsets(topic.name());
			for (int partition = 0; partition < SimulatedTopic.PARTITIONS; partition++) {
				assertThat(known.getOrDefault(partition, 0L))
					.as("how far the night believes that %s-%d is read", topic.name(), partition)
					.isEqualTo(topic.end(partition));
			}
		}
	}

	/** How many events of the day the night must find again. */
	long counted(LocalDate day) {
		return this.counted.getOrDefault(day, 0L);
	}

	private void deliver(Side side, Submission event) {
		Headers headers = new RecordHeaders();
		new RoutingHeaders(new SourcePosition(event.partition(), event.offset()), event.acceptedAtMs(), event.day())
			.writeTo(headers);
		RoutingHeaders.add(headers, RoutingHeaders.TREATMENT_CITY, event.content().treatmentCity());
		topic(side).append(event.partition(), headers, event.content().toBytes(), event);
	}

	/** What the treatment ledger refuses goes the way of what the router refuses. */
	private void reject(ProducerRecord<byte[], byte[]> refusal) {
		this.rejected.append(this.random.nextInt(SimulatedTopic.PARTITIONS), refusal.headers(), refusal.value(), null);
	}

	private void count(LocalDate day) {
		this.counted.merge(day, 1L, Long::sum);
	}

	private SimulatedConsumer anyone() {
		return switch (this.random.nextInt(5)) {
			case 0 -> this.register;
			case 1, 2 -> consumer(Side.TREATMENT);
			default -> consumer(Side.INSURED);
		};
	}

	private String name(SimulatedConsumer consumer) {
		return (consumer == this.register) ? "the register"
				: (consumer == consumer(Side.TREATMENT)) ? "the treatment ledger" : "the insured ledger";
	}

	private SimulatedConsumer consumer(Side side) {
		return Objects.requireNonNull(this.ledgers.get(side));
	}

	private SimulatedTopic topic(Side side) {
		return Objects.requireNonNull(this.legs.get(side));
	}

	/**
	 * A leg that its side should have and has not.
	 */
	record LostLeg(Side side, Submission event) {
	}

}
