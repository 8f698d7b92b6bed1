package io.medsettle.batch.clear;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The cities' clearing accounts, held against their net positions.
 */
@Component
public class ClearingBooks {

	/** Account 5 is the clearing account: its balance is the city's net position. */
	private static final String IMBALANCE = """
			select coalesce(abs(sum(n.net_fen)), 0) as net_fen,
			       coalesce(sum(abs(n.net_fen - coalesce(c.balance_fen, 0))), 0) as books_fen
			from net_position n
			left join (
			  select day, book_city, sum(case when debit_account = 5 then fen else -fen end) as balance_fen
			  from clearing_entry
			  where day = (select max(day) from net_position) and 5 in (debit_account, credit_account)
			  group by day, book_city
			) c on c.day = n.day and c.book_city = n.city
			where n.day = (select max(day) from net_position)""";

	private final JdbcClient jdbc;

	ClearingBooks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What does not add up in the last day that was cleared.
	 */
	public Imbalance imbalance() {
		return this.jdbc.sql(IMBALANCE).query(Imbalance.class).single();
	}

	/**
	 * Amounts that differ from 0 only if there is a bug, in fen.
	 *
	 * @param netFen what the net positions sum to
	 * @param booksFen by how much the clearing accounts differ from the net positions
	 */
	public record Imbalance(long netFen, long booksFen) {

		public static final Imbalance NONE = new Imbalance(0, 0);

	}

}
