package io.medsettle.api.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.EarlyClosing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Runs the example day once on a data folder: load, what hospitals and insured cities say
 * of it, close, night, report. What a killed process has begun, the next one finishes:
 * events are sent again, which the ledgers take as the repetitions they are. On a folder
 * that has it all, only the report is shown.
 */
class ExampleDayRunner {

	private static final Logger log = LoggerFactory.getLogger(ExampleDayRunner.class);

	/** Closer than this to the cut-off, the example day runs on the next day. */
	private static final Duration ROOM_BEFORE_CUT_OFF = Duration.ofMinutes(5);

	/** Who closes the days of the example. */
	private static final String ACTOR = "example-day";

	private static final Duration STOPPING_MAX = Duration.ofSeconds(5);

	private final ProgressFile file;

	private final ExampleDayLoad load;

	private final ExampleDisagreements disagreements;

	private final NightDisplay night;

	private final ExampleDayReport report;

	private final ClearingDays days;

	private final EarlyClosing closing;

	private final Clock clock;

	private final Terminal terminal;

	private final Ending ending;

	private volatile @Nullable Thread running;

	ExampleDayRunner(ProgressFile file, ExampleDayLoad load, ExampleDisagreements disagreements, NightDisplay night,
			ExampleDayReport report, ClearingDays days, EarlyClosing closing, Clock clock, Terminal terminal,
			Ending ending) {
		this.file = file;
		this.load = load;
		this.disagreements = disagreements;
		this.night = night;
		this.report = report;
		this.days = days;
		this.closing = closing;
		this.clock = clock;
		this.terminal = terminal;
		this.ending = ending;
	}

	@EventListener
	void start(ApplicationReadyEvent ready) {
		String port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port", "8080");
		String address = "http://localhost:" + port + "/";
		this.running = Thread.ofPlatform().daemon().name("example-day").start(() -> run(address));
	}

	@EventListener
	void stop(ContextClosedEvent closed) throws InterruptedException {
		this.ending.request();
		Thread thread = this.running;
		if (thread != null) {
			thread.join(STOPPING_MAX);
		}
	}

	private void run(String address) {
		try {
			ExampleDayProgress progress = this.file.read().orElse(null);
			if (progress == null) {
				progress = begin();
			}
			if (progress.loadMs() == 0) {
				progress = load(progress);
			}
			if (progress.nightMs() == 0) {
				progress = close(progress, address);
			}
			this.report.print(progress, address);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.terminal.line("  The example day goes on when the engine is started again.");
		}
		catch (RuntimeException ex) {
			log.error("The example day has stopped; it goes on when the engine is started again", ex);
		}
	}

	private ExampleDayProgress begin() throws InterruptedException {
		ClearingDay today = this.days.current();
		Instant now = this.clock.instant();
		if (now.plus(ROOM_BEFORE_CUT_OFF).isAfter(today.cutOff())) {
			this.terminal.line("The cut-off is near: the example day runs as " + today.day().plusDays(1) + ".");
			Instant cutOff = this.closing.close(today.day(), ACTOR).cutOff();
			this.ending.pause(Duration.between(this.clock.instant(), cutOff).plusMillis(1));
			today = this.days.current();
		}
		return this.file.write(ExampleDayProgress.beginning(now, today.day()));
	}

	private ExampleDayProgress load(ExampleDayProgress progress) throws InterruptedException {
		this.terminal.line("The example day: " + Terminal.count(ExampleDay.EVENTS)
				+ " events from 135 hospitals in 41 cities, through Kafka");
		Duration elapsed = this.load.run(progress.now());
		this.terminal.done("load", elapsed, Terminal.count(ExampleDay.POSTED) + " claims in both books");
		return this.file.write(progress.loaded(elapsed.toMillis()));
	}

	private ExampleDayProgress close(ExampleDayProgress progress, String address) throws InterruptedException {
		LocalDate day = progress.closedDay();
		if (day == null) {
			day = this.days.current().day();
			this.disagreements.send(day, address);
			this.terminal.line("  statements of three hospitals, a refusal and a deduction of two insured cities");
			progress = this.file.write(progress.closing(day));
		}
		long start = System.nanoTime();
		this.terminal.line("The night of " + day);
		this.closing.close(day, ACTOR);
		this.night.watch(day);
		Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
		return this.file.write(progress.published(elapsed.toMillis()));
	}

}
