package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.Columns;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Says where claims are that a hospital states and the ledger of the day does not have:
 * on an earlier day, or among the refused. What a later day has is a matter of chance
 * while the night runs, and not said.
 */
@Component
class UnmatchedClaimLookup {

	private static final String WANTED = """
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			""";

	private static final String REFUSED = "select r.hospital_code, r.claim_no, r.code " + WANTED + """
			join claim_refusal r on r.hospital_code = wanted.hospital_code and r.claim_no = wanted.claim_no
			where r.clearing_day <= ?
			order by r.accepted_at_ms, r.source_partition, r.source_offset""";

	private static final String BOOKED_EARLIER = "select i.hospital_code, i.claim_no, i.clearing_day " + WANTED + """
			join treatment_identity i on i.hospital_code = wanted.hospital_code and i.claim_no = wanted.claim_no
			where i.clearing_day < ?""";

	private static final int LOOKED_UP_AT_ONCE = 5000;

	private final JdbcTemplate jdbc;

	UnmatchedClaimLookup(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Sentences for those claims of which there is something to say, each with a space
	 * before it.
	 */
	Map<ClaimIdentity, String> of(List<ClaimIdentity> claims, LocalDate day) {
		Map<ClaimIdentity, String> found = new HashMap<>();
		for (int from = 0; from < claims.size(); from += LOOKED_UP_AT_ONCE) {
			List<ClaimIdentity> wanted = claims.subList(from, Math.min(claims.size(), from + LOOKED_UP_AT_ONCE));
			// The last refusal is said; a claim in the books was not refused as such.
			query(REFUSED, wanted, day, (row) -> found.put(LegPair.identity(row),
					" The claim was refused: " + row.getString("code") + "."));
			query(BOOKED_EARLIER, wanted, day, (row) -> found.put(LegPair.identity(row),
					" The books have it on " + row.getObject("clearing_day", LocalDate.class) + "."));
		}
		return found;
	}

	private void query(String sql, List<ClaimIdentity> wanted, LocalDate day, RowCallbackHandler each) {
		this.jdbc.query(sql, (statement) -> {
			new Columns<>(statement, wanted).varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
			statement.setObject(3, day);
		}, each);
	}

}
