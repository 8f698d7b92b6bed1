package io.medsettle.batch.lease;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease while a night runs, and no longer: a process that no longer runs its
 * night keeps nobody waiting. A renewal that fails is not made up for before the next;
 * whether it came too late, the next transaction finds out.
 */
public final class LeaseRenewal implements Runnable, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(LeaseRenewal.class);

	private final NightLease lease;

	private final CountDownLatch ending = new CountDownLatch(1);

	private LeaseRenewal(NightLease lease) {
		this.lease = lease;
	}

	/**
	 * Renews the lease until closed.
	 */
	public static LeaseRenewal of(NightLease lease) {
		LeaseRenewal renewal = new LeaseRenewal(lease);
		Thread.ofVirtual().name("night-lease").start(renewal);
		return renewal;
	}

	@Override
	public void run() {
		boolean held = true;
		try {
			while (held && !this.ending.await(NightLease.RENEWAL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
				held = tryRenew();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean tryRenew() {
		try {
			return this.lease.renew();
		}
		catch (RuntimeException ex) {
			log.warn("The night's lease could not be renewed; tried again in {} s",
					NightLease.RENEWAL_INTERVAL.toSeconds(), ex);
			return true;
		}
	}

	@Override
	public void close() {
		this.ending.countDown();
	}

}
