package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.claim.ClaimIdentity;

import org.springframework.stereotype.Component;

/**
 * Says where claims are that a hospital states and the ledger of the day does not have:
 * on an earlier day, or among the refused. What a later day has is a matter of chance
 * while the night runs, and not said.
 */
@Component
class UnmatchedClaimLookup {

	private static final String REFUSED = "select r.hospital_code, r.claim_no, r.code " + NamedClaims.WANTED + """
			join claim_refusal r on r.hospital_code = wanted.hospital_code and r.claim_no = wanted.claim_no
			where r.clearing_day <= ?
			order by r.accepted_at_ms, r.source_partition, r.source_offset""";

	private static final String BOOKED_EARLIER = "select i.hospital_code, i.claim_no, i.clearing_day "
			+ NamedClaims.WANTED + """
					join treatment_identity i on i.hospital_code = wanted.hospital_code and i.claim_no = wanted.claim_no
					where i.clearing_day < ?""";

	private final NamedClaims claims;

	UnmatchedClaimLookup(NamedClaims claims) {
		this.claims = claims;
	}

	/**
	 * Sentences for those claims of which there is something to say, each with a space
	 * before it.
	 */
	Map<ClaimIdentity, String> of(List<ClaimIdentity> claims, LocalDate day) {
		Map<ClaimIdentity, String> found = new HashMap<>();
		// The last refusal is said; a claim in the books was not refused as such.
		this.claims.query(REFUSED, claims, day,
				(row) -> found.put(LegPair.identity(row), " The claim was refused: " + row.getString("code") + "."));
		this.claims.query(BOOKED_EARLIER, claims, day, (row) -> found.put(LegPair.identity(row),
				" The books have it on " + row.getObject("clearing_day", LocalDate.class) + "."));
		return found;
	}

}
