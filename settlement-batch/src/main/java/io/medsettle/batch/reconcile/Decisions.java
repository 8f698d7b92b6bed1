package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.catalogue.AutomaticResolution;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles what two persons have decided between the nights, and cancels what is there
 * twice. A claim of which a leg has only just come is left to a later day: the leg may
 * have changed what there was to decide. Nor does a decision about the books clear a
 * reversal that takes back what has not cleared or was taken back before.
 */
@Component
class Decisions {

	private static final String DECIDED = """
			select b.hospital_code, b.claim_no, b.state, b.category, b.resolution, b.deduct_fen, %s, %s, %s
			from reconciliation_break b
			""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredWord.COLUMNS)
			+ Side.TREATMENT.claimByIdentity("left join", "t", "b.hospital_code", "b.claim_no",
					"and t_id.clearing_day <= :day")
			+ Side.INSURED.claimByIdentity("left join", "i", "b.hospital_code", "b.claim_no",
					"and i_id.clearing_day <= :day")
			+ InsuredWord.OF_BREAK
			+ """
					where b.holding and b.resolved_day is null and b.opened_day < :day
					  and coalesce(t.clearing_day, b.opened_day) < :day and coalesce(i.clearing_day, b.opened_day) < :day
					  and (b.state = 'APPROVED' and b.resolution <> 'LINK'
					    or :duplicates and b.state = 'OPEN' and b.category = 'DUPLICATE')""";

	/**
	 * Legs that came after their claim was decided without them. What was decided stands
	 * in the book beside them, and is taken out once.
	 */
	private static final String COME_TOO_LATE = """
			select b.hospital_code, b.claim_no, c.%2$s as book_city, c.%3$s as counterparty_city,
			       c.sign * (c.fund_fen + c.account_fen) as fen
			from reconciliation_break b
			%1$swhere b.settled_without = :side and b.resolved_day < :day and c.clearing_day < :day
			  and c.fund_fen + c.account_fen <> 0
			  and not exists (
			    select 1 from correction k
			    where k.side = :side and k.hospital_code = b.hospital_code and k.claim_no = b.claim_no
			      and k.day > b.resolved_day)""";

	private static final Set<BreakCategory> NOT_TO_BE_TAKEN_BACK = EnumSet.of(BreakCategory.REVERSAL_WITHOUT_ORIGINAL,
			BreakCategory.ORIGINAL_HELD, BreakCategory.DOUBLE_REVERSAL);

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final CorrectionTable corrections;

	private final ReversalSearch reversals;

	private final boolean cancelsDuplicates;

	private final boolean resolvesStatedClaims;

	Decisions(JdbcClient jdbc, BreakTable breaks, CorrectionTable corrections, ReversalSearch reversals,
			SettlementSettings settings) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.corrections = corrections;
		this.reversals = reversals;
		this.cancelsDuplicates = settings.breaks().automatic().exactDuplicate();
		this.resolvesStatedClaims = settings.breaks().automatic().statedClaim();
	}

	/**
	 * Takes back what the day's night settled before, if it is done again.
	 */
	void forget(LocalDate day) {
		this.corrections.forget(day);
	}

	/**
	 * What is decided by the day and not settled.
	 */
	List<Settlement> of(LocalDate day) {
		return this.jdbc.sql(DECIDED)
			.param("day", day)
			.param("duplicates", this.cancelsDuplicates)
			.query(Decisions::settlement)
			.list();
	}

	/**
	 * Settles on the day what is decided, but no reversals, and takes out of the books
	 * what came too late.
	 * @return how many claims
	 */
	long settle(LocalDate day, Collection<Settlement> decided) {
		List<Settlement> settlements = decided.stream().filter((settlement) -> !settlement.clearsReversal()).toList();
		enter(day, settlements);
		for (Side side : Side.values()) {
			this.corrections.enter(day, comeTooLate(side, day));
		}
		this.breaks.resolveWithoutClaim(day, this.resolvesStatedClaims);
		return settlements.size();
	}

	/**
	 * Settles on the day the reversals that are decided, if they take back what has
	 * cleared. Of the others it is noted what stands against them; what was decided goes
	 * on to be so.
	 * @return how many claims
	 */
	long settleReversals(LocalDate day, Collection<Settlement> decided) {
		List<Settlement> reversals = decided.stream().filter(Settlement::clearsReversal).toList();
		if (reversals.isEmpty()) {
			return 0;
		}
		Map<ClaimIdentity, Finding> findings = new HashMap<>();
		for (ReversalSearch.Judged judged : this.reversals.heldEarlier(day)) {
			Finding finding = judged.finding();
			if (finding != null && NOT_TO_BE_TAKEN_BACK.contains(finding.category())) {
				findings.put(judged.identity(), finding);
			}
		}
		List<HeldClaim> kept = new ArrayList<>();
		List<Settlement> cleared = new ArrayList<>();
		for (Settlement settlement : reversals) {
			Finding finding = findings.get(settlement.legs().identity());
			if (finding != null) {
				kept.add(settlement.legs().held(finding));
			}
			else {
				cleared.add(settlement);
			}
		}
		this.breaks.keep(day, kept);
		enter(day, cleared);
		return cleared.size();
	}

	private void enter(LocalDate day, List<Settlement> settlements) {
		this.breaks.settle(day, settlements);
		this.corrections.enter(day,
				settlements.stream().flatMap((settlement) -> settlement.corrections().stream()).toList());
	}

	private List<Correction> comeTooLate(Side side, LocalDate day) {
		return this.jdbc
			.sql(COME_TOO_LATE.formatted(side.claimByIdentity("join", "c", "b.hospital_code", "b.claim_no", ""),
					side.bookCity(), side.counterpartyCity()))
			.param("day", day)
			.param("side", side.name())
			.query((row, number) -> new Correction(side, LegPair.identity(row), row.getString("book_city"),
					row.getString("counterparty_city"), Math.negateExact(row.getLong("fen"))))
			.list();
	}

	private static Settlement settlement(ResultSet row, int number) throws SQLException {
		LegPair legs = LegPair.read(row, number);
		if (!row.getString("state").equals(BreakState.APPROVED.name())) {
			return Settlement.cancelled(legs, AutomaticResolution.EXACT_DUPLICATE);
		}
		Resolution resolution = Resolution.valueOf(row.getString("resolution"));
		InsuredWord word = InsuredWord.read(row);
		BreakCategory category = BreakCategory.valueOf(row.getString("category"));
		boolean contested = category == BreakCategory.REFUSED || category == BreakCategory.DEDUCTED;
		if (resolution == Resolution.ACCEPT_INSURED && contested && word != null) {
			return Settlement.asInsuredCitySays(legs, word);
		}
		return Settlement.of(legs, resolution, row.getLong("deduct_fen"));
	}

}
