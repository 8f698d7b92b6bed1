package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.medsettle.batch.simulation.SimulatedTopic.Event;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.core.routing.TransactionalRouter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The router's consumer group of one member. What it sends and how far it has read become
 * visible together or not at all; whatever it sends, even in a transaction that is given
 * up, must be what the reference says.
 */
final class SimulatedRouter implements FallibleReader {

	private final TransactionalRouter router;

	private final SimulatedTopic submitted;

	private final ReferenceRouter reference;

	private final Consumer<ProducerRecord<byte[], byte[]>> committed;

	private final Random random;

	private final SortedMap<Integer, Long> positions = new TreeMap<>();

	/**
	 * @param committed is given what the router has sent, once it is committed
	 */
	SimulatedRouter(TransactionalRouter router, SimulatedTopic submitted, ReferenceRouter reference,
			Consumer<ProducerRecord<byte[], byte[]>> committed, Random random) {
		this.router = router;
		this.submitted = submitted;
		this.reference = reference;
		this.committed = committed;
		this.random = random;
		submitted.ends().keySet().forEach((partition) -> this.positions.put(partition, 0L));
	}

	@Override
	public String name() {
		return "the router";
	}

	@Override
	public String poll(int eventsMax) {
		SortedMap<Integer, Long> until = further(this.submitted.ends(), eventsMax);
		String taken = "took events from %s to %s".formatted(this.positions, until);
		take(until);
		return taken;
	}

	@Override
	public String crashBeforeKafka(int eventsMax) {
		SortedMap<Integer, Long> until = further(this.submitted.ends(), eventsMax);
		giveUp(messages(this.positions, until));
		return "died before it committed events from %s to %s".formatted(this.positions, until);
	}

	@Override
	public String crashBeforeTheDatabase(int eventsMax, Mortality mortality) {
		SortedMap<Integer, Long> until = further(this.submitted.ends(), eventsMax);
		List<ConsumerRecord<byte[], byte[]>> batch = messages(this.positions, until);
		if (batch.isEmpty()) {
			return "died idle";
		}
		mortality.dieAfter(0);
		try {
			assertThatThrownBy(() -> this.router.take(batch, (sent) -> {
			})).hasStackTraceContaining("The process is dead.");
		}
		finally {
			mortality.revive();
		}
		return "died when it asked for the days of events from %s to %s".formatted(this.positions, until);
	}

	/** What it has committed is all that it knows. */
	@Override
	public String rebalance() {
		return "was rebalanced";
	}

	/** Kafka lets only the newest member of a group commit. */
	@Override
	public String replay() {
		SortedMap<Integer, Long> from = new TreeMap<>();
		this.positions.forEach((partition, position) -> from.put(partition, this.random.nextLong(position + 1)));
		giveUp(messages(from, this.positions));
		return "took events from %s to %s again, and was fenced".formatted(from, this.positions);
	}

	/**
	 * Takes everything up to some offsets, and perhaps some of what stands behind them.
	 */
	void passOffsets(SortedMap<Integer, Long> offsets) {
		while (isBehind(offsets)) {
			take(further(this.submitted.ends(), 20));
		}
	}

	/** The next offset to read of each partition, as Kafka knows it. */
	SortedMap<Integer, Long> positions() {
		return this.positions;
	}

	private void take(SortedMap<Integer, Long> until) {
		List<ConsumerRecord<byte[], byte[]>> batch = messages(this.positions, until);
		if (!batch.isEmpty()) {
			this.router.take(batch, (sent) -> this.reference.check(batch, sent)).forEach(this.committed);
		}
		this.positions.putAll(until);
	}

	/** Does all of a transaction but to commit it, after which nothing of it is seen. */
	private void giveUp(List<ConsumerRecord<byte[], byte[]>> batch) {
		if (!batch.isEmpty()) {
			assertThatThrownBy(() -> this.router.take(batch, (sent) -> {
				this.reference.check(batch, sent);
				throw new GivenUpException();
			})).isInstanceOf(GivenUpException.class);
		}
	}

	private boolean isBehind(SortedMap<Integer, Long> offsets) {
		return offsets.entrySet().stream().anyMatch((each) -> this.positions.get(each.getKey()) < each.getValue());
	}

	/** Some events of each partition. */
	private SortedMap<Integer, Long> further(SortedMap<Integer, Long> ends, int eventsMax) {
		SortedMap<Integer, Long> until = new TreeMap<>();
		this.positions.forEach((partition, position) -> until.put(partition,
				Math.min(ends.get(partition), position + this.random.nextInt(eventsMax + 1))));
		return until;
	}

	private List<ConsumerRecord<byte[], byte[]>> messages(SortedMap<Integer, Long> from,
			SortedMap<Integer, Long> until) {
		List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
		until.forEach((partition, end) -> this.submitted.events(partition, from.get(partition), end)
			.stream()
			.map(Event::message)
			.forEach(messages::add));
		return messages;
	}

	/**
	 * The process dies, or is not allowed to commit.
	 */
	private static final class GivenUpException extends RuntimeException {

	}

}
