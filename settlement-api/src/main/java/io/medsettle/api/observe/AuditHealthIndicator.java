package io.medsettle.api.observe;

import io.medsettle.core.audit.AuditTrail;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether acts can be written to the audit trail. While they cannot, what has to stand in
 * it is refused; claims are taken all the same. {@code settlement.audit.writable} is 1 or
 * 0.
 */
@Component("auditHealthIndicator")
class AuditHealthIndicator extends AbstractHealthIndicator {

	/** As of a night: worse than up, and nothing that a restart would mend. */
	private static final Status FAILED = new Status("FAILED", "The audit trail cannot be written.");

	private final AuditTrail trail;

	AuditHealthIndicator(AuditTrail trail, MeterRegistry meters) {
		this.trail = trail;
		Gauge.builder("settlement.audit.writable", trail, (each) -> each.isFailing() ? 0 : 1)
			.description("Whether acts can be written to the audit trail: 1, or 0 while they are refused")
			.register(meters);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		if (this.trail.isWritable()) {
			builder.up();
		}
		else {
			builder.status(FAILED)
				.withDetail("whatToDo",
						"See to the tables audit_… of the database; acts are taken again by themselves then.");
		}
	}

}
