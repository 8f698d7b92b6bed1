package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles what two persons have decided between the nights. No decision clears a reversal
 * whose original has not cleared, or of which too little is left.
 */
@Component
class Decisions {

	/**
	 * Legs that came after their claim was decided without them. What was decided stands
	 * in the book beside them, and is taken out once.
	 */
	private static final String COME_TOO_LATE = """
			select b.hospital_code, b.claim_no, c.book_city, c.counterparty_city,
			       c.sign * (c.fund_fen + c.account_fen) as fen
			from claim_break b
			join %s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			where b.settled_without = :side and b.resolved_day < :day and c.clearing_day < :day
			  and c.fund_fen + c.account_fen <> 0
			  and not exists (
			    select 1 from correction k
			    where k.side = :side and k.hospital_code = b.hospital_code and k.claim_no = b.claim_no
			      and k.day > b.resolved_day)""";

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final CorrectionTable corrections;

	private final boolean resolvesStatedClaims;

	Decisions(JdbcClient jdbc, BreakTable breaks, CorrectionTable corrections, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.corrections = corrections;
		this.resolvesStatedClaims = settings.breaks().automatic().statedClaim();
	}

	/**
	 * Takes back what the day's night settled before, if it is done again.
	 */
	void undo(LocalDate day) {
		this.corrections.undo(day);
	}

	/**
	 * Settles on the day what is decided, but no reversals, and takes out of the books
	 * what came too late.
	 * @return how many claims
	 */
	long settle(LocalDate day, Collection<DecidedClearing> decided) {
		List<DecidedClearing> clearings = decided.stream().filter((clearing) -> !clearing.clearsReversal()).toList();
		enter(day, clearings);
		for (Side side : Side.values()) {
			this.corrections.enter(day, comeTooLate(side, day));
		}
		this.breaks.resolveWithoutClaim(day, this.resolvesStatedClaims);
		return clearings.size();
	}

	/**
	 * Settles on the day the reversals that are decided, as far as their originals have
	 * cleared and enough of them is left. They clear between the cities between which
	 * their originals did.
	 * @return those that stay as they are; what was decided goes on to be so
	 */
	List<DecidedClearing> settleReversals(LocalDate day, Collection<DecidedClearing> decided, ReversalNight night) {
		List<DecidedClearing> reversals = decided.stream().filter(DecidedClearing::clearsReversal).toList();
		List<DecidedClearing> cleared = new ArrayList<>();
		for (DecidedClearing clearing : night.inOrder(reversals, (each) -> each.legs().identity())) {
			ReversalFamily family = night.find(clearing.legs().identity()).family();
			Original original = family.original();
			long fen = Math.negateExact(clearing.fen());
			if (original != null && original.heldBy() == null && family.leaves(clearing.legs().identity(), fen)) {
				family.clear(clearing.legs().identity(), fen);
				cleared.add(clearing.between(original.payingCity(), original.paidCity()));
			}
		}
		enter(day, cleared);
		Set<ClaimIdentity> done = cleared.stream()
			.map((clearing) -> clearing.legs().identity())
			.collect(Collectors.toSet());
		return reversals.stream().filter((clearing) -> !done.contains(clearing.legs().identity())).toList();
	}

	/**
	 * Notes of decided reversals that were not settled what stands against them. With
	 * which amount a reversal clears is what was decided; that it is not its original's
	 * is said only where nothing else is.
	 */
	void keep(LocalDate day, Collection<DecidedClearing> kept, ReversalNight night) {
		List<BreakRow> held = new ArrayList<>();
		for (DecidedClearing clearing : kept) {
			ClaimIdentity identity = clearing.legs().identity();
			List<Finding> findings = night.findings(identity);
			boolean fits = findings.isEmpty()
					|| night.find(identity).family().leaves(identity, Math.negateExact(clearing.fen()));
			List<Finding> objections = findings.stream()
				.filter((finding) -> finding.category() != BreakCategory.REVERSAL_MISMATCH)
				.filter((finding) -> finding.category() != BreakCategory.DOUBLE_REVERSAL || !fits)
				.toList();
			List<Finding> told = objections.isEmpty() ? findings : objections;
			if (!told.isEmpty()) {
				held.add(clearing.legs().held(new Findings(told)).row());
			}
		}
		this.breaks.keep(day, held);
	}

	/**
	 * Settles on the day what the night resolves by itself.
	 */
	void enter(LocalDate day, List<DecidedClearing> clearings) {
		this.breaks.settle(day, clearings.stream().map(DecidedClearing::decided).toList());
		this.corrections.enter(day, clearings.stream().flatMap((clearing) -> clearing.corrections().stream()).toList());
	}

	private List<Correction> comeTooLate(Side side, LocalDate day) {
		return this.jdbc.sql(COME_TOO_LATE.formatted(LedgerTables.of(side).claimsByIdentity()))
			.param("day", day)
			.param("side", side.name())
			.query((row, number) -> new Correction(side, LegPair.identity(row), row.getString("book_city"),
					row.getString("counterparty_city"), Math.negateExact(row.getLong("fen"))))
			.list();
	}

}
