package io.medsettle.api.broker;

import org.slf4j.LoggerFactory;

/**
 * Told when the running broker has met a fault that it cannot live with, such as a full
 * or failing disk. The broker is useless from then on.
 */
@FunctionalInterface
public interface BrokerFaultListener {

	/** Writes the fault to the log and leaves the process running. */
	BrokerFaultListener LOG_ONLY = (fault) -> LoggerFactory.getLogger(BrokerFaultListener.class).error(fault);

	/**
	 * Called on a thread of the broker, possibly one that holds its locks: stopping the
	 * broker from here would wait for itself.
	 * @param fault one line that says what happened
	 */
	void brokerFailed(String fault);

}
