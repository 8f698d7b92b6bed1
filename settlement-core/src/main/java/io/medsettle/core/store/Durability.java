package io.medsettle.core.store;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes what was committed outlive the process. PostgreSQL does so by itself; H2 writes
 * behind by up to half a second, so that a killed process would forget what it has just
 * answered. Events need no such care, since Kafka still has them; decisions of people do.
 */
@Component
public class Durability {

	private final JdbcTemplate jdbc;

	private final boolean writesBehind;

	Durability(JdbcTemplate jdbc, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.writesBehind = product == DatabaseProduct.H2;
	}

	/**
	 * Returns once all that was committed before is on disk.
	 */
	public void assure() {
		if (this.writesBehind) {
			this.jdbc.execute("checkpoint sync");
		}
	}

}
