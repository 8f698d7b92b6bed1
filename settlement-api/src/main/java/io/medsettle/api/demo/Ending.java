package io.medsettle.api.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the example day between two of its looks at the engine. Its thread is not
 * interrupted: it asks the embedded database, whose file an interrupted thread would
 * close.
 */
final class Ending {

	private final CountDownLatch requested = new CountDownLatch(1);

	void request() {
		this.requested.countDown();
	}

	/**
	 * Waits for a while.
	 * @throws InterruptedException once the end is requested
	 */
	void pause(Duration duration) throws InterruptedException {
		if (this.requested.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new InterruptedException("The engine stops");
		}
	}

}
