package io.medsettle.batch.verify;

import java.time.LocalDate;

import io.medsettle.core.ledger.Side;
import io.medsettle.core.store.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Over all days up to a day: no claim is cleared twice, and none is neither cleared nor
 * held. Neither question reads the claims of other days. That a claim of the day stands
 * on no other day is seen by its identity, of which there is one for ever. What is held
 * after the day must be what was held before it, as the verification of the day before
 * has seen it, and what was held since, less what was released.
 */
@Component
class HistoryCheck {

	private static final String ELSEWHERE = """
			select c.hospital_code, c.claim_no, i.clearing_day
			from %1$s c
			left join %2$s i on i.hospital_code = c.hospital_code and i.claim_no = c.claim_no
			where c.clearing_day = ?
			  and (i.claim_no is null or i.clearing_day <> c.clearing_day or i.book_city <> c.%3$s
			    or i.source_partition <> c.source_partition or i.source_offset <> c.source_offset)
			order by c.hospital_code, c.claim_no
			limit %4$d""";

	/**
	 * However short history is: a plan that reads all identities would cost more with
	 * each day.
	 */
	private static final String BY_INDEX_ALONE = "set local enable_hashjoin = off; set local enable_mergejoin = off";

	private static final String BY_ANY_PLAN = "set local enable_hashjoin = on; set local enable_mergejoin = on";

	private final JdbcTemplate jdbc;

	private final DatabaseProduct product;

	private final VerificationTable verifications;

	HistoryCheck(JdbcTemplate jdbc, DatabaseProduct product, VerificationTable verifications) {
		this.jdbc = jdbc;
		this.product = product;
		this.verifications = verifications;
	}

	void check(ClearedDay cleared, Findings findings) {
		for (Side side : Side.values()) {
			elsewhere(side, cleared.day(), findings);
		}
		this.verifications.heldBefore(cleared.day()).ifPresent((before) -> {
			Held expected = before.followedBy(cleared);
			Held found = Held.after(cleared);
			if (!expected.equals(found)) {
				findings.add("Claims held", "over all days up to " + cleared.day(),
						expected.claims() + ", which are those of the day before, those since and none released",
						(expected.claims() != found.claims()) ? String.valueOf(found.claims()) : "as many others");
			}
		});
	}

	private void elsewhere(Side side, LocalDate day, Findings findings) {
		String sql = ELSEWHERE.formatted(side.claimTable(), side.identityTable(), side.bookCity(),
				Verification.LISTED_MAX);
		plan(BY_INDEX_ALONE);
		this.jdbc.query(sql, (row) -> {
			LocalDate other = row.getObject(3, LocalDate.class);
			String found = (other == null) ? "without an identity"
					: other.equals(day) ? "twice on this day" : "on " + other + " as well";
			findings.add("Claim", row.getString(2) + " of hospital " + row.getString(1),
					"in the " + side.legName() + " ledger on " + day + " alone", found);
		}, day);
		plan(BY_ANY_PLAN);
	}

	private void plan(String allowed) {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.execute(allowed);
		}
	}

}
