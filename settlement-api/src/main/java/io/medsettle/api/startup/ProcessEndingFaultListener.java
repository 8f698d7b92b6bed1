package io.medsettle.api.startup;

import io.medsettle.api.broker.BrokerFaultListener;

/**
 * Ends the process when its broker has failed. At once, as a kill would: an orderly stop
 * would wait for the very broker that failed, and whatever was acknowledged survives a
 * kill.
 */
public final class ProcessEndingFaultListener implements BrokerFaultListener {

	private static final int FAILURE_STATUS = 1;

	@Override
	public void brokerFailed(String fault) {
		System.err.println("medsettle: " + fault);
		Runtime.getRuntime().halt(FAILURE_STATUS);
	}

}
