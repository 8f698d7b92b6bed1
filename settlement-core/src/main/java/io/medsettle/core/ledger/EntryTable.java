package io.medsettle.core.ledger;

import java.util.Collection;
import java.util.List;

import io.medsettle.core.database.BulkInsert;
import io.medsettle.core.database.Column;
import io.medsettle.core.database.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The entries of one side's books. One row is one balanced entry.
 */
class EntryTable {

	private final BulkInsert<Leg> insert;

	EntryTable(JdbcTemplate jdbc, Side side, DatabaseProduct product) {
		this.insert = new BulkInsert<>(jdbc, product, LedgerTables.of(side).entries(),
				List.of(Column.date("clearing_day", (leg) -> leg.routing().clearingDay()),
						Column.varchar("book_city", (leg) -> leg.bookCity(side)),
						Column.smallint("debit_account", (leg) -> side.debit(leg.claim().kind()).number()),
						Column.smallint("credit_account", (leg) -> side.credit(leg.claim().kind()).number()),
						Column.varchar("counterparty_city", (leg) -> leg.counterpartyCity(side)),
						Column.bigint("fen", (leg) -> leg.claim().clearedFen()),
						Column.varchar("hospital_code", (leg) -> leg.claim().hospitalCode()),
						Column.varchar("claim_no", (leg) -> leg.claim().claimNo())));
	}

	void insert(Collection<Leg> legs) {
		this.insert.insert(legs);
	}

}
