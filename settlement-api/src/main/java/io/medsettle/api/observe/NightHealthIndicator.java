package io.medsettle.api.observe;

import io.medsettle.batch.lease.NightLease;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.verify.Verification;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How the last night has ended, and who would run the next. Whatever it says, claims are
 * taken and posted as before, and restarting the process would help nobody: so the status
 * is one of its own, which no probe takes for a failure.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class NightHealthIndicator implements HealthIndicator {

	/** Named in {@code management.endpoint.health.status.order}. */
	static final Status FAILED = new Status("FAILED", "A night has failed, or what it published is wrong.");

	private static final String WHAT_TO_DO = "whatToDo";

	private final NightLease lease;

	private final NightRuns runs;

	private final ClearingDays days;

	private final Verifications verifications;

	NightHealthIndicator(NightLease lease, NightRuns runs, ClearingDays days, Verifications verifications) {
		this.lease = lease;
		this.runs = runs;
		this.days = days;
		this.verifications = verifications;
	}

	@Override
	public Health health() {
		try {
			Health.Builder builder = Health.up();
			this.lease.holder().ifPresent((instance) -> builder.withDetail("lease", instance));
			this.runs.latest().ifPresent((run) -> tell(run, builder));
			this.days.lastSealed()
				.map(ClearingDay::day)
				.flatMap(this.verifications::last)
				.ifPresent((verification) -> tell(verification, builder));
			return builder.build();
		}
		catch (DataAccessException | TransactionException ex) {
			return Health.unknown().withDetail("reason", "The database does not say.").build();
		}
	}

	private static void tell(NightRun run, Health.Builder builder) {
		builder.withDetail("night", run.day()).withDetail("state", run.state());
		if (run.state() == NightRunState.FAILED) {
			builder.status(FAILED)
				.withDetail("failure", String.valueOf(run.failure()))
				.withDetail(WHAT_TO_DO, "What only waited is tried again by itself. Otherwise remove the cause, then"
						+ " close the day again; infra/README.md has the ways out of a proof that fails.");
		}
	}

	private static void tell(Verification verification, Health.Builder builder) {
		builder.withDetail("verified", verification.day()).withDetail("holds", verification.holds());
		if (!verification.holds()) {
			builder.status(FAILED)
				.withDetail("discrepancy", verification.first().orElse(""))
				.withDetail(WHAT_TO_DO,
						"Do not pay on that day. Keep the database and the files as they are, and report" + " it.");
		}
	}

}
