package io.medsettle.api.days;

import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds up what the treatment cities' books have of a day. Reads all of its claims.
 */
@Component
public class DayReckoner {

	/**
	 * A reversal that is held takes nothing back yet; a visit that is held has taken
	 * place.
	 */
	private static final String RECKON = """
			select count(*) as posted_claims, count(held_sign) as held_claims, coalesce(sum(sign), 0) as visits,
			       coalesce(sum(case when insured_city = '310000' then sign else 0 end), 0) as visits_from_shanghai,
			       coalesce(sum(sign * total_fen), 0) as total_fen, coalesce(sum(sign * cash_fen), 0) as cash_fen,
			       coalesce(sum(case when held_sign = 1 then due_fen else 0 end), 0) as held_fen,
			       coalesce(sum(case when held_sign is null then sign * due_fen else 0 end), 0) as cleared_fen
			from (
			  select case when b.break_id is not null and c.sign = -1 then 0 else c.sign end as sign,
			         case when b.break_id is not null then c.sign end as held_sign, c.insured_city, c.total_fen,
			         c.cash_fen, c.fund_fen + c.account_fen as due_fen
			  from treatment_claim c
			  left join claim_break b
			    on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			      and b.opened_day <= :last and (b.resolved_day is null or b.resolved_day > :last)
			  where c.clearing_day between :first and :last) claim""";

	private final JdbcClient jdbc;

	DayReckoner(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What the claims of some days come to, as they stand when the last has cleared.
	 */
	public DayReckoning reckon(LocalDate first, LocalDate last) {
		return this.jdbc.sql(RECKON).param("first", first).param("last", last).query(DayReckoning.class).single();
	}

}
