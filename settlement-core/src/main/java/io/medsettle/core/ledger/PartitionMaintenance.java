package io.medsettle.core.ledger;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes the partitions of the next days ahead, leaves published days to the database's
 * housekeeping, and detaches the days that are older than the books are to be kept at
 * hand.
 */
@Component
@ConditionalOnRole({ Role.TREATMENT_LEDGER, Role.INSURED_LEDGER })
class PartitionMaintenance implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(PartitionMaintenance.class);

	private static final Duration INTERVAL = Duration.ofHours(1);

	private static final int DAYS_AHEAD = 3;

	private final DayPartitions partitions;

	private final ClearingDays days;

	private final @Nullable Duration retention;

	private @Nullable Thread thread;

	PartitionMaintenance(DayPartitions partitions, ClearingDays days, SettlementSettings settings) {
		this.partitions = partitions;
		this.days = days;
		this.retention = settings.ledger().retention();
	}

	@Override
	public void start() {
		this.thread = Thread.ofVirtual().name("partition-keeper").start(this::keepUntilStopped);
	}

	@Override
	public void stop() {
		Thread keeping = this.thread;
		if (keeping != null) {
			keeping.interrupt();
			this.thread = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void keepUntilStopped() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				try {
					keep();
				}
				catch (DataAccessException ex) {
					// Nothing is lost: a ledger makes the partition it needs itself.
					log.warn("Partitions could not be made or detached, next attempt in an hour", ex);
				}
				Thread.sleep(INTERVAL);
			}
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
		}
	}

	/** Once around. */
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
