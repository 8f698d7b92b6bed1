package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.BreakTally;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.CrossReference;
import io.medsettle.batch.match.HeldClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.batch.settle.EarlierBreaks.Earlier;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles what people have decided, holds the claims that only the insured ledger has,
 * those that no event explains and those the insured city does not want to pay for, looks
 * at the open breaks of earlier days again, and judges the reversals: those of the day
 * and those held since earlier. After it every claim of the day is to be cleared or held.
 * The work grows with the open breaks and the day's reversals, not with history.
 */
@Component
public class CarryForward extends NightStep {

	/**
	 * Of claims that were released, and of those that were decided with both legs, none
	 * is of the day: only what is held, or was decided before the leg came, can lack its
	 * partner.
	 */
	private static final String LEFT_OVER = """
			select (select count(*) from insured_claim where clearing_day = :day)
			  - (select count(*) from treatment_claim where clearing_day = :day)
			  + (select count(*)
			     from (
			       select hospital_code, claim_no from claim_break where resolved_day is null
			       union all
			       select hospital_code, claim_no from claim_break where settled_without = 'TREATMENT') b
			     join treatment_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			     left join insured_identity i
			       on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no and i.clearing_day = :day
			     where t.clearing_day = :day and i.claim_no is null)""";

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
			  and e.hospital_code = i.hospital_code and e.claim_no = i.claim_no
			left join treatment_claim_by_identity t
			  on t.hospital_code = i.hospital_code and t.claim_no = i.claim_no and t.clearing_day <= :day
			  and e.claim_no is null
			where i.clearing_day = :day and e.claim_no is null
			  and (t.claim_no is null or t.clearing_day <> i.clearing_day)""".formatted(BookedClaim.columns("t"),
			BookedClaim.columns("i"));

	private static final String CONTESTED = """
			select w.hospital_code, w.claim_no, %s, %s, %s
			from insured_decision w
			join insured_claim_by_identity i
			  on i.hospital_code = w.hospital_code and i.claim_no = w.claim_no and i.clearing_day = :day
			left join treatment_claim_by_identity t
			  on t.hospital_code = w.hospital_code and t.claim_no = w.claim_no and t.clearing_day <= :day
			left join claim_break b on b.hospital_code = w.hospital_code and b.claim_no = w.claim_no
			where w.clearing_day = :day and b.break_id is null""".formatted(BookedClaim.columns("t"),
			BookedClaim.columns("i"), InsuredCityDecision.COLUMNS);

	/**
	 * Claims first held on the day about which more may be said than made them held.
	 */
	private static final String HELD_TODAY = """
			select %s, %s, %s, %s
			from claim_break b
			left join treatment_claim_by_identity t
			  on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no and t.clearing_day <= :day
			left join insured_claim_by_identity i
			  on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no and i.clearing_day <= :day
			left join insured_decision w on w.hospital_code = b.hospital_code and w.claim_no = b.claim_no
			where b.opened_day = :day and b.resolved_day is null and (b.sign = -1 or w.claim_no is not null)"""
		.formatted(BreakRow.COLUMNS, BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredCityDecision.COLUMNS);

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final Decisions decisions;

	private final EarlierBreaks earlier;

	private final CrossReference crossReference;

	private final Duplicates duplicates;

	private final ReversalSearch reversals;

	private final ConflictingDuplicates conflicts;

	private final BreakTally tally;

	private final HeldClaims held;

	private final ClearingDays days;

	private final UnexplainedClaims unexplained;

	private final PersonNumberCipher cipher;

	CarryForward(JdbcClient jdbc, BreakTable breaks, Decisions decisions, EarlierBreaks earlier,
			CrossReference crossReference, Duplicates duplicates, ReversalSearch reversals,
			ConflictingDuplicates conflicts, BreakTally tally, HeldClaims held, ClearingDays days,
			UnexplainedClaims unexplained, PersonNumberCipher cipher) {
		super("carry-forward", "breaks");
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.decisions = decisions;
		this.earlier = earlier;
		this.crossReference = crossReference;
		this.duplicates = duplicates;
		this.reversals = reversals;
		this.conflicts = conflicts;
		this.tally = tally;
		this.held = held;
		this.days = days;
		this.unexplained = unexplained;
		this.cipher = cipher;
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		// Until the step has ended no insured city can say anything about the day. What
		// it says then comes too late, or has the night done again.
		ClearingDayState state = this.days.lock(day).orElseThrow().state();
		this.breaks.analyze();
		long released = carry(day);
		this.conflicts.tell(day);
		this.tally.record(day);
		long open = this.held.count(day);
		if (state == ClearingDayState.CUT_OFF) {
			this.days.advance(day, ClearingDayState.CUT_OFF, ClearingDayState.RECONCILED, ClearingDays.NIGHT, null);
		}
		task.finish(open + released);
		task.conclude(open + " claims held, " + released + " released");
		return true;
	}

	/**
	 * Holds, settles and releases what is to be on the day, in the caller's transaction.
	 * @return how many claims no break holds any more
	 */
	long carry(LocalDate day) {
		this.decisions.undo(day);
		this.breaks.reopen(day);
		this.breaks.open(day, this.unexplained.ofDay(day));
		holdOnlyInsured(day);
		holdContested(day);
		List<Earlier> held = this.earlier.of(day);
		List<DecidedClearing> decided = held.stream()
			.filter((each) -> each.isSettledOn(day))
			.map(Earlier::clearing)
			.toList();
		List<Earlier> earlier = held.stream().filter((each) -> !each.isSettledOn(day)).toList();
		long released = this.decisions.settle(day, decided);
		released += this.earlier.release(day, earlier);
		released += this.duplicates.resolve(day);
		this.breaks.open(day, this.duplicates.ofDay(day));
		return released + judgeReversals(day, decided, earlier);
	}

	/**
	 * Settlements have come first, because a reversal may wait for its original. Of the
	 * reversals of one original those that are decided are first, then those that have
	 * been held, then those of the day; what stands against the rest is told in the end,
	 * when it is known what all of them have taken back.
	 * @return how many no break holds any more
	 */
	private long judgeReversals(LocalDate day, List<DecidedClearing> decided, List<Earlier> earlier) {
		ReversalNight night = this.reversals.ofNight(day);
		List<DecidedClearing> unsettled = this.decisions.settleReversals(day, decided, night);
		List<Earlier> held = this.earlier.releaseReversals(day, earlier, night);
		List<ReversalNight.Judged> ofDay = night.unbroken()
			.stream()
			.filter((reversal) -> !night.clear(reversal.identity()))
			.toList();
		this.decisions.keep(day, unsettled, night);
		this.earlier.keepReversals(day, held, night);
		this.breaks.open(day,
				ofDay.stream()
					.map((reversal) -> new LegPair(reversal.identity(), reversal.booked(), reversal.booked())
						.held(new Findings(night.findings(reversal.identity())))
						.row())
					.toList());
		tellMoreOfToday(day, night);
		long settled = decided.stream().filter(DecidedClearing::clearsReversal).count() - unsettled.size();
		long released = earlier.stream().filter(Earlier::isReversal).count() - held.size();
		return settled + released;
	}

	private void tellMoreOfToday(LocalDate day, ReversalNight night) {
		this.breaks.keep(day, this.jdbc.sql(HELD_TODAY).param("day", day).query((row, number) -> {
			BreakRow stored = BreakRow.read(row);
			LegPair legs = LegPair.read(row, this.cipher);
			InsuredCityDecision insuredDecision = InsuredCityDecision.read(row);
			List<Finding> more = new ArrayList<>(night.findings(legs.identity()));
			if (insuredDecision != null && legs.isComplete()) {
				more.add(insuredDecision.finding());
			}
			BreakRow now = legs.held(Findings.of(stored.findings(), more)).row();
			return now.equals(stored) ? null : now;
		}).list().stream().filter(Objects::nonNull).toList());
	}

	/**
	 * Each claim of the treatment ledger has at most one partner in the insured ledger.
	 * If there are as many partners as the insured ledger has claims, none is left over,
	 * and the search for it is spared.
	 */
	private void holdOnlyInsured(LocalDate day) {
		long leftOver = this.jdbc.sql(LEFT_OVER).param("day", day).query(Long.class).single();
		if (leftOver != 0) {
			List<LegPair> leftBehind = this.jdbc.sql(ONLY_INSURED)
				.param("day", day)
				.query((row, number) -> LegPair.read(row, this.cipher))
				.list();
			List<HeldClaim> held = leftBehind.stream().map(LegPair::held).toList();
			this.breaks.open(day, this.crossReference.rows(held));
		}
	}

	private void holdContested(LocalDate day) {
		this.breaks.open(day, this.jdbc.sql(CONTESTED).param("day", day).query((row, number) -> {
			InsuredCityDecision insuredDecision = Objects.requireNonNull(InsuredCityDecision.read(row));
			return LegPair.read(row, this.cipher).held(insuredDecision.finding()).row();
		}).list());
	}

}
