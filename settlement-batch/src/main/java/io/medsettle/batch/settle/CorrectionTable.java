package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.Collection;

import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes corrections, each with its entry in the ledger of its side. Claims themselves
 * are never changed.
 */
@Component
class CorrectionTable {

	private static final String INSERT = """
			insert into correction (day, side, hospital_code, claim_no, book_city, counterparty_city, fen)
			values (?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_ENTRY = """
			insert into %s (clearing_day, book_city, debit_account, credit_account, counterparty_city, fen,
			  hospital_code, claim_no)
			values (?, ?, ?, ?, ?, ?, ?, ?)""";

	/**
	 * The claim's own entry stands on the claim's day, which is always an earlier one.
	 */
	private static final String FORGET_ENTRIES = """
			delete from %s e
			where e.clearing_day = ? and exists (
			  select 1 from correction k
			  where k.day = ? and k.side = ? and k.hospital_code = e.hospital_code and k.claim_no = e.claim_no)""";

	private static final String FORGET = "delete from correction where day = ?";

	private final JdbcTemplate jdbc;

	CorrectionTable(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Enters corrections on a day.
	 */
	void enter(LocalDate day, Collection<Correction> corrections) {
		if (corrections.isEmpty()) {
			return;
		}
		this.jdbc.batchUpdate(INSERT,
				corrections.stream()
					.map((correction) -> new Object[] { day, correction.side().name(),
							correction.claim().hospitalCode(), correction.claim().claimNo(), correction.bookCity(),
							correction.counterpartyCity(), correction.fen() })
					.toList());
		for (Side side : Side.values()) {
			this.jdbc.batchUpdate(INSERT_ENTRY.formatted(LedgerTables.of(side).entries()),
					corrections.stream()
						.filter((correction) -> correction.side() == side)
						.map((correction) -> entry(day, correction))
						.toList());
		}
	}

	/**
	 * Takes the corrections of a day out of the books again.
	 */
	void undo(LocalDate day) {
		for (Side side : Side.values()) {
			this.jdbc.update(FORGET_ENTRIES.formatted(LedgerTables.of(side).entries()), day, day, side.name());
		}
		this.jdbc.update(FORGET, day);
	}

	private static Object[] entry(LocalDate day, Correction correction) {
		Side side = correction.side();
		ClaimKind kind = (correction.fen() > 0) ? ClaimKind.SETTLEMENT : ClaimKind.REVERSAL;
		return new Object[] { day, correction.bookCity(), side.debit(kind).number(), side.credit(kind).number(),
				correction.counterpartyCity(), Math.absExact(correction.fen()), correction.claim().hospitalCode(),
				correction.claim().claimNo() };
	}

}
