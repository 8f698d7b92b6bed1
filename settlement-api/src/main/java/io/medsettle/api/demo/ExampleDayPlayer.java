package io.medsettle.api.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.store.ClearingDay;
import io.medsettle.core.store.ClearingDays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Plays the example day once on a data folder: load, close, night, report. What a killed
 * process has begun, the next one finishes: events are sent again, which the ledgers take
 * as the repetitions they are. On a folder that has it all, only the report is shown.
 */
class ExampleDayPlayer {

	private static final Logger log = LoggerFactory.getLogger(ExampleDayPlayer.class);

	/** Closer than this to the cut-off, the example day is played on the next day. */
	private static final Duration ROOM_BEFORE_CUT_OFF = Duration.ofMinutes(5);

	private static final Duration STOPPING_MAX = Duration.ofSeconds(5);

	private final PlaybackFile file;

	private final ExampleDayLoad load;

	private final ClearingDays days;

	private final Clock clock;

	private final Terminal terminal;

	private volatile @Nullable Thread playing;

	ExampleDayPlayer(SettlementSettings settings, ExampleDayLoad load, ClearingDays days, Clock clock,
			Terminal terminal) {
		this.file = new PlaybackFile(settings.dataDir());
		this.load = load;
		this.days = days;
		this.clock = clock;
		this.terminal = terminal;
	}

	@EventListener
	void start(ApplicationReadyEvent ready) {
		this.playing = Thread.ofPlatform().daemon().name("example-day").start(this::play);
	}

	@EventListener
	void stop(ContextClosedEvent closed) throws InterruptedException {
		Thread thread = this.playing;
		if (thread != null) {
			thread.interrupt();
			thread.join(STOPPING_MAX);
		}
	}

	private void play() {
		try {
			Playback playback = this.file.read().orElseGet(this::begin);
			if (!playback.sent()) {
				playback = load(playback);
			}
		}
		catch (InterruptedException ex) {
			this.terminal.line("  The example day goes on when the engine is started again.");
		}
		catch (RuntimeException ex) {
			log.error("The example day has stopped", ex);
		}
	}

	private Playback begin() {
		return this.file.write(Playback.beginning(this.clock.instant(), this.days.current().day()));
	}

	private Playback load(Playback playback) throws InterruptedException {
		this.terminal.line("The example day: " + TerminalText.count(ExampleDay.EVENTS) + " events through Kafka");
		Duration elapsed = this.load.run(playback.now());
		this.terminal.line("  load  " + TerminalText.seconds(elapsed));
		return this.file.write(playback.loaded(elapsed.toMillis()));
	}

}
