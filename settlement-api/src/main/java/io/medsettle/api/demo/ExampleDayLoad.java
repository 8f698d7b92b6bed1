package io.medsettle.api.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.kafka.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends the example day to Kafka as the hospitals' systems would, and watches it arrive
 * in the books of both cities.
 */
final class ExampleDayLoad {

	private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(200);

	/** So long without anything new in the books means that something is wrong. */
	private static final Duration STANDSTILL_MAX = Duration.ofSeconds(90);

	private final ExampleDay day;

	private final KafkaTemplate<byte[], byte[]> producer;

	private final DayIntakes intakes;

	private final MeterRegistry meters;

	private final Terminal terminal;

	private final Ending ending;

	ExampleDayLoad(ExampleDay day, KafkaClients kafka, DayIntakes intakes, MeterRegistry meters, Terminal terminal,
			Ending ending) {
		this.day = day;
		this.producer = kafka.durableProducer("example-day");
		this.intakes = intakes;
		this.meters = meters;
		this.terminal = terminal;
		this.ending = ending;
	}

	/**
	 * Sends all events, and returns when they are durable and both ledgers have posted
	 * them.
	 * @param now the instant the events are made for
	 * @return how long that took
	 * @throws InterruptedException if the engine stops before
	 * @throws IllegalStateException if Kafka does not take the events or the ledgers come
	 * to a standstill
	 */
	Duration run(Instant now) throws InterruptedException {
		long start = System.nanoTime();
		BookedClaims booked = new BookedClaims(this.intakes, this.meters);
		Sending sending = new Sending();
		Thread thread = Thread.ofPlatform().daemon().name("example-day-sender").start(() -> sending.send(now));
		try {
			watch(sending, booked, start);
		}
		finally {
			thread.interrupt();
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private void watch(Sending sending, BookedClaims booked, long start) throws InterruptedException {
		long posted = booked.metered();
		long lastChange = System.nanoTime();
		while (!sending.isDurable() || posted < ExampleDay.POSTED || booked.counted() < ExampleDay.POSTED) {
			sending.rethrowFailure();
			this.ending.pause(LOOKED_AT_EVERY);
			long before = posted;
			posted = booked.metered();
			long now = System.nanoTime();
			if (posted != before) {
				lastChange = now;
			}
			else if (now - lastChange > STANDSTILL_MAX.toNanos()) {
				throw new IllegalStateException("The ledgers have posted nothing for " + STANDSTILL_MAX.toSeconds()
						+ " s; see the log of the engine.");
			}
			show(sending.durable.get(), posted, Duration.ofNanos(now - start));
		}
	}

	private void show(int durable, long posted, Duration elapsed) {
		long inBoth = Math.min(posted, ExampleDay.POSTED);
		long perSecond = inBoth * 1000 / Math.max(1, elapsed.toMillis());
		this.terminal.progress(
				"  load " + Terminal.bar((double) inBoth / ExampleDay.POSTED) + "  sent " + Terminal.count(durable)
						+ ", in both books " + Terminal.count(inBoth) + ", " + Terminal.count(perSecond) + " claims/s");
	}

	/** The sender's side: what Kafka has confirmed, and what it has not taken. */
	private final class Sending {

		private final AtomicInteger durable = new AtomicInteger();

		private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

		void send(Instant now) {
			try {
				ExampleDayLoad.this.day.send(now, this::append);
				ExampleDayLoad.this.producer.flush();
			}
			catch (RuntimeException ex) {
				this.failure.compareAndSet(null, ex);
			}
		}

		private void append(ExampleEvent event) {
			CompletableFuture<?> sent = ExampleDayLoad.this.producer.send(Topics.CLAIMS_SUBMITTED,
					event.hospitalCode().getBytes(StandardCharsets.UTF_8), event.value());
			var unused = sent.whenComplete((result, ex) -> {
				if (ex != null) {
					this.failure.compareAndSet(null, ex);
				}
				else {
					this.durable.incrementAndGet();
				}
			});
		}

		boolean isDurable() {
			return this.durable.get() == ExampleDay.EVENTS;
		}

		void rethrowFailure() {
			Throwable cause = this.failure.get();
			if (cause != null) {
				throw new IllegalStateException("Kafka does not take the events of the example day.", cause);
			}
		}

	}

}
