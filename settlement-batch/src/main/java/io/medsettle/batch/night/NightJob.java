package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

import io.medsettle.batch.await.AwaitCutOff;
import io.medsettle.batch.clear.ClearDay;
import io.medsettle.batch.files.WriteFiles;
import io.medsettle.batch.match.CompareLegs;
import io.medsettle.batch.match.CompareStatements;
import io.medsettle.batch.publish.AnnounceDay;
import io.medsettle.batch.publish.PublishDay;
import io.medsettle.batch.settle.CarryForward;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepFactory;
import io.medsettle.batch.step.StepTask;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * The night's steps in their order, as a Spring Batch job. There is one instance of it
 * for each clearing day.
 */
@Component
class NightJob {

	static final String NAME = "night";

	private final JobRepository repository;

	private final StepFactory factory;

	private final List<NightStep> steps;

	NightJob(JobRepository repository, StepFactory factory, AwaitCutOff await, CompareLegs compare,
			CompareStatements statements, CarryForward carryForward, ClearDay clear, WriteFiles files,
			PublishDay publish, AnnounceDay announce) {
		this.repository = repository;
		this.factory = factory;
		this.steps = List.of(await, compare, statements, carryForward, clear, files, publish, announce);
	}

	List<NightStep> steps() {
		return this.steps;
	}

	/**
	 * The job that does the night.
	 * @param restart whether steps that were completed are done again
	 * @param onStart is told of the execution when it starts
	 */
	Job job(boolean restart, Consumer<JobExecution> onStart) {
		JobBuilder builder = new JobBuilder(NAME, this.repository).listener(new JobExecutionListener() {

			@Override
			public void beforeJob(JobExecution execution) {
				onStart.accept(execution);
			}

		});
		SimpleJobBuilder job = builder.start(this.factory.step(this.steps.getFirst(), restart));
		for (NightStep step : this.steps.subList(1, this.steps.size())) {
			job = job.next(this.factory.step(step, restart));
		}
		return job.build();
	}

	static JobParameters parameters(LocalDate day, boolean restart) {
		return new JobParametersBuilder().addString(StepTask.DAY, day.toString(), true)
			.addString(StepTask.RESTART, Boolean.toString(restart), false)
			.toJobParameters();
	}

}
