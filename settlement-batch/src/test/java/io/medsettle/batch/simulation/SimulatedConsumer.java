package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

import io.medsettle.batch.simulation.SimulatedTopic.Event;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.core.ledger.LedgerReaders.Reader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A consumer group of one reader: it polls, the reader takes, and then it commits its
 * offsets, unless something happens to it in between. What it commits is kept apart from
 * what the reader's database knows.
 */
final class SimulatedConsumer implements FallibleReader {

	private final String name;

	private final Reader reader;

	private final Map<TopicPartition, SimulatedTopic> topics = new HashMap<>();

	private final List<TopicPartition> places = new ArrayList<>();

	private final Map<TopicPartition, Long> positions = new HashMap<>();

	private final Map<TopicPartition, Long> committed = new HashMap<>();

	/** Behind these nothing is read again. */
	private final Map<TopicPartition, Long> floors = new HashMap<>();

	private final Consumer<Submission> taken;

	private final Random random;

	/**
	 * @param taken is told of each leg that the reader has taken, in their order
	 */
	SimulatedConsumer(String name, Reader reader, List<SimulatedTopic> topics, Consumer<Submission> taken,
			Random random) {
		this.name = name;
		this.reader = reader;
		this.taken = taken;
		this.random = random;
		topics.forEach((topic) -> topic.places().forEach((place) -> {
			this.topics.put(place, topic);
			this.places.add(place);
			this.floors.put(place, 0L);
			this.committed.put(place, 0L);
		}));
		rebalance();
	}

	@Override
	public String name() {
		return this.name;
	}

	/** Events of one partition. */
	@Override
	public String poll(int eventsMax) {
		TopicPartition place = anyBehind();
		long from = position(place);
		long to = Math.min(end(place), from + eventsMax);
		take(place, from, to);
		goTo(place, to);
		this.committed.put(place, to);
		return "took %s from %d to %d".formatted(place, from, to);
	}

	/** Its database has committed. */
	@Override
	public String crashBeforeKafka(int eventsMax) {
		TopicPartition place = anyBehind();
		long from = position(place);
		long to = Math.min(end(place), from + eventsMax);
		take(place, from, to);
		boolean byDatabase = this.random.nextBoolean();
		if (byDatabase) {
			rebalance();
		}
		else {
			this.positions.putAll(this.committed);
		}
		return "took %s from %d to %d, died before it told Kafka, and went on from where %s stood".formatted(place,
				from, to, byDatabase ? "the database" : "Kafka");
	}

	@Override
	public String crashBeforeTheDatabase(int eventsMax, Mortality mortality) {
		TopicPartition place = anyBehind();
		long from = position(place);
		long to = Math.min(end(place), from + eventsMax);
		if (from == to) {
			return "died idle";
		}
		mortality.dieAfter(0);
		try {
			this.reader.take(messages(place, from, to));
			throw new AssertionError("The reader has taken a batch without a database.");
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasStackTraceContaining("The process is dead.");
		}
		finally {
			mortality.revive();
		}
		rebalance();
		return "died while it took %s from %d to %d".formatted(place, from, to);
	}

	@Override
	public String rebalance() {
		this.positions.putAll(this.reader.assign(this.places));
		return "was rebalanced";
	}

	@Override
	public String replay() {
		TopicPartition place = this.places.get(this.random.nextInt(this.places.size()));
		long floor = floor(place);
		long position = position(place);
		if (floor >= position) {
			return "had nothing to replay";
		}
		long from = floor + this.random.nextLong(position - floor);
		long to = from + 1 + this.random.nextLong(position - from);
		take(place, from, to);
		return "took %s from %d to %d again".formatted(place, from, to);
	}

	/** Takes everything there is. */
	void drain() {
		for (TopicPartition place : this.places) {
			while (position(place) < end(place)) {
				long to = Math.min(end(place), position(place) + 1 + this.random.nextInt(20));
				take(place, position(place), to);
				goTo(place, to);
				this.committed.put(place, to);
			}
		}
	}

	/** Takes everything there is, and never takes it again. */
	void settle() {
		drain();
		this.floors.putAll(this.positions);
	}

	private void take(TopicPartition place, long from, long to) {
		if (from < to) {
			this.reader.take(messages(place, from, to));
			for (Event event : events(place, from, to)) {
				Submission submission = event.submission();
				if (submission != null) {
					this.taken.accept(submission);
				}
			}
		}
	}

	private List<ConsumerRecord<byte[], byte[]>> messages(TopicPartition place, long from, long to) {
		return events(place, from, to).stream().map(Event::message).toList();
	}

	private List<Event> events(TopicPartition place, long from, long to) {
		return topic(place).events(place.partition(), from, to);
	}

	/** A partition with something to read, if there is one. */
	private TopicPartition anyBehind() {
		List<TopicPartition> behind = this.places.stream().filter((place) -> position(place) < end(place)).toList();
		List<TopicPartition> among = behind.isEmpty() ? this.places : behind;
		return among.get(this.random.nextInt(among.size()));
	}

	private long position(TopicPartition place) {
		return this.positions.getOrDefault(place, 0L);
	}

	private void goTo(TopicPartition place, long offset) {
		this.positions.put(place, offset);
	}

	private long floor(TopicPartition place) {
		return this.floors.getOrDefault(place, 0L);
	}

	private long end(TopicPartition place) {
		return topic(place).end(place.partition());
	}

	private SimulatedTopic topic(TopicPartition place) {
		return Objects.requireNonNull(this.topics.get(place));
	}

}
