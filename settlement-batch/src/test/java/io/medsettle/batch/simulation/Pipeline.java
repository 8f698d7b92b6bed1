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
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.listener.ReaderProgress;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.LedgerReaders;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.routing.RoutingHeaders;
import io.medsettle.core.routing.TransactionalRouter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The topics and who reads them.
 */
final class Pipeline {

	private final Random random;

	private final Mortality mortality;

	private final ReaderProgress progress;

	private final SimulatedTopic submitted = new SimulatedTopic(Topics.CLAIMS_SUBMITTED);

	private final Map<Side, SimulatedTopic> legs = new EnumMap<>(Side.class);

	private final SimulatedTopic rejected = new SimulatedTopic(Topics.CLAIMS_REJECTED);

	private final SimulatedTopic deadLetters = new SimulatedTopic(Topics.CLAIMS_DEAD_LETTER);

	private final ReferenceRouter reference = new ReferenceRouter();

	private final SimulatedRouter router;

	private final Map<Side, SimulatedConsumer> ledgers = new EnumMap<>(Side.class);

	private final SimulatedConsumer register;

	/** How many readings somebody still does not do. */
	private final Map<FallibleReader, Integer> delays = new HashMap<>();

	/** The side that is to lose its leg. */
	private final Map<SourcePosition, Side> losing = new HashMap<>();

	private final List<LostLeg> lost = new ArrayList<>();

	Pipeline(NightEngine engine, ReferenceModel model, Random random) {
		this.random = random;
		this.mortality = engine.bean(Mortality.class);
		this.progress = engine.bean(ReaderProgress.class);
		this.router = new SimulatedRouter(engine.bean(TransactionalRouter.class), this.submitted, this.reference,
				this::deliver, random);
		LedgerReaders readers = engine.bean(LedgerReaders.class);
		for (Side side : Side.values()) {
			LedgerReaders.Reader reader = readers.ledger(side, this::deliver);
			SimulatedTopic topic = new SimulatedTopic(reader.topics().getFirst());
			this.legs.put(side, topic);
			this.ledgers.put(side, new SimulatedConsumer("the " + side.legName() + " ledger", reader, List.of(topic),
					(event) -> model.take(side, event), random));
		}
		this.register = new SimulatedConsumer("the register", readers.register(),
				List.of(this.rejected, this.deadLetters), (event) -> {
				}, random);
		engine.watermark().follow(new SimulatedWatermark(this));
	}

	/**
	 * A hospital submits an event.
	 * @param losing the side that loses its leg, if one does
	 */
	Submission submit(Content content, LocalDate day, long acceptedAtMs, @Nullable Side losing) {
		int partition = Hospitals.partitionOf(content.hospitalCode());
		Submission event = new Submission(content, partition, this.submitted.end(partition), acceptedAtMs, day);
		if (losing != null) {
			this.losing.put(event.source(), losing);
		}
		this.reference.expectLegs(event);
		this.submitted.append(partition, acceptedAtMs, content.hospitalCode().getBytes(StandardCharsets.UTF_8),
				new RecordHeaders(), content.toBytes(), event);
		return event;
	}

	/** An event that the router refuses, or cannot read. */
	String submitUnfit(Content settlement, LocalDate day, long acceptedAtMs) {
		int partition = this.random.nextInt(SimulatedTopic.PARTITIONS);
		SourcePosition source = new SourcePosition(partition, this.submitted.end(partition));
		Unfit unfit = Unfit.values()[this.random.nextInt(Unfit.values().length)];
		byte[] bytes = unfit.toBytes(settlement, acceptedAtMs);
		if (unfit == Unfit.UNREADABLE) {
			this.reference.expectDeadLetter(source, acceptedAtMs, day, bytes);
		}
		else {
			this.reference.expectRefusal(source, acceptedAtMs, day, bytes, unfit.name());
		}
		this.submitted.append(partition, acceptedAtMs, null, new RecordHeaders(), bytes, null);
		return "somebody submits what is " + unfit;
	}

	/**
	 * Lets a side have a leg that it had lost.
	 * @param mayBeFound which legs can be found
	 */
	@Nullable LostLeg find(Predicate<Submission> mayBeFound) {
		List<LostLeg> findable = this.lost.stream().filter((leg) -> mayBeFound.test(leg.event())).toList();
		if (findable.isEmpty()) {
			return null;
		}
		LostLeg found = findable.get(this.random.nextInt(findable.size()));
		this.lost.remove(found);
		append(topic(found.side()), found.message(), found.event());
		return found;
	}

	String read() {
		FallibleReader reader = anyone();
		int delay = this.delays.merge(reader, -1, Integer::sum);
		return reader.name() + " " + ((delay >= 0) ? "reads nothing" : reader.poll(eventsMax()));
	}

	String dieBeforeKafka() {
		FallibleReader reader = anyone();
		return reader.name() + " " + reader.crashBeforeKafka(eventsMax());
	}

	String dieBeforeTheDatabase() {
		FallibleReader reader = anyone();
		return reader.name() + " " + reader.crashBeforeTheDatabase(eventsMax(), this.mortality);
	}

	String rebalance() {
		FallibleReader reader = anyone();
		return reader.name() + " " + reader.rebalance();
	}

	String replay() {
		FallibleReader reader = anyone();
		return reader.name() + " " + reader.replay();
	}

	String delay() {
		FallibleReader reader = anyone();
		this.delays.put(reader, 1 + this.random.nextInt(8));
		return reader.name() + " will read nothing for a while";
	}

	/** A ledger reads everything, and never reads it again. */
	void settle(Side side) {
		consumer(side).settle();
	}

	/** How many events of each partition are submitted so far. */
	SortedMap<Integer, Long> submitted() {
		return this.submitted.ends();
	}

	/**
	 * The router takes everything that was submitted before a cut-off.
	 * @param cutOff the offsets at the cut-off
	 */
	void route(SortedMap<Integer, Long> cutOff) {
		this.router.passOffsets(cutOff);
	}

	/** The others take everything that is routed: the night waits for that. */
	void post() {
		this.ledgers.values().forEach(SimulatedConsumer::drain);
		this.register.drain();
		for (SimulatedTopic topic : List.of(topic(Side.TREATMENT), topic(Side.INSURED), this.rejected,
				this.deadLetters)) {
			Map<Integer, Long> known = this.progress.nextOffsets(topic.name());
			topic.ends()
				.forEach((partition, end) -> assertThat(known.getOrDefault(partition, 0L))
					.as("how far the night believes that %s-%d is read", topic.name(), partition)
					.isEqualTo(end));
		}
	}

	/** How far the router has come. */
	SortedMap<Integer, Long> routed() {
		return this.router.positions();
	}

	/** The topic of this name; what nobody writes to is empty. */
	SimulatedTopic topic(String name) {
		return Stream.of(this.submitted, topic(Side.TREATMENT), topic(Side.INSURED), this.rejected, this.deadLetters)
			.filter((topic) -> topic.name().equals(name))
			.findFirst()
			.orElseGet(() -> new SimulatedTopic(name));
	}

	/** Of how many events the treatment ledger has lost the leg. */
	long lost(int partition, long from, long to) {
		return this.lost.stream()
			.filter((leg) -> leg.side() == Side.TREATMENT)
			.map(LostLeg::event)
			.filter((event) -> event.partition() == partition && event.offset() >= from && event.offset() < to)
			.count();
	}

	/** What the router, or a ledger, has sent arrives, unless it is lost. */
	private void deliver(ProducerRecord<byte[], byte[]> message) {
		SourcePosition source = Objects.requireNonNull(RoutingHeaders.readFrom(message.headers())).source();
		Submission event = this.submitted.events(source.partition(), source.offset(), source.offset() + 1)
			.getFirst()
			.submission();
		SimulatedTopic topic = topic(message.topic());
		Side losingSide = this.losing.get(source);
		if (losingSide != null && topic == topic(losingSide)) {
			this.lost.add(new LostLeg(losingSide, Objects.requireNonNull(event), message));
		}
		else {
			append(topic, message, event);
		}
	}

	private void append(SimulatedTopic topic, ProducerRecord<byte[], byte[]> message, @Nullable Submission event) {
		byte[] key = message.key();
		int partition = (key == null) ? this.random.nextInt(SimulatedTopic.PARTITIONS)
				: Hospitals.partitionOf(new String(key, StandardCharsets.UTF_8));
		topic.append(partition, 0, key, message.headers(), message.value(), event);
	}

	private FallibleReader anyone() {
		return switch (this.random.nextInt(8)) {
			case 0 -> this.register;
			case 1, 2 -> consumer(Side.TREATMENT);
			case 3, 4 -> consumer(Side.INSURED);
			default -> this.router;
		};
	}

	private int eventsMax() {
		return 1 + this.random.nextInt(30);
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
	record LostLeg(Side side, Submission event, ProducerRecord<byte[], byte[]> message) {
	}

}
