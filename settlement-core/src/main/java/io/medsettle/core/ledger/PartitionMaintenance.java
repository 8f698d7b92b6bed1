package io.medsettle.core.ledger;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of the next days ahead, leaves published days to the database's
 * housekeeping, and detaches the days that are older than the books are to be kept at
 * hand.
 */
@Component
@ConditionalOnRole({ Role.TREATMENT_LEDGER, Role.INSURED_LEDGER })
class PartitionMaintenance {

	private static final int DAYS_AHEAD = 3;

	private final DayPartitions partitions;

	private final ClearingDays days;

	private final @Nullable Duration retention;

	PartitionMaintenance(DayPartitions partitions, ClearingDays days, SettlementSettings settings) {
		this.partitions = partitions;
		this.days = days;
		this.retention = settings.ledger().retention();
	}

	/**
	 * Once around. Nothing is lost when that fails: a ledger makes the partition it needs
	 * itself.
	 */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void keep() {
		LocalDate current = this.days.current().day();
		for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
			this.partitions.make(current.plusDays(ahead));
		}
		this.partitions.release();
		if (this.retention != null) {
			this.partitions.detachSettled(current.minusDays(this.retention.toDays()));
		}
	}

}
