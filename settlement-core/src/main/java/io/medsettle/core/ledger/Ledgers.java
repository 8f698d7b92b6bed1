package io.medsettle.core.ledger;

import java.time.Clock;

import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.day.DayEnds;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Opens the books of a side over the database.
 */
@Component
class Ledgers {

	private final JdbcTemplate jdbc;

	private final EventRegister register;

	private final ReaderProgress progress;

	private final DayPartitions partitions;

	private final DayEnds dayEnds;

	private final PlatformTransactionManager transactionManager;

	private final DatabaseProduct product;

	private final Clock clock;

	Ledgers(JdbcTemplate jdbc, EventRegister register, ReaderProgress progress, DayPartitions partitions,
			DayEnds dayEnds, PlatformTransactionManager transactionManager, DatabaseProduct product, Clock clock) {
		this.jdbc = jdbc;
		this.register = register;
		this.progress = progress;
		this.partitions = partitions;
		this.dayEnds = dayEnds;
		this.transactionManager = transactionManager;
		this.product = product;
		this.clock = clock;
	}

	Ledger of(Side side) {
		return new Ledger(side, new IdentityTable(this.jdbc, side),
				new ClaimTable(this.jdbc, side, this.product, this.clock),
				new EntryTable(this.jdbc, side, this.product), this.register, this.progress, this.partitions,
				this.dayEnds, this.transactionManager);
	}

}
