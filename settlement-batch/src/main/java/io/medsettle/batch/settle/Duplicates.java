package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.BreakTable.Release;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds visits that a hospital has submitted a second time under another number. Only
 * what is left of claims is looked at: one that a break holds, or that the hospital has
 * taken back, is neither the first of a visit nor a repetition.
 * <p>
 * Resolves by itself what has been held as a duplicate since an earlier day and nobody
 * has touched. It is cancelled only while an equal claim stands, so that no visit is left
 * unpaid; if nothing is left of the equal claims, it clears in their place. Whatever lies
 * between the two is left to people.
 */
@Component
class Duplicates {

	/**
	 * Whether the hospital has taken the claim {@code s} back, or is about to: a reversal
	 * counts for it that is known by the day and not cancelled.
	 */
	private static final String TAKEN_BACK = """
			select 1
			from reversal x
			join treatment_claim_by_identity r
			  on r.hospital_code = x.hospital_code and r.claim_no = x.claim_no and r.clearing_day <= :day
			left join claim_break xb on xb.hospital_code = x.hospital_code and xb.claim_no = x.claim_no
			where x.hospital_code = s.hospital_code and x.original_claim_no = s.claim_no
			  and coalesce(xb.settled_claims, 1) <> 0
			  and coalesce(xb.linked_claim_no, x.original_claim_no) = x.original_claim_no""";

	private static final String SAME_VISIT = """
			partition by s.hospital_code, s.person_no, s.settled_at_ms, s.insured_city, s.insurance_type, s.visit_type,
			             s.total_fen, s.fund_fen, s.account_fen""";

	/**
	 * A reversal of other amounts may leave the claim paid in part, so that it is still
	 * the first: people decide about both.
	 */
	private static final String SUBMITTED_TWICE = """
			select t.hospital_code, t.claim_no, t.first_claim_no, %s
			from (
			  select s.*,
			         row_number() over same_visit as place,
			         first_value(s.claim_no) over same_visit as first_claim_no
			  from (
			    select s.*, count(*) over (%s) as equal_claims
			    from treatment_claim s
			    left join claim_break b on b.hospital_code = s.hospital_code and b.claim_no = s.claim_no
			    where s.clearing_day = :day and s.sign = 1 and b.break_id is null) s
			  where s.equal_claims > 1 and not exists (%s
			      and r.total_fen = s.total_fen and r.fund_fen = s.fund_fen and r.account_fen = s.account_fen)
			  window same_visit as (%s order by s.accepted_at_ms, s.source_partition, s.source_offset)) t
			where t.place > 1""".formatted(BookedClaim.columns("t"), SAME_VISIT, TAKEN_BACK, SAME_VISIT);

	/**
	 * How much of the claim {@code s} its reversals have taken back. A reversal that
	 * clears on the day itself has not cleared yet: it is still about to.
	 */
	private static final String TAKEN_BACK_FEN = """
			select coalesce(sum(coalesce(-xb.settled_fen, r.fund_fen + r.account_fen)), 0)
			from reversal x
			join treatment_claim_by_identity r
			  on r.hospital_code = x.hospital_code and r.claim_no = x.claim_no and r.clearing_day < :day
			left join claim_break xb on xb.hospital_code = x.hospital_code and xb.claim_no = x.claim_no
			where x.hospital_code = s.hospital_code and x.original_claim_no = s.claim_no
			  and (xb.break_id is null or xb.resolved_day is not null and coalesce(xb.settled_claims, 1) <> 0)
			  and coalesce(xb.linked_claim_no, x.original_claim_no) = x.original_claim_no""";

	private static final String EQUAL = """
			select b.hospital_code, b.claim_no, %s, %s, %s, s.claim_no as equal_claim_no,
			       sb.break_id as equal_break_id, sb.category as equal_category, sb.resolved_day as equal_resolved_day,
			       coalesce(sb.settled_claims, 1) as equal_cleared_claims,
			       coalesce(sb.settled_fen, s.fund_fen + s.account_fen) as equal_cleared_fen,
			       (%s) as equal_taken_back_fen, exists (%s) as equal_taken_back
			from claim_break b
			join treatment_claim_by_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			join insured_claim_by_identity i on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no
			left join treatment_claim s
			  on s.clearing_day = t.clearing_day and s.treatment_city = t.treatment_city and s.sign = 1
			  and s.hospital_code = t.hospital_code and s.claim_no <> t.claim_no and s.person_no = t.person_no
			  and s.settled_at_ms = t.settled_at_ms and s.insured_city = t.insured_city
			  and s.insurance_type = t.insurance_type and s.visit_type = t.visit_type
			  and s.total_fen = t.total_fen and s.fund_fen = t.fund_fen and s.account_fen = t.account_fen
			left join claim_break sb on sb.hospital_code = s.hospital_code and sb.claim_no = s.claim_no
			where b.resolved_day is null and b.opened_day < :day and b.state = 'OPEN' and b.category = 'DUPLICATE'
			  and b.also is null""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"),
			BookedClaim.columns("s"), TAKEN_BACK_FEN, TAKEN_BACK);

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final Decisions decisions;

	private final boolean searches;

	private final boolean resolves;

	private final PersonNumberCipher cipher;

	Duplicates(JdbcClient jdbc, BreakTable breaks, Decisions decisions, SettlementSettings settings,
			PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.decisions = decisions;
		this.searches = settings.breaks().searchDuplicates();
		this.resolves = settings.breaks().automatic().exactDuplicate();
		this.cipher = cipher;
	}

	/**
	 * The second and later claims of the day for the same visit, as breaks hold them.
	 */
	List<BreakRow> ofDay(LocalDate day) {
		if (!this.searches) {
			return List.of();
		}
		return this.jdbc.sql(SUBMITTED_TWICE).param("day", day).query((row, number) -> {
			BookedClaim booked = Objects.requireNonNull(BookedClaim.read(row, "t", this.cipher));
			Finding finding = Finding.of(BreakCategory.DUPLICATE,
					"The first is " + row.getString("first_claim_no") + ".");
			return new LegPair(LegPair.identity(row), booked, booked).held(finding).row();
		}).list();
	}

	/**
	 * Resolves on the day what earlier days hold and can be resolved, after decisions
	 * have been settled.
	 * @return how many claims
	 */
	long resolve(LocalDate day) {
		if (!this.resolves) {
			return 0;
		}
		List<DecidedClearing> cancelled = new ArrayList<>();
		List<Release> released = new ArrayList<>();
		for (Duplicate duplicate : find(day)) {
			if (duplicate.others.stream().anyMatch(Equal::stands)) {
				cancelled.add(DecidedClearing.cancelled(duplicate.legs, AutomaticResolution.EXACT_DUPLICATE));
			}
			else if (duplicate.others.stream().allMatch((other) -> other.isGone() || duplicate.goesBefore(other))) {
				released.add(new Release(duplicate.legs.identity(), AutomaticResolution.SOLE_CLAIM));
			}
		}
		this.decisions.enter(day, cancelled);
		this.breaks.resolve(day, released);
		return cancelled.size() + (long) released.size();
	}

	private List<Duplicate> find(LocalDate day) {
		Map<ClaimIdentity, Duplicate> found = new LinkedHashMap<>();
		this.jdbc.sql(EQUAL).param("day", day).query((row) -> {
			LegPair legs = LegPair.read(row, this.cipher);
			Duplicate duplicate = found.computeIfAbsent(legs.identity(),
					(any) -> new Duplicate(legs, new ArrayList<>()));
			if (row.getString("equal_claim_no") != null) {
				duplicate.others.add(Equal.read(row, this.cipher));
			}
		});
		return found.values()
			.stream()
			.sorted(Comparator.comparing((duplicate) -> duplicate.treatment(), BookedClaim.EVENT_ORDER))
			.toList();
	}

	/**
	 * A claim that is held as a duplicate.
	 *
	 * @param legs as both books have it
	 * @param others the other claims of the same visit
	 */
	private record Duplicate(LegPair legs, List<Equal> others) {

		BookedClaim treatment() {
			return Objects.requireNonNull(this.legs.treatment());
		}

		/** Of several that are held as duplicates of what is gone, the first clears. */
		boolean goesBefore(Equal other) {
			return other.heldAsDuplicate() && BookedClaim.EVENT_ORDER.compare(treatment(), other.booked()) < 0;
		}

	}

	/**
	 * Another claim of the same visit.
	 *
	 * @param held whether a break holds it
	 * @param heldAsDuplicate whether it is held as a duplicate alone
	 * @param cancelled whether it was cancelled
	 * @param clearedFen what it cleared with, if it did
	 * @param takenBackFen how much of that reversals have taken back
	 * @param takenBack whether a reversal counts for it
	 * @param booked as the treatment city has it
	 */
	private record Equal(boolean held, boolean heldAsDuplicate, boolean cancelled, long clearedFen, long takenBackFen,
			boolean takenBack, BookedClaim booked) {

		static Equal read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
			boolean held = row.getString("equal_break_id") != null
					&& row.getObject("equal_resolved_day", LocalDate.class) == null;
			return new Equal(held, held && "DUPLICATE".equals(row.getString("equal_category")),
					row.getInt("equal_cleared_claims") == 0, row.getLong("equal_cleared_fen"),
					row.getLong("equal_taken_back_fen"), row.getBoolean("equal_taken_back"),
					Objects.requireNonNull(BookedClaim.read(row, "s", cipher)));
		}

		boolean stands() {
			return !this.held && !this.cancelled && !this.takenBack;
		}

		/** Whether it was cancelled, or reversals have taken back all of it. */
		boolean isGone() {
			return !this.held && (this.cancelled || this.takenBackFen == this.clearedFen);
		}

	}

}
