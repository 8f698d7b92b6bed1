package io.medsettle.batch.step;

import io.medsettle.core.database.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells a PostgreSQL server what it does not know of the night's statements, so that it
 * plans them well. It expects far more groups of cities than there are, and would sort on
 * its disk what fits into memory; and it takes looking up some thousand held claims by
 * their keys for dearer than reading every claim there ever was.
 */
@Component
public class QueryPlanning {

	/**
	 * Enough for the sums of a day of five million claims. Each worker's statement may
	 * use it once or twice on each processor.
	 */
	private static final String SORTING_MEMORY = "set local work_mem = '64MB'";

	/** As for SSDs. Reading a page by its key costs hardly more. */
	private static final String RANDOM_PAGE_COST = "set local random_page_cost = 1.1";

	private final JdbcTemplate jdbc;

	private final DatabaseProduct product;

	QueryPlanning(JdbcTemplate jdbc, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.product = product;
	}

	/**
	 * Tells it for the transaction that is running.
	 */
	public void advise() {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.execute(SORTING_MEMORY);
			this.jdbc.execute(RANDOM_PAGE_COST);
		}
	}

}
