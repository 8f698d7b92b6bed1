package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.HeldClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds visits that a hospital has submitted a second time under another number. Only
 * what is left of claims is looked at: one that a break holds, or that the hospital has
 * taken back, is neither the first of a visit nor a repetition.
 */
@Component
class DuplicateSearch {

	private static final String SAME_VISIT = """
			partition by c.hospital_code, c.person_no, c.settled_at_ms, c.insured_city, c.insurance_type, c.visit_type,
			             c.total_fen, c.fund_fen, c.account_fen""";

	/**
	 * A reversal of other amounts may leave the claim paid in part, so that it is still
	 * the first: people decide about both.
	 */
	private static final String TAKEN_BACK = HeldDuplicates.TAKEN_BACK.formatted("c")
			+ " and r.total_fen = c.total_fen and r.fund_fen = c.fund_fen and r.account_fen = c.account_fen";

	private static final String SUBMITTED_TWICE = """
			select t.hospital_code, t.claim_no, t.first_claim_no, %1$s
			from (
			  select c.*,
			         row_number() over same_visit as place,
			         first_value(c.claim_no) over same_visit as first_claim_no
			  from (
			    select c.*, count(*) over (%2$s) as equal_claims
			    from treatment_claim c
			    left join claim_break b on b.hospital_code = c.hospital_code and b.claim_no = c.claim_no
			    where c.clearing_day = :day and c.sign = 1 and b.break_id is null) c
			  where c.equal_claims > 1 and not exists (%3$s)
			  window same_visit as (%2$s order by c.accepted_at_ms, c.source_partition, c.source_offset)) t
			where t.place > 1""".formatted(BookedClaim.columns("t"), SAME_VISIT, TAKEN_BACK);

	private final JdbcClient jdbc;

	private final boolean switchedOn;

	DuplicateSearch(JdbcClient jdbc, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.switchedOn = settings.breaks().searchDuplicates();
	}

	/**
	 * The second and later claims of the day for the same visit.
	 */
	List<HeldClaim> ofDay(LocalDate day) {
		if (!this.switchedOn) {
			return List.of();
		}
		return this.jdbc.sql(SUBMITTED_TWICE).param("day", day).query((row, number) -> {
			BookedClaim booked = Objects.requireNonNull(BookedClaim.read(row, "t"));
			Finding finding = Finding.of(BreakCategory.DUPLICATE,
					"The first is " + row.getString("first_claim_no") + ".");
			return new HeldClaim(LegPair.identity(row), booked, booked, finding);
		}).list();
	}

}
