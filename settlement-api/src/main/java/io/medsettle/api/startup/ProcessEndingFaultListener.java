package io.medsettle.api.startup;

import io.medsettle.api.broker.BrokerFaultListener;

/**
 * Ends the process when its broker, or its memory, has failed. At once, as a kill would:
 * an orderly stop would wait for the very broker that failed, and whatever was
 * acknowledged survives a kill.
 */
public final class ProcessEndingFaultListener implements BrokerFaultListener {

	private static final int FAILURE_STATUS = 1;

	@Override
	public void brokerFailed(String fault) {
		try {
			System.err.println("medsettle: " + fault);
		}
		finally {
			Runtime.getRuntime().halt(FAILURE_STATUS);
		}
	}

}
