package io.medsettle.batch.lease;

import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Renews the lease while a night runs, and no longer: a process that no longer runs its
 * night keeps nobody waiting. A renewal that fails is not made up for before the next;
 * whether it came too late, the next transaction finds out.
 */
@Component
public class LeaseRenewal {

	private final NightLease lease;

	private volatile boolean active;

	LeaseRenewal(NightLease lease) {
		this.lease = lease;
	}

	/**
	 * Renews the lease from now on, until {@link #end()}.
	 */
	public void begin() {
		this.active = true;
	}

	public void end() {
		this.active = false;
	}

	@Scheduled(fixedDelay = NightLease.RENEWAL_INTERVAL_SECONDS, timeUnit = TimeUnit.SECONDS)
	void renew() {
		if (this.active) {
			this.lease.renew();
		}
	}

}
