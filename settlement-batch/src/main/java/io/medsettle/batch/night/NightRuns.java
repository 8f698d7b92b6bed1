package io.medsettle.batch.night;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.batch.step.StepTask;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * The nights so far, as Spring Batch's job repository knows them. May be asked in any
 * process.
 */
@Component
public class NightRuns {

	private static final String ID_PREFIX = "night-";

	/** The most nights listed. */
	private static final int LISTED_MAX = 100;

	/** A cut-off this close counts as passed: a day that was just closed has a run. */
	private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

	private final JobRepository repository;

	private final NightJob night;

	private final NightRequests requests;

	private final ClearingDays days;

	private final Clock clock;

	NightRuns(JobRepository repository, NightJob night, NightRequests requests, ClearingDays days, Clock clock) {
		this.repository = repository;
		this.night = night;
		this.requests = requests;
		this.days = days;
		this.clock = clock;
	}

	/**
	 * The id of the night of a day.
	 */
	public static String idOf(LocalDate day) {
		return ID_PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
	}

	/**
	 * The night with this id, if there is or will presently be one.
	 */
	public Optional<NightRun> find(String id) {
		if (!id.startsWith(ID_PREFIX)) {
			return Optional.empty();
		}
		try {
			return ofDay(LocalDate.parse(id.substring(ID_PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The steps of a night that has not begun, in their order.
	 */
	public List<StepProgress> stepsToCome() {
		return this.night.steps().stream().map(StepProgress::toCome).toList();
	}

	/**
	 * The nights that have begun, newest first, at most the last hundred.
	 */
	public List<NightRun> list() {
		return this.repository.getJobInstances(NightJob.NAME, 0, LISTED_MAX)
			.stream()
			.flatMap((instance) -> begun(instance).stream())
			.sorted(Comparator.comparing(NightRun::day).reversed())
			.toList();
	}

	/**
	 * The night of the day. A day that was closed and whose night has not begun has a
	 * waiting one.
	 */
	public Optional<NightRun> ofDay(LocalDate day) {
		JobInstance instance = this.repository.getJobInstance(NightJob.NAME, NightJob.parameters(day, false));
		Optional<NightRun> begun = (instance != null) ? begun(instance) : Optional.empty();
		return begun.or(() -> this.days.find(day).filter(this::isClosed).map((closed) -> run(day, List.of())));
	}

	/**
	 * The night that operators care about now: that of the first day that is closed and
	 * not published, else that of the newest published day. Empty before the first.
	 */
	public Optional<NightRun> latest() {
		return this.days.firstDue().or(this.days::lastSealed).flatMap((day) -> ofDay(day.day()));
	}

	/**
	 * The last day that had a night, if it is published but its cities were not told.
	 */
	Optional<LocalDate> unannounced() {
		return Optional.ofNullable(this.repository.getLastJobInstance(NightJob.NAME))
			.flatMap(this::begun)
			.filter((run) -> run.state() != NightRunState.COMPLETED)
			.map(NightRun::day)
			.filter(this.days::isSealed);
	}

	private Optional<NightRun> begun(JobInstance instance) {
		List<JobExecution> executions = this.repository.getJobExecutions(instance)
			.stream()
			.sorted(Comparator.comparingLong(JobExecution::getId))
			.toList();
		if (executions.isEmpty()) {
			return Optional.empty();
		}
		String parameter = executions.getFirst().getJobParameters().getString(StepTask.DAY);
		LocalDate day = LocalDate.parse(Objects.requireNonNull(parameter));
		NightRun run = run(day, executions);
		if (run.state() == NightRunState.STOPPED
				&& this.days.find(day).filter(ClearingDay::isUnconfirmed).isPresent()) {
			return Optional.of(run.provisional());
		}
		boolean again = run.state() == NightRunState.FAILED && this.requests.isRequested(day);
		return Optional.of(again ? run.waitingAgain() : run);
	}

	private NightRun run(LocalDate day, List<JobExecution> executions) {
		return new NightRunHistory(day, executions).view(this.night.steps());
	}

	private boolean isClosed(ClearingDay day) {
		boolean due = !day.cutOff().isAfter(this.clock.instant().plus(CLOSING_TIME));
		return due || this.requests.isRequested(day.day());
	}

}
