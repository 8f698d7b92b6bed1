package io.medsettle.core.audit;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes down what was counted or not finished, once its time is over, and looks whether
 * a trail that could not be written can be written again.
 */
@Component
class AuditHousekeeping {

	private static final Logger log = LoggerFactory.getLogger(AuditHousekeeping.class);

	private final AuditTrail trail;

	private final Refusals refusals;

	private final Downloads downloads;

	AuditHousekeeping(AuditTrail trail, Refusals refusals, Downloads downloads) {
		this.trail = trail;
		this.refusals = refusals;
		this.downloads = downloads;
	}

	@Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
	void keep() {
		if (!this.trail.isWritable()) {
			return;
		}
		this.refusals.flush();
		try {
			this.downloads.end();
		}
		catch (DataAccessException | TransactionException ex) {
			log.debug("Downloads that are over are told later", ex);
		}
	}

}
