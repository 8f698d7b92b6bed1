package io.medsettle.batch.lease;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepFactory;
import io.medsettle.batch.step.StepTask;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who holds the night's lease, and who may write.
 */
class NightLeaseTests {

	@ParameterizedTest
	@EnumSource(Database.class)
	void oneHoldsItUntilItLetsGo(Database database) {
		try (NightEngine one = NightEngine.start(database, "settlement.instance=one");
				NightEngine other = one.beside("settlement.instance=other")) {
			NightLease lease = one.bean(NightLease.class);
			NightLease wanted = other.bean(NightLease.class);
			assertThat(wanted.isHeld()).isFalse();
			assertThat(lease.hold()).isTrue();
			assertThat(wanted.hold()).isFalse();
			assertThat(wanted.isHeld()).isTrue();
			write(one);
			assertRefused(other);

			lease.release();
			assertThat(wanted.isHeld()).isFalse();
			assertThat(wanted.hold()).isTrue();
			assertThat(lease.hold()).isFalse();
			assertThat(wanted.number()).isEqualTo(2);
			write(other);
			assertRefused(one);
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void anotherTakesItWhenItIsNotRenewed(Database database) {
		try (NightEngine one = NightEngine.start(database, "settlement.instance=one");
				NightEngine other = one.beside("settlement.instance=other")) {
			NightLease lease = one.bean(NightLease.class);
			NightLease wanted = other.bean(NightLease.class);
			assertThat(lease.hold()).isTrue();
			expire(one);
			assertThat(lease.renew()).as("late, but nobody has taken it").isTrue();
			assertThat(wanted.hold()).isFalse();

			expire(one);
			assertThat(wanted.hold()).isTrue();
			assertRefused(one);
			assertThat(lease.renew()).isFalse();
			assertThat(lease.hold()).isFalse();
			lease.release();
			assertThat(wanted.isHeld()).as("let go by one that had lost it").isTrue();
			write(other);
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aProcessStartedAnewTakesItBackAtOnce(Database database) {
		try (NightEngine killed = NightEngine.start(database);
				NightEngine again = killed.beside();
				NightEngine other = killed.beside("settlement.instance=other")) {
			assertThat(killed.bean(NightLease.class).hold()).isTrue();
			assertThat(other.bean(NightLease.class).hold()).isFalse();
			assertThat(again.bean(NightLease.class).hold()).isTrue();
			write(again);
			assertRefused(killed);

			// If it lives after all, the two do not take the lease from each other in
			// turns.
			assertThat(killed.bean(NightLease.class).hold()).isFalse();
			assertThat(again.bean(NightLease.class).hold()).isTrue();
			expire(again);
			assertThat(killed.bean(NightLease.class).hold()).isTrue();
			assertThat(again.bean(NightLease.class).hold()).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void isNotTakenFromATransactionThatIsWriting(Database database) throws Exception {
		try (NightEngine one = NightEngine.start(database, "settlement.instance=one");
				NightEngine other = one.beside("settlement.instance=other");
				ExecutorService threads = Executors.newFixedThreadPool(2)) {
			assertThat(one.bean(NightLease.class).hold()).isTrue();
			CountDownLatch written = new CountDownLatch(2);
			CountDownLatch ending = new CountDownLatch(1);
			Runnable writing = () -> transaction(one, () -> {
				one.bean(LeaseFence.class).carry();
				written.countDown();
				await(ending);
			});
			Future<?> first = threads.submit(writing);
			Future<?> second = threads.submit(writing);
			assertThat(written.await(10, TimeUnit.SECONDS)).as("two write at once").isTrue();
			expire(one);
			assertThat(other.bean(NightLease.class).hold()).isFalse();
			write(one);
			assertThat(one.bean(NightLease.class).renew()).as("renewed while others write").isTrue();
			expire(one);

			ending.countDown();
			first.get();
			second.get();
			assertThat(other.bean(NightLease.class).hold()).isTrue();
			assertRefused(one);
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aStepEndsBetweenTwoTransactionsWhenTheLeaseIsLost(Database database) throws JobExecutionException {
		try (NightEngine one = NightEngine.start(database, "settlement.instance=one");
				NightEngine other = one.beside("settlement.instance=other")) {
			assertThat(one.bean(NightLease.class).hold()).isTrue();
			LongStep step = new LongStep(() -> {
				expire(other);
				assertThat(other.bean(NightLease.class).hold()).isTrue();
			});
			JobRepository repository = one.bean(JobRepository.class);
			Job job = new JobBuilder("long", repository).start(one.bean(StepFactory.class).step(step, false)).build();

			JobExecution execution = one.bean(JobOperator.class)
				.start(job, new JobParametersBuilder().addString(StepTask.DAY, NightEngine.DAY.toString())
					.toJobParameters());

			assertThat(step.transactions).isEqualTo(2);
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
			assertThat(one.jdbc().queryForObject("select commit_count from batch_step_execution", Long.class))
				.isEqualTo(2);
			assertThat(one.jdbc().queryForObject("select status from batch_job_execution", String.class))
				.isEqualTo("STARTED");
		}
	}

	private static void write(NightEngine engine) {
		transaction(engine, () -> {
			engine.bean(LeaseFence.class).carry();
			engine.bean(LeaseFence.class).carry();
			engine.bean(LeaseFence.class).confirm();
			assertThat(engine.jdbc().queryForObject("select count(*) from night_lease", Long.class)).isEqualTo(1);
		});
	}

	private static void assertRefused(NightEngine engine) {
		assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> write(engine));
	}

	private static void expire(NightEngine engine) {
		engine.jdbc().update("update night_lease set held_until_ms = 0");
	}

	private static void transaction(NightEngine engine, Runnable work) {
		new TransactionTemplate(engine.bean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> work.run());
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Has three transactions, and something happens after the second. */
	private static final class LongStep extends NightStep {

		private final Runnable happening;

		private int transactions;

		LongStep(Runnable happening) {
			super("long", "transactions");
			this.happening = happening;
		}

		@Override
		public boolean work(StepTask task) {
			this.transactions++;
			if (this.transactions == 2) {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void afterCommit() {
						LongStep.this.happening.run();
					}

				});
			}
			return this.transactions == 3;
		}

	}

}
