package io.medsettle.core.ledger;

import java.util.List;

import io.medsettle.core.routing.Refusal;

/**
 * What a ledger made of one batch of legs.
 *
 * @param posted legs now in the books
 * @param duplicates legs whose claim was in the books with the same content
 * @param refused legs that contradict a claim in the books
 * @param redelivered how many legs had been taken before and had no effect
 */
record Posting(List<Leg> posted, List<Leg> duplicates, List<RefusedLeg> refused, int redelivered) {

	/**
	 * A leg and why it was refused.
	 */
	record RefusedLeg(Leg leg, Refusal refusal) {
	}

}
