package io.medsettle.batch.clear;

import io.medsettle.core.ledger.Side;

/**
 * The claims that clear on a day, as SQL over one side's ledger: those of the day that no
 * break holds, and those whose break was resolved on the day, by itself or as people
 * decided. The one place that says so.
 */
public final class ClearedClaims {

	private static final String SELECT = """
			(select %1$s
			 from %3$s c
			 left join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			 where c.clearing_day = :day and b.break_id is null
			   and c.%5$s = :city and c.%6$s between :first and :last
			 union all
			 select %1$s
			 from reconciliation_break b
			 %4$swhere b.resolved_day = :day and b.settled_fen is null
			   and c.%5$s = :city and c.%6$s between :first and :last
			 union all
			 select %2$s
			 from reconciliation_break b
			 %4$swhere %8$s and c.clearing_day < :day
			 union all
			 select %2$s
			 from reconciliation_break b
			 %7$sleft join %9$s own
			   on own.hospital_code = b.hospital_code and own.claim_no = b.claim_no and own.clearing_day < :day
			 where %8$s and own.claim_no is null) cleared
			""";

	private static final String SETTLED = """
			b.resolved_day = :day and b.settled_claims = 1
			   and b.settled_%1$s = :city and b.settled_%2$s between :first and :last""";

	private ClearedClaims() {
	}

	/**
	 * A table expression: what clears in a city's own book with a range of
	 * counterparties, with the parameters {@code day}, {@code city}, {@code first} and
	 * {@code last}. It has the columns {@code counterparty_city} and {@code cleared_fen}
	 * first. A claim that clears by decision without a leg on this side is shown as the
	 * other side has it.
	 * @param side whose ledger
	 * @param columns what else to select of the claim {@code c}
	 */
	public static String ofCity(Side side, String columns) {
		Side other = (side == Side.TREATMENT) ? Side.INSURED : Side.TREATMENT;
		String booked = "c.%s as counterparty_city, c.sign * (c.fund_fen + c.account_fen) as cleared_fen, "
			.formatted(side.counterpartyCity());
		String settled = "b.settled_%s as counterparty_city, b.settled_fen as cleared_fen, "
			.formatted(side.counterpartyCity());
		return SELECT.formatted(booked + columns, settled + columns, side.claimTable(),
				side.claimByIdentity("join", "c", "b.hospital_code", "b.claim_no", ""), side.bookCity(),
				side.counterpartyCity(), other.claimByIdentity("join", "c", "b.hospital_code", "b.claim_no", ""),
				SETTLED.formatted(side.bookCity(), side.counterpartyCity()), side.identityTable());
	}

}
