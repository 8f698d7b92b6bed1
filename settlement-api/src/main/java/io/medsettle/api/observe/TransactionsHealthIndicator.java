package io.medsettle.api.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.kafka.Backlog;
import io.medsettle.core.kafka.OpenTransaction;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether a sender holds others back by a transaction that it has left open. The process
 * itself is fit, and restarting it would help nobody: so the status is one of its own,
 * which no probe takes for a failure.
 */
@Component
@ConditionalOnRole({ Role.API, Role.NIGHT })
class TransactionsHealthIndicator extends AbstractHealthIndicator {

	/** Named in {@code management.endpoint.health.status.order}. */
	static final Status DELAYED = new Status("DELAYED", "Claims wait behind an open transaction.");

	private final Backlog backlog;

	TransactionsHealthIndicator(Backlog backlog) {
		this.backlog = backlog;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<OpenTransaction> open = this.backlog.openTransactions();
		Map<String, String> details = new LinkedHashMap<>();
		open.forEach((transaction) -> details.put(transaction.topic() + "-" + transaction.partition(),
				transaction.sender() + ", open since " + transaction.since()));
		builder.status(open.isEmpty() ? Status.UP : DELAYED).withDetails(details);
	}

}
