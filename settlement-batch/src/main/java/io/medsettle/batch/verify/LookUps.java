package io.medsettle.batch.verify;

import java.util.function.Supplier;

import io.medsettle.core.database.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps look-ups by keys what they are. However short history is: a plan that reads all
 * identities would cost more with each day.
 */
@Component
class LookUps {

	private static final String BY_INDEX_ALONE = "set local enable_hashjoin = off; set local enable_mergejoin = off";

	private static final String BY_ANY_PLAN = "set local enable_hashjoin = on; set local enable_mergejoin = on";

	private final JdbcTemplate jdbc;

	private final DatabaseProduct product;

	LookUps(JdbcTemplate jdbc, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.product = product;
	}

	/**
	 * Lets PostgreSQL use its indexes alone for a query. Must be called in a transaction.
	 */
	<T> T byIndex(Supplier<T> query) {
		plan(BY_INDEX_ALONE);
		T found = query.get();
		plan(BY_ANY_PLAN);
		return found;
	}

	private void plan(String allowed) {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.execute(allowed);
		}
	}

}
