package io.medsettle.api.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What organisations have used at all processes together: one row for each, which only
 * ever grows.
 */
@Component
class SharedUse {

	private static final String BEGIN = """
			insert into organisation_use (organisation, requests, claims, tokens) values (?, 0, 0, 0)
			on conflict do nothing""";

	private static final String ADD = """
			update organisation_use set requests = requests + ?, claims = claims + ?, tokens = tokens + ?
			where organisation = ?""";

	private static final String SELECT = """
			select organisation, requests, claims, tokens from organisation_use
			where organisation in (select * from unnest(cast(? as varchar array)))""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	SharedUse(JdbcTemplate jdbc, PlatformTransactionManager transactionManager) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * Adds what was used here.
	 * @param here by organisation, in order: two processes that add at once wait for each
	 * other in one direction only
	 * @return what all have used, by organisation
	 */
	Map<String, Amount> add(List<Amount> here) {
		String[] organisations = here.stream().map(Amount::organisation).toArray(String[]::new);
		Map<String, Amount> all = this.transaction.execute((status) -> {
			this.jdbc.batchUpdate(BEGIN, here.stream().map((one) -> new Object[] { one.organisation }).toList());
			this.jdbc.batchUpdate(ADD,
					here.stream()
						.map((one) -> new Object[] { one.requests, one.claims, one.tokens, one.organisation })
						.toList());
			Map<String, Amount> found = new HashMap<>();
			this.jdbc
				.query(SELECT,
						(RowCallbackHandler) (
								row) -> found
									.put(row.getString("organisation"),
											new Amount(row.getString("organisation"), row.getLong("requests"),
													row.getLong("claims"), row.getLong("tokens"))),
						(Object) organisations);
			return found;
		});
		return (all != null) ? all : Map.of();
	}

	/**
	 * What an organisation has used.
	 */
	record Amount(String organisation, long requests, long claims, long tokens) {
	}

}
