package io.medsettle.api.observe;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.medsettle.batch.lease.NightLease;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How the night fares. The processes of the night measure it, each the same, whichever of
 * them runs it.
 * <ul>
 * <li>{@code settlement.night.lease.held}: 1 while a process holds the night's lease,
 * else 0.</li>
 * <li>{@code settlement.night.waiting}: how long the running night has been waiting for
 * the router or a ledger; 0 while it waits for nothing, and once it has given up.</li>
 * </ul>
 */
@Component
@ConditionalOnRole(Role.NIGHT)
class NightGauges {

	private final NightLease lease;

	private final NightRuns runs;

	private final ClearingDays days;

	private final Clock clock;

	private volatile boolean held;

	private volatile @Nullable Instant waitingSince;

	NightGauges(NightLease lease, NightRuns runs, ClearingDays days, Clock clock, MeterRegistry meters) {
		this.lease = lease;
		this.runs = runs;
		this.days = days;
		this.clock = clock;
		Gauge.builder("settlement.night.lease.held", this, (gauges) -> gauges.held ? 1 : 0)
			.description("1 while a process holds the night's lease")
			.register(meters);
		TimeGauge.builder("settlement.night.waiting", this, TimeUnit.MILLISECONDS, NightGauges::waitingMs)
			.description("How long the running night has been waiting for the router or a ledger")
			.register(meters);
	}

	@Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
	void read() {
		this.held = this.lease.isHeld();
		this.waitingSince = this.days.firstDue()
			.map(ClearingDay::day)
			.flatMap(this.runs::ofDay)
			.filter((run) -> run.state() == NightRunState.RUNNING)
			.flatMap((run) -> run.steps().stream().filter((step) -> step.waitingOn() != null).findFirst())
			.map(StepProgress::startedAt)
			.orElse(null);
	}

	private double waitingMs() {
		Instant since = this.waitingSince;
		return (since == null) ? 0 : Math.max(0, this.clock.millis() - since.toEpochMilli());
	}

}
