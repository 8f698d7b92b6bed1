package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.ledger.Account;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The clearing entries as stored.
 */
@Component
public class ClearingEntryTable {

	private static final String SELECT = """
			select book_city, debit_account, credit_account, counterparty_city, fen
			from clearing_entry where day = ?
			order by book_city, counterparty_city, debit_account, credit_account""";

	private static final String INSERT = """
			insert into clearing_entry (day, book_city, debit_account, credit_account, counterparty_city, fen)
			values (?, ?, ?, ?, ?, ?)""";

	private final JdbcTemplate jdbc;

	private final ClearingDays days;

	ClearingEntryTable(JdbcTemplate jdbc, ClearingDays days) {
		this.jdbc = jdbc;
		this.days = days;
	}

	/**
	 * The entries that clear the day.
	 */
	public List<ClearingEntry> list(LocalDate day) {
		return this.jdbc.query(SELECT,
				(row, number) -> new ClearingEntry(row.getString("book_city"), account(row.getShort("debit_account")),
						account(row.getShort("credit_account")), row.getString("counterparty_city"),
						row.getLong("fen")),
				day);
	}

	/**
	 * Writes the entries of a day in place of those that were there before.
	 * @throws DaySealedException if the day is published
	 */
	void replace(LocalDate day, List<ClearingEntry> entries) {
		this.days.requireUnsealed(day);
		this.jdbc.update("delete from clearing_entry where day = ?", day);
		this.jdbc.batchUpdate(INSERT,
				entries.stream()
					.map((entry) -> new Object[] { day, entry.bookCity(), entry.debit().number(),
							entry.credit().number(), entry.counterpartyCity(), entry.fen() })
					.toList());
	}

	private static Account account(short number) {
		return Arrays.stream(Account.values())
			.filter((account) -> account.number() == number)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no account " + number + "."));
	}

}
