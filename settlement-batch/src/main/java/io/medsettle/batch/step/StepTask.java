package io.medsettle.batch.step;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a step or one of its partitions works on, and where it notes how far it has come.
 * What it notes is kept with the transaction it works in, and is seen while the night
 * runs.
 */
public final class StepTask {

	/** The parameter that names the clearing day of a run, as an ISO date. */
	public static final String DAY = "day";

	/**
	 * The parameter that says that a failed night is done again from its first step,
	 * instead of being continued.
	 */
	public static final String RESTART = "restart";

	/** Between the name of a step and that of its partition. */
	public static final String PARTITION_SEPARATOR = ":";

	private static final String DONE = "progress.done";

	private static final String TOTAL = "progress.total";

	private static final String WAITS_FOR = "progress.waitingOn";

	private static final String SUSPENDED_FOR = "progress.suspendedFor";

	private static final String OUTCOME = "progress.outcome";

	private static final String FAILURE = "progress.failure";

	private static final String CURSOR = "progress.cursor";

	private final StepExecution execution;

	public StepTask(StepExecution execution) {
		this.execution = execution;
	}

	/**
	 * The clearing day of the run.
	 */
	public LocalDate day() {
		return LocalDate.parse(parameter(DAY));
	}

	/**
	 * Whether a failed night is done again from its first step.
	 */
	public boolean isRestart() {
		return Boolean.parseBoolean(parameter(RESTART));
	}

	/**
	 * Whether this is a partition of a step, which bears the step's name and its own.
	 */
	public boolean isPartition() {
		return this.execution.getStepName().contains(PARTITION_SEPARATOR);
	}

	/**
	 * The cities of this partition.
	 */
	public CityRange cities() {
		String name = this.execution.getStepName();
		return CityRange.parse(name.substring(name.indexOf(PARTITION_SEPARATOR) + PARTITION_SEPARATOR.length()));
	}

	/**
	 * How much there is to do in all, in the step's unit.
	 */
	public long total() {
		return context().getLong(TOTAL, 0);
	}

	void expect(long total) {
		expect(context(), total);
	}

	static void expect(ExecutionContext context, long total) {
		context.putLong(TOTAL, total);
	}

	/**
	 * How much is done, in the step's unit.
	 */
	public long done() {
		return context().getLong(DONE, 0);
	}

	public void advance(long count) {
		context().putLong(DONE, done() + count);
	}

	/**
	 * Notes that all there was to do is done.
	 */
	public void finish(long total) {
		context().putLong(TOTAL, total);
		context().putLong(DONE, total);
	}

	/**
	 * Forgets how far an earlier attempt had come.
	 */
	void reset() {
		context().remove(DONE);
		context().remove(CURSOR);
	}

	/**
	 * What a waiting step waits for, in a sentence.
	 */
	public @Nullable String waitingOn() {
		return text(WAITS_FOR);
	}

	public void waitFor(@Nullable String sentence) {
		note(WAITS_FOR, sentence);
	}

	/**
	 * Ends the run after this transaction, without a failure: what it needs may take
	 * hours to come, and then it is continued with this step.
	 * @param sentence what it needs
	 */
	public void suspend(String sentence) {
		note(SUSPENDED_FOR, sentence);
		this.execution.setTerminateOnly();
	}

	/**
	 * What the step has ended the run for, in a sentence, if it did.
	 */
	public @Nullable String suspendedFor() {
		return text(SUSPENDED_FOR);
	}

	/**
	 * Forgets how an earlier attempt ended.
	 */
	void begin() {
		note(FAILURE, null);
		note(SUSPENDED_FOR, null);
	}

	/**
	 * How long the step has been running since it was last started, by the system's
	 * clock, as Spring Batch notes the start.
	 */
	public Duration runningFor() {
		LocalDateTime start = this.execution.getStartTime();
		LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
		return (start != null) ? Duration.between(start, now) : Duration.ZERO;
	}

	/**
	 * What the step came to, in a few words for the log.
	 */
	public @Nullable String outcome() {
		return text(OUTCOME);
	}

	public void conclude(String outcome) {
		note(OUTCOME, outcome);
	}

	/**
	 * Why the step failed, in a sentence.
	 */
	public @Nullable String failure() {
		return text(FAILURE);
	}

	void fail(String sentence) {
		note(FAILURE, sentence);
	}

	/**
	 * Up to where a step that works in several transactions has come.
	 */
	public @Nullable String cursor() {
		return text(CURSOR);
	}

	public void moveCursor(String cursor) {
		note(CURSOR, cursor);
	}

	private ExecutionContext context() {
		return this.execution.getExecutionContext();
	}

	private String parameter(String name) {
		String value = this.execution.getJobParameters().getString(name);
		return (value != null) ? value : "";
	}

	private @Nullable String text(String key) {
		return context().containsKey(key) ? context().getString(key) : null;
	}

	private void note(String key, @Nullable String value) {
		if (value != null) {
			context().putString(key, value);
		}
		else {
			context().remove(key);
		}
	}

}
