package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.store.ClearingDays;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds the claims that only the insured ledger has, looks at the open breaks of earlier
 * days again, and judges the reversals: those of the day and those held since earlier.
 * After it every claim of the day is to be cleared or held. The work grows with the open
 * breaks and the day's reversals, not with history.
 */
@Component
public class CarryOver implements NightStep {

	private static final String LEFT_OVER = """
			select (select count(*) from insured_claim where clearing_day = :day)
			  - (select count(*) from treatment_claim where clearing_day = :day)
			  + (select count(*)
			     from reconciliation_break b
			     join treatment_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			     left join insured_identity i
			       on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no and i.clearing_day = :day
			     where b.resolved_day is null and t.clearing_day = :day and i.claim_no is null)""";

	/**
	 * Of the same event first, then under the same identity: only what is left over costs
	 * the second look.
	 */
	private static final String ONLY_INSURED = """
			select i.hospital_code, i.claim_no, %s, %s
			from insured_claim i
			left join treatment_claim e
			  on e.clearing_day = :day and e.treatment_city = i.treatment_city
			  and e.source_partition = i.source_partition and e.source_offset = i.source_offset
			""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"))
			+ Side.TREATMENT.claimByIdentity("left join", "t", "i.hospital_code", "i.claim_no",
					"and t_id.clearing_day <= :day and e.claim_no is null")
			+ """
					where i.clearing_day = :day and e.claim_no is null
					  and (t.claim_no is null or t.clearing_day <> i.clearing_day)""";

	/** What two persons have decided between the nights. */
	private static final String DECIDED = """
			select b.hospital_code, b.claim_no, b.resolution, b.deduct_fen, %s, %s
			from reconciliation_break b
			""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"))
			+ Side.TREATMENT.claimByIdentity("left join", "t", "b.hospital_code", "b.claim_no",
					"and t_id.clearing_day <= :day")
			+ Side.INSURED.claimByIdentity("left join", "i", "b.hospital_code", "b.claim_no",
					"and i_id.clearing_day <= :day")
			+ "where b.resolved_day is null and b.opened_day < :day and b.state = 'APPROVED'";

	/**
	 * Whether hospital and ledger agree is not seen in the legs: those breaks are left to
	 * people.
	 */
	private static final String EARLIER_BREAKS = """
			select b.hospital_code, b.claim_no, %s, %s
			from reconciliation_break b
			""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"))
			+ Side.TREATMENT.claimByIdentity("left join", "t", "b.hospital_code", "b.claim_no",
					"and t_id.clearing_day <= :day")
			+ Side.INSURED.claimByIdentity("left join", "i", "b.hospital_code", "b.claim_no",
					"and i_id.clearing_day <= :day")
			+ """
					where b.resolved_day is null and b.opened_day < :day
					  and b.category not in ('STATEMENT_MISSING', 'STATEMENT_AMOUNT')""";

	/**
	 * A reversal beside its original, the open break that holds the original, and another
	 * valid reversal of the same original that came before it, or that came after it and
	 * has cleared, because a leg of this one was missing then. Events are ordered by
	 * their append time and place.
	 */
	private static final String REVERSALS = """
			select t.hospital_code, t.claim_no, %s, %s, h.category as original_held_by, h.settled_fen as original_settled_fen,
			  (select e.claim_no
			   from reversal x
			   %swhere x.hospital_code = t.hospital_code and x.original_claim_no = t.original_claim_no
			     and e.claim_no <> t.claim_no and e.clearing_day <= :day
			     and ((e.accepted_at_ms, e.source_partition, e.source_offset)
			         < (t.accepted_at_ms, t.source_partition, t.source_offset)
			       or e.clearing_day < :day and not exists (
			         select 1 from reconciliation_break eb
			         where eb.hospital_code = e.hospital_code and eb.claim_no = e.claim_no
			           and (eb.resolved_day is null or eb.resolved_day = :day)))
			     and not exists (
			       select 1 from reconciliation_break cb
			       where cb.hospital_code = e.hospital_code and cb.claim_no = e.claim_no and cb.settled_claims = 0)
			     and e.insured_city = o.insured_city and e.person_no = o.person_no
			     and e.insurance_type = o.insurance_type and e.total_fen = o.total_fen
			     and e.fund_fen = o.fund_fen and e.account_fen = o.account_fen and e.cash_fen = o.cash_fen
			   order by e.accepted_at_ms, e.source_partition, e.source_offset
			   limit 1) as earlier_reversal
			"""
		.formatted(BookedClaim.columns("t"), BookedClaim.columns("o"),
				Side.TREATMENT.claimByIdentity("join", "e", "x.hospital_code", "x.claim_no", ""));

	private static final String ORIGINALS = Side.TREATMENT.claimByIdentity("left join", "o", "t.hospital_code",
			"t.original_claim_no", "and o_id.clearing_day <= :day") + """
					left join reconciliation_break h
					  on h.hospital_code = o.hospital_code and h.claim_no = o.claim_no
					  and (h.resolved_day is null or h.settled_fen is not null)
					""";

	private static final String REVERSALS_OF_DAY = REVERSALS + """
			from treatment_claim t
			left join reconciliation_break b on b.hospital_code = t.hospital_code and b.claim_no = t.claim_no
			""" + ORIGINALS + """
			where t.clearing_day = :day and t.sign = -1 and b.break_id is null""";

	private static final String REVERSALS_HELD_EARLIER = REVERSALS + """
			from reconciliation_break b
			""" + Side.TREATMENT.claimByIdentity("join", "t", "b.hospital_code", "b.claim_no", "") + ORIGINALS + """
			where b.resolved_day is null and b.opened_day < :day and t.clearing_day <= :day and t.sign = -1""";

	private static final String OPEN_BREAKS = """
			select count(*) from reconciliation_break where resolved_day is null and opened_day <= :day""";

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final CorrectionTable corrections;

	private final ClearingDays days;

	CarryOver(JdbcClient jdbc, BreakTable breaks, CorrectionTable corrections, ClearingDays days) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.corrections = corrections;
		this.days = days;
	}

	@Override
	public String name() {
		return "carry-over";
	}

	@Override
	public String unit() {
		return "breaks";
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		this.corrections.forget(day);
		this.breaks.reopen(day);
		long settled = settleDecided(day);
		holdOnlyInsured(day);
		long released = settled + releaseEarlier(day);
		holdReversals(day);
		long open = this.jdbc.sql(OPEN_BREAKS).param("day", day).query(Long.class).single();
		if (this.days.find(day).orElseThrow().state() == ClearingDayState.CUT_OFF) {
			this.days.advance(day, ClearingDayState.CUT_OFF, ClearingDayState.RECONCILED, ClearingDays.NIGHT, null);
		}
		task.finish(open + released);
		task.conclude(open + " claims held, " + released + " released");
		return true;
	}

	/**
	 * Decisions come first: they hold whatever has come to the books since.
	 */
	private long settleDecided(LocalDate day) {
		List<Settlement> settlements = this.jdbc.sql(DECIDED)
			.param("day", day)
			.query((row, number) -> Settlement.of(LegPair.read(row, number),
					Resolution.valueOf(row.getString("resolution")), row.getLong("deduct_fen")))
			.list();
		this.breaks.settle(day, settlements);
		this.corrections.enter(day,
				settlements.stream().flatMap((settlement) -> settlement.corrections().stream()).toList());
		return settlements.size();
	}

	/**
	 * Each claim of the treatment ledger has at most one partner in the insured ledger.
	 * If there are as many partners as the insured ledger has claims, none is left over,
	 * and the search for it is spared.
	 */
	private void holdOnlyInsured(LocalDate day) {
		long leftOver = this.jdbc.sql(LEFT_OVER).param("day", day).query(Long.class).single();
		if (leftOver != 0) {
			List<LegPair> leftBehind = this.jdbc.sql(ONLY_INSURED).param("day", day).query(LegPair::read).list();
			this.breaks.open(day, leftBehind.stream().map(LegPair::held).toList());
		}
	}

	/**
	 * Settlements are released first, because a reversal may wait for its original.
	 */
	private long releaseEarlier(LocalDate day) {
		Map<ClaimIdentity, LegPair> earlier = new HashMap<>();
		List<ClaimIdentity> released = new ArrayList<>();
		List<HeldClaim> kept = new ArrayList<>();
		this.jdbc.sql(EARLIER_BREAKS).param("day", day).query((row) -> {
			LegPair legs = LegPair.read(row, 0);
			if (legs.isEmpty()) {
				return;
			}
			Optional<Finding> finding = Legs.compare(legs.treatment(), legs.insured());
			if (finding.isPresent()) {
				kept.add(legs.held(finding.get()));
			}
			else if (legs.isReversal()) {
				earlier.put(legs.identity(), legs);
			}
			else {
				released.add(legs.identity());
			}
		});
		this.breaks.keep(day, kept);
		this.breaks.resolve(day, released);
		return released.size() + releaseReversals(day, earlier);
	}

	private long releaseReversals(LocalDate day, Map<ClaimIdentity, LegPair> agreeing) {
		List<ClaimIdentity> released = new ArrayList<>();
		List<HeldClaim> kept = new ArrayList<>();
		this.jdbc.sql(REVERSALS_HELD_EARLIER).param("day", day).query((row) -> {
			ClaimIdentity claim = LegPair.identity(row);
			LegPair legs = agreeing.get(claim);
			if (legs == null) {
				return;
			}
			judge(row).ifPresentOrElse((finding) -> kept.add(legs.held(finding)), () -> released.add(claim));
		});
		this.breaks.keep(day, kept);
		this.breaks.resolve(day, released);
		return released.size();
	}

	private void holdReversals(LocalDate day) {
		List<HeldClaim> held = new ArrayList<>();
		this.jdbc.sql(REVERSALS_OF_DAY).param("day", day).query((row) -> {
			ClaimIdentity claim = LegPair.identity(row);
			BookedClaim reversal = BookedClaim.read(row, "t");
			judge(row).ifPresent((finding) -> held.add(new HeldClaim(claim, reversal, reversal, finding)));
		});
		this.breaks.open(day, held);
	}

	private static Optional<Finding> judge(ResultSet row) throws SQLException {
		BookedClaim reversal = Objects.requireNonNull(BookedClaim.read(row, "t"));
		String originalHeldBy = row.getString("original_held_by");
		Long originalSettledFen = row.getObject("original_settled_fen", Long.class);
		return Reversals.judge(reversal, BookedClaim.read(row, "o"),
				(originalHeldBy != null && originalSettledFen == null) ? BreakCategory.valueOf(originalHeldBy) : null,
				originalSettledFen, row.getString("earlier_reversal"));
	}

}
