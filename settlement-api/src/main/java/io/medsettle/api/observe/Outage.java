package io.medsettle.api.observe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something outside the process that does not answer for a while. Told in one line when
 * it is noticed, and in another when it is over. Safe for use by several threads.
 */
final class Outage {

	private static final Logger log = LoggerFactory.getLogger(Outage.class);

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

	/** What was under way in the outage may fail by it for some time afterwards. */
	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	private final String name;

	private final Callable<?> question;

	private final AtomicBoolean on = new AtomicBoolean();

	private volatile boolean dismissed;

	/**
	 * @param name what may be away, at the beginning of a sentence
	 * @param question throws as long as it is
	 */
	Outage(String name, Callable<?> question) {
		this.name = name;
		this.question = question;
	}

	boolean isOn() {
		return this.on.get();
	}

	/**
	 * Something says that it is away.
	 */
	void notice(String sign) {
		if (!this.dismissed && this.on.compareAndSet(false, true)) {
			log.warn("{} does not answer: {}", this.name, sign.replaceAll("\\s*\\R\\s*", " "));
			Thread.ofPlatform().daemon().name("outage").start(this::awaitEnd);
		}
	}

	/** Nobody is to be told any more. */
	void dismiss() {
		this.dismissed = true;
	}

	private void awaitEnd() {
		long since = System.nanoTime();
		try {
			do {
				Thread.sleep(LOOK_INTERVAL);
			}
			while (!this.dismissed && !answers());
			if (!this.dismissed) {
				log.warn("{} answers again after {} s", this.name,
						Duration.ofNanos(System.nanoTime() - since).toSeconds());
				Thread.sleep(AFTERMATH);
			}
			this.on.set(false);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean answers() {
		try {
			this.question.call();
			return true;
		}
		catch (Exception ex) {
			return false;
		}
	}

}
