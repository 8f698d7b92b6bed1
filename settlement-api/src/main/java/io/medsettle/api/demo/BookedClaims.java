package io.medsettle.api.demo;

import io.medsettle.core.ledger.Side;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many claims stand in both cities' books. The tables are counted only where it
 * matters: under load, counting them costs as much as a ledger. In between, the ledgers'
 * own meters say how many more there are.
 */
final class BookedClaims {

	private static final String POSTED = """
			select least((select count(*) from treatment_claim), (select count(*) from insured_claim))""";

	private final JdbcClient jdbc;

	private final MeterRegistry meters;

	private final long atFirst;

	private final double metersAtFirst;

	BookedClaims(JdbcClient jdbc, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.meters = meters;
		this.metersAtFirst = sinceStart();
		this.atFirst = counted();
	}

	/**
	 * What the meters say; a little too much if the ledgers were at work from the start.
	 */
	long metered() {
		return this.atFirst + Math.round(sinceStart() - this.metersAtFirst);
	}

	/** What the tables hold. */
	long counted() {
		return this.jdbc.sql(POSTED).query(Long.class).single();
	}

	private double sinceStart() {
		return Math.min(sinceStart(Side.TREATMENT), sinceStart(Side.INSURED));
	}

	private double sinceStart(Side side) {
		return this.meters.get("settlement.claims")
			.tag("leg", side.legName())
			.tag("outcome", "posted")
			.counter()
			.count();
	}

}
