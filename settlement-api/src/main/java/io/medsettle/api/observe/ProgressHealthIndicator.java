package io.medsettle.api.observe;

import java.time.Duration;
import java.util.Map;

import io.medsettle.core.kafka.Backlog;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether the router and both ledgers of the whole region move, wherever they run. One
 * that takes nothing though something waits is named: it may be stuck, or no process runs
 * it. Restarting this process might help nobody: so the status is one of its own, which
 * no probe takes for a failure.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class ProgressHealthIndicator extends AbstractHealthIndicator {

	/** Named in {@code management.endpoint.health.status.order}. */
	static final Status STALLED = new Status("STALLED", "Claims wait, and a part of the engine takes none.");

	private final Backlog backlog;

	ProgressHealthIndicator(Backlog backlog) {
		this.backlog = backlog;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Map<String, Duration> standstills = this.backlog.standstills();
		builder.status(standstills.isEmpty() ? Status.UP : STALLED);
		standstills.forEach((stage, standing) -> builder.withDetail(stage, "takes nothing for " + standing.toSeconds()
				+ " s, though claims wait: look at the process that runs it, and at its log"));
	}

}
