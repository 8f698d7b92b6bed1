package io.medsettle.batch.publish;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.core.ledger.Side;

import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a claim, its reversals and its corrections clear together, over all days, lies
 * between nothing and the claim's own amount, also between each two cities. Only claims
 * of which something clears on the day are added up. A reversal counts for the claim that
 * it names or that two persons have linked it to; for which claims the night has counted
 * it is not asked.
 */
@Component
@Order(13)
class LimitProof implements Proof {

	/** The original of the reversal {@code c} with the break {@code b}. */
	private static final String ORIGINAL = """
			case when b.resolution = 'LINK' and b.state = 'APPROVED' then b.linked_claim_no else c.original_claim_no end""";

	/**
	 * Claims of which something clears on the day and that have to be added up: the
	 * originals of its reversals, but for those of which one reversal takes back all, and
	 * what is settled by decision.
	 */
	private static final String TOUCHED = """
			select c.hospital_code, c.original_claim_no as claim_no
			from treatment_claim c
			left join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			%3$sleft join reconciliation_break ob
			  on ob.hospital_code = c.hospital_code and ob.claim_no = c.original_claim_no
			where c.clearing_day = :day and c.sign = -1 and b.break_id is null
			  and (o.sign is null or o.sign <> 1 or ob.break_id is not null or o.insured_city <> c.insured_city
			    or o.treatment_city <> c.treatment_city or o.fund_fen + o.account_fen <> c.fund_fen + c.account_fen
			    or 1 <> (select count(*) from reversal x
			             where x.hospital_code = c.hospital_code and x.original_claim_no = c.original_claim_no))
			union
			select c.hospital_code, case when c.sign = -1 and coalesce(b.settled_fen, -1) < 0 then %2$s else c.claim_no end
			from reconciliation_break b
			%1$swhere b.resolved_day = :day and b.holding"""
		.formatted(Side.TREATMENT.claimByIdentity("join", "c", "b.hospital_code", "b.claim_no", ""), ORIGINAL,
				Side.TREATMENT.claimByIdentity("left join", "o", "c.hospital_code", "c.original_claim_no",
						"and o_id.clearing_day <= :day"));

	/**
	 * What of a claim {@code c} with the break {@code b} has cleared by the day, between
	 * whom.
	 */
	private static final String CLEARED = """
			case when b.settled_fen is not null then b.settled_insured_city else c.insured_city end as insured_city,
			case when b.settled_fen is not null then b.settled_treatment_city else c.treatment_city end as treatment_city,
			coalesce(b.settled_fen, c.sign * (c.fund_fen + c.account_fen)) as fen""";

	private static final String HAS_CLEARED = """
			(b.break_id is null and c.clearing_day <= :day
			  or b.resolved_day <= :day and coalesce(b.settled_claims, 1) = 1)""";

	/**
	 * A claim's own amount is the greater of the two that the books have of it. Where
	 * only reversals have cleared there is none, and any amount is too much.
	 */
	private static final String BEYOND = """
			with touched as (%1$s), cleared as (
			  select c.hospital_code, c.claim_no, %2$s, c.fund_fen + c.account_fen as own_fen
			  from touched o
			  %3$sleft join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			  where %4$s and coalesce(b.settled_fen, c.sign * (c.fund_fen + c.account_fen)) >= 0
			  union all
			  select o.hospital_code, o.claim_no, %2$s, 0
			  from touched o
			  join reversal x on x.hospital_code = o.hospital_code and x.original_claim_no = o.claim_no
			  %5$sleft join reconciliation_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			  where %4$s and %6$s = o.claim_no and coalesce(b.settled_fen, -1) < 0
			)
			select s.hospital_code, s.claim_no, s.insured_city, s.treatment_city, s.fen
			from (
			  select hospital_code, claim_no, insured_city, treatment_city, sum(fen) as fen, max(own_fen) as own_fen
			  from cleared group by hospital_code, claim_no, insured_city, treatment_city) s
			%7$swhere s.fen < 0 or s.fen > greatest(s.own_fen, coalesce(i.fund_fen + i.account_fen, 0))
			order by s.hospital_code, s.claim_no
			limit 1""".formatted(TOUCHED, CLEARED,
			Side.TREATMENT.claimByIdentity("join", "c", "o.hospital_code", "o.claim_no", ""), HAS_CLEARED,
			Side.TREATMENT.claimByIdentity("join", "c", "x.hospital_code", "x.claim_no", ""), ORIGINAL,
			Side.INSURED.claimByIdentity("left join", "i", "s.hospital_code", "s.claim_no", "and s.fen > s.own_fen"));

	private final JdbcClient jdbc;

	LimitProof(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public int invariant() {
		return 13;
	}

	@Override
	public String statement() {
		return "a claim and its reversals clear together nothing less than 0 and no more than the claim";
	}

	@Override
	public Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		return this.jdbc.sql(BEYOND)
			.param("day", day)
			.query((row, number) -> "claim %s of hospital %s and its reversals have cleared %d fen between %s and %s."
				.formatted(row.getString("claim_no"), row.getString("hospital_code"),
						row.getObject("fen", BigDecimal.class).longValueExact(), row.getString("insured_city"),
						row.getString("treatment_city")))
			.optional();
	}

}
