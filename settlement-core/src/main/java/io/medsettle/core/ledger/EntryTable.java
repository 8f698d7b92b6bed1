package io.medsettle.core.ledger;

import java.sql.PreparedStatement;
import java.util.Collection;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The entries of one side's books. One row is one balanced entry.
 */
class EntryTable {

	private static final String INSERT = """
			insert into %s (
			  clearing_day, book_city, debit_account, credit_account, counterparty_city, fen, hospital_code, claim_no)
			select * from unnest(
			  cast(? as date array), cast(? as varchar array), cast(? as smallint array), cast(? as smallint array),
			  cast(? as varchar array), cast(? as bigint array), cast(? as varchar array), cast(? as varchar array))""";

	private final JdbcTemplate jdbc;

	private final Side side;

	private final String insert;

	EntryTable(JdbcTemplate jdbc, Side side) {
		this.jdbc = jdbc;
		this.side = side;
		this.insert = INSERT.formatted(side.entryTable());
	}

	void insert(Collection<Leg> legs) {
		if (legs.isEmpty()) {
			return;
		}
		this.jdbc.update(this.insert,
				(PreparedStatement statement) -> new Columns<>(statement, legs)
					.date((leg) -> leg.routing().clearingDay())
					.varchar((leg) -> leg.bookCity(this.side))
					.smallint((leg) -> this.side.debit(leg.claim().kind()).number())
					.smallint((leg) -> this.side.credit(leg.claim().kind()).number())
					.varchar((leg) -> leg.counterpartyCity(this.side))
					.bigint((leg) -> leg.claim().clearedFen())
					.varchar((leg) -> leg.claim().hospitalCode())
					.varchar((leg) -> leg.claim().claimNo()));
	}

}
