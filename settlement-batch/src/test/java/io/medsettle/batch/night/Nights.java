package io.medsettle.batch.night;

import java.time.LocalDate;

import io.medsettle.batch.lease.NightLease;
import io.medsettle.batch.testing.NightEngine;

import org.springframework.batch.core.job.JobExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs nights in the test's own thread.
 */
public final class Nights {

	private Nights() {
	}

	/**
	 * Lets the day's cut-off pass and runs its night.
	 */
	public static NightRun run(NightEngine engine, LocalDate day) {
		engine.pass(day);
		try {
			// As the start of a process does.
			assertThat(engine.bean(NightLease.class).hold()).as("holds the lease").isTrue();
			engine.bean(NightRunner.class).start();
			engine.bean(NightRunner.class).recover();
			engine.bean(NightRunner.class).run(day);
		}
		catch (JobExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return engine.bean(NightRuns.class).ofDay(day).orElseThrow();
	}

}
