package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Reads the stored claims, one after the other. Must be used in a transaction, so that
 * PostgreSQL sends them as a stream.
 */
@Component
class StoredLegReader {

	private static final String OF_DAY = "select %s from %s c where c.clearing_day = ?";

	private static final String BETWEEN = OF_DAY + " and c.insured_city = ? and c.treatment_city = ?";

	/** Rows fetched at once: with 300 bytes each, about 600 KB. */
	private static final int FETCH_ROWS = 2000;

	private final JdbcTemplate jdbc;

	private final PersonNumberCipher cipher;

	StoredLegReader(DataSource dataSource, PersonNumberCipher cipher) {
		this.cipher = cipher;
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(FETCH_ROWS);
	}

	/**
	 * Reads all claims of a day as a side has them, in no order.
	 */
	void ofDay(Side side, LocalDate day, Consumer<StoredLeg> reader) {
		this.jdbc.query(sql(OF_DAY, side), handing(reader), day);
	}

	/**
	 * Reads the claims of a day between two cities, in no order.
	 */
	void between(CityPair cities, Side side, LocalDate day, Consumer<StoredLeg> reader) {
		this.jdbc.query(sql(BETWEEN, side), handing(reader), day, cities.insuredCity(), cities.treatmentCity());
	}

	private static String sql(String sql, Side side) {
		return sql.formatted(StoredLeg.columns("c"), LedgerTables.of(side).claims());
	}

	private RowCallbackHandler handing(Consumer<StoredLeg> reader) {
		return (row) -> reader.accept(StoredLeg.read(row, 0, this.cipher));
	}

}
