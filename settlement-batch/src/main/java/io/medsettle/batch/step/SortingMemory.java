package io.medsettle.batch.step;

import io.medsettle.core.store.DatabaseProduct;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Allows the night's statements to sort and add up in the memory of a PostgreSQL server
 * what it would otherwise put on its disk. It expects far more groups of cities than
 * there are, and takes the slow way if they seem not to fit.
 */
@Component
public class SortingMemory {

	/**
	 * Enough for the sums of a day of five million claims. Each worker's statement may
	 * use it once or twice on each processor.
	 */
	private static final String ALLOWED = "set local work_mem = '64MB'";

	private final JdbcTemplate jdbc;

	private final DatabaseProduct product;

	SortingMemory(JdbcTemplate jdbc, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.product = product;
	}

	/**
	 * Allows it for the transaction that is running.
	 */
	public void allow() {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.execute(ALLOWED);
		}
	}

}
