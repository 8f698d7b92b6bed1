package io.medsettle.core.kafka;

import java.util.List;

/**
 * A stretch of the way of a claim that can lag.
 *
 * @param meterTag its name in meters
 * @param group the consumer group whose committed offsets say how far it has come
 * @param topic what the group reads
 */
record Stage(String meterTag, String group, String topic) {

	/** All of them. */
	static final List<Stage> ALL = List.of(new Stage("router", ConsumerGroups.ROUTER, Topics.CLAIMS_SUBMITTED),
			new Stage("treatment", ConsumerGroups.TREATMENT_LEDGER, Topics.CLAIMS_ROUTED_TREATMENT),
			new Stage("insured", ConsumerGroups.INSURED_LEDGER, Topics.CLAIMS_ROUTED_INSURED));

}
