package io.medsettle.core.ledger;

import java.time.Clock;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Opens the books of a side over the database.
 */
@Component
class Ledgers {

	private final JdbcTemplate jdbc;

	private final EventRegister register;

	private final DayPartitions partitions;

	private final DayEnds dayEnds;

	private final ClaimDecoder decoder;

	private final DatabaseProduct product;

	private final Clock clock;

	private final MeterRegistry meters;

	private final EventAuthenticator authenticator;

	private final PersonNumberCipher cipher;

	Ledgers(JdbcTemplate jdbc, EventRegister register, DayPartitions partitions, DayEnds dayEnds, ClaimDecoder decoder,
			DatabaseProduct product, Clock clock, MeterRegistry meters, EventAuthenticator authenticator,
			PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.register = register;
		this.partitions = partitions;
		this.dayEnds = dayEnds;
		this.decoder = decoder;
		this.product = product;
		this.clock = clock;
		this.meters = meters;
		this.authenticator = authenticator;
		this.cipher = cipher;
	}

	/**
	 * Takes the legs of the side into its books.
	 */
	LedgerListener listener(Side side) {
		Ledger ledger = new Ledger(side, new IdentityTable(this.jdbc, side),
				new ClaimTable(this.jdbc, side, this.product, this.clock, this.cipher),
				new EntryTable(this.jdbc, side, this.product), this.register, this.partitions, this.dayEnds);
		return new LedgerListener(side, ledger, this.register, this.decoder,
				new LedgerMeters(this.meters, side, this.clock), this.authenticator, this.cipher);
	}

}
