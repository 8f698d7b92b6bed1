package io.medsettle.batch.clear;

import io.medsettle.core.ledger.Side;

/**
 * The claims that clear on a day, as SQL over one side's ledger: those of the day that no
 * break holds, and those whose break was resolved on the day. The one place that says so.
 */
public final class ClearedClaims {

	private static final String SELECT = """
			(select %1$s
			 from %2$s c
			 left join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			 where c.clearing_day = :day and b.break_id is null%3$s
			 union all
			 select %1$s
			 from reconciliation_break b
			 %4$swhere b.resolved_day = :day%3$s) cleared
			""";

	private ClearedClaims() {
	}

	/**
	 * A table expression: what clears in a city's own book with a range of
	 * counterparties, with the parameters {@code day}, {@code city}, {@code first} and
	 * {@code last}.
	 * @param side whose ledger
	 * @param columns what to select of the claim {@code c}
	 */
	public static String ofCity(Side side, String columns) {
		return SELECT.formatted(columns, side.claimTable(),
				"\n and c." + side.bookCity() + " = :city and c." + side.counterpartyCity()
						+ " between :first and :last",
				side.claimByIdentity("join", "c", "b.hospital_code", "b.claim_no", ""));
	}

}
