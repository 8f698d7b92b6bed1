package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the reversals that a night has to judge, each beside its original, and judges
 * them.
 */
@Component
class ReversalSearch {

	/**
	 * A reversal beside its original, the open break that holds the original, and another
	 * valid reversal of the same original that came before it, or that came after it and
	 * has cleared, because a leg of this one was missing then or because people have
	 * decided so. Events are ordered by their append time and place.
	 */
	private static final String REVERSALS = """
			select t.hospital_code, t.claim_no, %s, %s, h.category as original_held_by, h.settled_fen as original_settled_fen,
			  (select e.claim_no
			   from reversal x
			   %swhere x.hospital_code = t.hospital_code and x.original_claim_no = %s
			     and e.claim_no <> t.claim_no and e.clearing_day <= :day
			     and ((e.accepted_at_ms, e.source_partition, e.source_offset)
			         < (t.accepted_at_ms, t.source_partition, t.source_offset)
			       or e.clearing_day < :day and not exists (
			         select 1 from reconciliation_break eb
			         where eb.hospital_code = e.hospital_code and eb.claim_no = e.claim_no
			           and (eb.resolved_day is null or eb.resolved_day = :day and eb.settled_fen is null)))
			     and not exists (
			       select 1 from reconciliation_break cb
			       where cb.hospital_code = e.hospital_code and cb.claim_no = e.claim_no and cb.settled_claims = 0)
			     and e.insured_city = o.insured_city and e.person_no = o.person_no and e.total_fen = o.total_fen
			     and e.fund_fen = o.fund_fen and e.account_fen = o.account_fen and e.cash_fen = o.cash_fen
			   order by e.accepted_at_ms, e.source_partition, e.source_offset
			   limit 1) as earlier_reversal
			"""
		.formatted(BookedClaim.columns("t"), BookedClaim.columns("o"),
				Side.TREATMENT.claimByIdentity("join", "e", "x.hospital_code", "x.claim_no", ""), "%1$s");

	private static final String ORIGINALS = Side.TREATMENT.claimByIdentity("left join", "o", "t.hospital_code", "%1$s",
			"and o_id.clearing_day <= :day") + """
					left join reconciliation_break h
					  on h.hospital_code = o.hospital_code and h.claim_no = o.claim_no
					  and (h.resolved_day is null or h.settled_fen is not null)
					""";

	private static final String OF_DAY = (REVERSALS + """
			from treatment_claim t
			left join reconciliation_break b on b.hospital_code = t.hospital_code and b.claim_no = t.claim_no
			""" + ORIGINALS + """
			where t.clearing_day = :day and t.sign = -1 and b.break_id is null""").formatted("t.original_claim_no");

	/** Two persons may have linked it to another original than the one it names. */
	private static final String LINKED = """
			coalesce(case when b.state = 'APPROVED' and b.resolution = 'LINK' then b.linked_claim_no end,
			         t.original_claim_no)""";

	private static final String HELD_EARLIER = (REVERSALS + """
			from reconciliation_break b
			""" + Side.TREATMENT.claimByIdentity("join", "t", "b.hospital_code", "b.claim_no", "") + ORIGINALS + """
			where b.resolved_day is null and b.opened_day < :day and t.clearing_day <= :day and t.sign = -1""")
		.formatted(LINKED);

	private final JdbcClient jdbc;

	ReversalSearch(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The reversals of the day that no break holds yet.
	 */
	List<Judged> ofDay(LocalDate day) {
		return this.jdbc.sql(OF_DAY).param("day", day).query(Judged::read).list();
	}

	/**
	 * The reversals that breaks of earlier days hold.
	 */
	List<Judged> heldEarlier(LocalDate day) {
		return this.jdbc.sql(HELD_EARLIER).param("day", day).query(Judged::read).list();
	}

	/**
	 * A reversal and what was found.
	 *
	 * @param identity the reversal
	 * @param reversal as the treatment city has it
	 * @param finding why it is held, or null if nothing is wrong
	 */
	record Judged(ClaimIdentity identity, BookedClaim reversal, @Nullable Finding finding) {

		private static Judged read(ResultSet row, int number) throws SQLException {
			BookedClaim reversal = Objects.requireNonNull(BookedClaim.read(row, "t"));
			String heldBy = row.getString("original_held_by");
			Long settledFen = row.getObject("original_settled_fen", Long.class);
			Optional<Finding> finding = Reversals.judge(reversal, BookedClaim.read(row, "o"),
					(heldBy != null && settledFen == null) ? BreakCategory.valueOf(heldBy) : null, settledFen,
					row.getString("earlier_reversal"));
			return new Judged(LegPair.identity(row), reversal, finding.orElse(null));
		}

	}

}
