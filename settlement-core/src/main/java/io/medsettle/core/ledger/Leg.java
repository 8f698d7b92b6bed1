package io.medsettle.core.ledger;

import java.time.LocalDate;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.routing.RoutingHeaders;

/**
 * One side's part of an accepted claim, on its way into that side's books.
 *
 * @param claim the claim
 * @param treatmentCity the city of its hospital
 * @param routing where the event came from and the day it counts for
 * @param contentHash tells one content from another under the same identity
 * @param bytes the event as it was submitted
 */
@SuppressWarnings("ArrayRecordComponent") // Neither compared nor changed.
record Leg(Claim claim, String treatmentCity, RoutingHeaders routing, long contentHash, byte[] bytes) {

	static Leg of(Claim claim, String treatmentCity, RoutingHeaders routing, byte[] bytes, PersonNumberCipher cipher) {
		return new Leg(claim, treatmentCity, routing, cipher.contentHash(claim), bytes);
	}

	/** The same leg as of another clearing day. */
	Leg onDay(LocalDate day) {
		return new Leg(this.claim, this.treatmentCity,
				new RoutingHeaders(this.routing.source(), this.routing.acceptedAtMs(), day), this.contentHash,
				this.bytes);
	}

	ClaimIdentity identity() {
		return this.claim.identity();
	}

	/** The city in whose book this side enters it. */
	String bookCity(Side side) {
		return (side == Side.TREATMENT) ? this.treatmentCity : this.claim.insuredCity();
	}

	/** The city that the entry is with. */
	String counterpartyCity(Side side) {
		return (side == Side.TREATMENT) ? this.claim.insuredCity() : this.treatmentCity;
	}

	boolean isReversal() {
		return this.claim.kind() == ClaimKind.REVERSAL;
	}

}
