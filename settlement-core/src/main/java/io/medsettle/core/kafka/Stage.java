package io.medsettle.core.kafka;

/**
 * A stretch of the way of a claim that can lag.
 */
enum Stage {

	ROUTER("router", ConsumerGroups.ROUTER, Topics.CLAIMS_SUBMITTED),

	TREATMENT("treatment", ConsumerGroups.TREATMENT_LEDGER, Topics.CLAIMS_ROUTED_TREATMENT),

	INSURED("insured", ConsumerGroups.INSURED_LEDGER, Topics.CLAIMS_ROUTED_INSURED);

	private final String meterTag;

	private final String group;

	private final String topic;

	Stage(String meterTag, String group, String topic) {
		this.meterTag = meterTag;
		this.group = group;
		this.topic = topic;
	}

	String meterTag() {
		return this.meterTag;
	}

	String group() {
		return this.group;
	}

	String topic() {
		return this.topic;
	}

}
