package io.medsettle.batch.publish;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;

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
class LimitProof extends Proof {

	/**
	 * First the claims of which something clears on the day and that have to be added up:
	 * the originals of its reversals, but for those of which one reversal takes back all,
	 * and what is settled by decision. Then what has cleared of them and of their
	 * reversals by the day, between whom. A claim's own amount is the greater of the two
	 * that the books have of it. Where only reversals have cleared there is none, and any
	 * amount is too much.
	 */
	private static final String BEYOND = """
			with touched as (
			  select c.hospital_code, c.original_claim_no as claim_no
			  from treatment_claim c
			  left join claim_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			  left join treatment_claim_by_identity o
			    on o.hospital_code = c.hospital_code and o.claim_no = c.original_claim_no and o.clearing_day <= :day
			  left join claim_break ob on ob.hospital_code = c.hospital_code and ob.claim_no = c.original_claim_no
			  where c.clearing_day = :day and c.sign = -1 and b.break_id is null
			    and (o.sign is null or o.sign <> 1 or ob.break_id is not null or o.insured_city <> c.insured_city
			      or o.treatment_city <> c.treatment_city or o.fund_fen + o.account_fen <> c.fund_fen + c.account_fen
			      or 1 <> (select count(*) from reversal x
			               where x.hospital_code = c.hospital_code and x.original_claim_no = c.original_claim_no))
			  union
			  select c.hospital_code, case when c.sign = -1 and coalesce(b.settled_fen, -1) < 0
			                               then coalesce(b.linked_claim_no, c.original_claim_no) else c.claim_no end
			  from claim_break b
			  join treatment_claim_by_identity c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			  where b.resolved_day = :day
			), counted as (
			  select o.hospital_code, o.claim_no, o.claim_no as cleared_claim_no, false as takes_back
			  from touched o
			  union all
			  select o.hospital_code, o.claim_no, x.claim_no, true
			  from touched o
			  join reversal x on x.hospital_code = o.hospital_code and x.original_claim_no = o.claim_no
			), cleared as (
			  select o.hospital_code, o.claim_no, coalesce(b.settled_insured_city, c.insured_city) as insured_city,
			         coalesce(b.settled_treatment_city, c.treatment_city) as treatment_city,
			         coalesce(b.settled_fen, c.sign * (c.fund_fen + c.account_fen)) as fen,
			         case when o.takes_back then 0 else c.fund_fen + c.account_fen end as own_fen
			  from counted o
			  join treatment_claim_by_identity c
			    on c.hospital_code = o.hospital_code and c.claim_no = o.cleared_claim_no
			  left join claim_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			  where (b.break_id is null and c.clearing_day <= :day
			      or b.resolved_day <= :day and coalesce(b.settled_claims, 1) = 1)
			    and (o.takes_back and coalesce(b.settled_fen, -1) < 0
			        and coalesce(b.linked_claim_no, c.original_claim_no) = o.claim_no
			      or not o.takes_back and coalesce(b.settled_fen, c.sign * (c.fund_fen + c.account_fen)) >= 0)
			)
			select s.hospital_code, s.claim_no, s.insured_city, s.treatment_city, s.fen
			from (
			  select hospital_code, claim_no, insured_city, treatment_city, sum(fen) as fen, max(own_fen) as own_fen
			  from cleared group by hospital_code, claim_no, insured_city, treatment_city) s
			left join insured_claim_by_identity i
			  on i.hospital_code = s.hospital_code and i.claim_no = s.claim_no and s.fen > s.own_fen
			where s.fen < 0 or s.fen > greatest(s.own_fen, coalesce(i.fund_fen + i.account_fen, 0))
			order by s.hospital_code, s.claim_no
			limit 1""";

	private final JdbcClient jdbc;

	LimitProof(JdbcClient jdbc) {
		super(13, "a claim and its reversals clear together nothing less than 0 and no more than the claim");
		this.jdbc = jdbc;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
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
