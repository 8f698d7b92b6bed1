package io.medsettle.core.scheduling;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EngineSchedulerTests {

	@Test
	void aStopWaitsForARunningTaskAndLeavesItInPeaceAndOnlyThenTheDatabaseStops() throws Exception {
		AnnotationConfigApplicationContext engine = engine(LongTask.class, Database.class);
		LongTask task = engine.getBean(LongTask.class);
		EngineScheduler scheduler = engine.getBean(EngineScheduler.class);
		List<String> ended = engine.getBean(Database.class).ended;
		assertThat(task.begun.await(30, TimeUnit.SECONDS)).isTrue();

		CompletableFuture<Void> stop = CompletableFuture.runAsync(engine::close);
		await().until(() -> scheduler.getScheduledThreadPoolExecutor().isShutdown());
		task.mayEnd.countDown();
		stop.get(30, TimeUnit.SECONDS);

		assertThat(ended).containsExactly("task", "database");
	}

	@Test
	void aTaskThatThrowsRunsAgain() throws InterruptedException {
		try (AnnotationConfigApplicationContext engine = engine(FailingTask.class)) {
			assertThat(engine.getBean(FailingTask.class).thrice.await(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static AnnotationConfigApplicationContext engine(Class<?>... parts) {
		AnnotationConfigApplicationContext engine = new AnnotationConfigApplicationContext();
		engine.register(EngineScheduler.class);
		engine.register(parts);
		engine.refresh();
		return engine;
	}

	static final class LongTask {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		private final Database database;

		LongTask(Database database) {
			this.database = database;
		}

		@Scheduled(fixedDelay = 1)
		void run() {
			this.begun.countDown();
			try {
				this.mayEnd.await();
				this.database.ended.add("task");
			}
			catch (InterruptedException ex) {
				this.database.ended.add("interrupted task");
			}
		}

	}

	static final class FailingTask {

		private final CountDownLatch thrice = new CountDownLatch(3);

		@Scheduled(fixedDelay = 1)
		void run() {
			this.thrice.countDown();
			if (this.thrice.getCount() > 0) {
				throw new IllegalStateException("The task fails, as the test wants it to.");
			}
		}

	}

	/** Stops last, as the embedded one does. */
	static final class Database implements SmartLifecycle {

		private final List<String> ended = new CopyOnWriteArrayList<>();

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.ended.add("database");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

}
