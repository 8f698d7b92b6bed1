package io.medsettle.core.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDetail;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.privacy.SampleKeys;
import io.medsettle.core.routing.RoutingHeaders;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The ways in which the legs of one side can be put into the books of a PostgreSQL, to be
 * compared: the ledger's own, and others that come to the same rows and also tell
 * identities that were there before. Each batch of legs is a transaction.
 */
public final class BulkWays {

	private static final Side SIDE = Side.TREATMENT;

	private static final int IDENTITY_COLUMNS = 7;

	private static final int CLAIM_COLUMNS = 21;

	private static final int ENTRY_COLUMNS = 8;

	private final List<List<Leg>> batches = new ArrayList<>();

	private final PersonNumberCipher cipher = SampleKeys.cipher();

	/**
	 * @param claims as many as wanted
	 * @param cityOfHospital the city of a hospital, by its code
	 * @param day their clearing day
	 * @param batchSize how many are posted in one transaction
	 */
	public BulkWays(List<Claim> claims, Function<String, String> cityOfHospital, LocalDate day, int batchSize) {
		for (int from = 0; from < claims.size(); from += batchSize) {
			List<Leg> batch = new ArrayList<>();
			for (int number = from; number < Math.min(claims.size(), from + batchSize); number++) {
				Claim claim = claims.get(number);
				long acceptedAtMs = claim.settledAt().toInstant().toEpochMilli() + number;
				batch.add(Leg.of(claim, cityOfHospital.apply(claim.hospitalCode()),
						new RoutingHeaders(new SourcePosition(number % 12, number / 12), acceptedAtMs, day),
						new byte[0], this.cipher));
			}
			this.batches.add(batch);
		}
	}

	/** As the ledgers do it in H2: arrays, one statement a table. */
	public void unnest(Connection connection) throws SQLException {
		post(connection, DatabaseProduct.H2);
	}

	/**
	 * As the ledgers do it in PostgreSQL: identities by arrays, all else by binary COPY.
	 */
	public void copy(Connection connection) throws SQLException {
		post(connection, DatabaseProduct.POSTGRESQL);
	}

	private void post(Connection connection, DatabaseProduct product) throws SQLException {
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
		IdentityTable identities = new IdentityTable(jdbc, SIDE);
		ClaimTable claims = new ClaimTable(jdbc, SIDE, product, Clock.systemUTC(), this.cipher);
		EntryTable entries = new EntryTable(jdbc, SIDE, product);
		for (List<Leg> batch : this.batches) {
			identities.insertNew(batch);
			claims.insert(batch);
			entries.insert(batch);
			connection.commit();
		}
	}

	/**
	 * COPY of text; identities by way of a temporary table, since COPY knows no
	 * conflicts.
	 */
	public void copyText(Connection connection) throws SQLException {
		CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
		try (Statement statement = connection.createStatement()) {
			statement.execute("create temporary table incoming (like " + LedgerTables.of(SIDE).identities()
					+ ") on commit delete rows");
			for (List<Leg> batch : this.batches) {
				copy(copy, "incoming", batch, BulkWays::identity);
				statement
					.executeQuery("insert into " + LedgerTables.of(SIDE).identities() + " select * from incoming"
							+ " on conflict do nothing returning source_partition, source_offset")
					.close();
				copy(copy, LedgerTables.of(SIDE).claims(), batch, BulkWays::claim);
				copy(copy, LedgerTables.of(SIDE).entries(), batch, BulkWays::entry);
				connection.commit();
			}
			statement.execute("drop table incoming");
			connection.commit();
		}
	}

	/** One row after the other, gathered into batches by the driver. */
	public void batch(Connection connection) throws SQLException {
		for (List<Leg> batch : this.batches) {
			insert(connection, LedgerTables.of(SIDE).identities(), IDENTITY_COLUMNS, " on conflict do nothing", batch,
					BulkWays::identity);
			insert(connection, LedgerTables.of(SIDE).claims(), CLAIM_COLUMNS, "", batch, BulkWays::claim);
			insert(connection, LedgerTables.of(SIDE).entries(), ENTRY_COLUMNS, "", batch, BulkWays::entry);
			connection.commit();
		}
	}

	private static void copy(CopyManager copy, String table, List<Leg> batch, Function<Leg, @Nullable Object[]> columns)
			throws SQLException {
		StringBuilder lines = new StringBuilder(batch.size() * 300);
		for (Leg leg : batch) {
			Object[] values = columns.apply(leg);
			for (int column = 0; column < values.length; column++) {
				lines.append((column > 0) ? "\t" : "");
				lines.append((values[column] != null) ? escaped(values[column].toString()) : "\\N");
			}
			lines.append('\n');
		}
		try {
			copy.copyIn("copy " + table + " from stdin", new StringReader(lines.toString()));
		}
		catch (IOException ex) {
			throw new SQLException(ex);
		}
	}

	private static String escaped(String text) {
		return (text.indexOf('\\') < 0 && text.indexOf('\t') < 0 && text.indexOf('\n') < 0) ? text
				: text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
	}

	private static void insert(Connection connection, String table, int count, String conflict, List<Leg> batch,
			Function<Leg, @Nullable Object[]> columns) throws SQLException {
		String places = String.join(", ", Collections.nCopies(count, "?"));
		try (PreparedStatement statement = connection
			.prepareStatement("insert into " + table + " values (" + places + ")" + conflict)) {
			for (Leg leg : batch) {
				int column = 0;
				for (Object value : columns.apply(leg)) {
					statement.setObject(++column, value);
				}
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	private static @Nullable Object[] identity(Leg leg) {
		return new Object[] { leg.claim().hospitalCode(), leg.claim().claimNo(), leg.routing().clearingDay(),
				leg.bookCity(SIDE), leg.routing().source().partition(), leg.routing().source().offset(),
				leg.contentHash() };
	}

	private static @Nullable Object[] claim(Leg leg) {
		Claim claim = leg.claim();
		return new @Nullable Object[] { claim.hospitalCode(), claim.claimNo(), leg.routing().clearingDay(),
				(short) claim.kind().sign(), claim.originalClaimNo(), claim.insuredCity(), leg.treatmentCity(),
				claim.personNo(), claim.insuranceType(), claim.visitType(),
				claim.settledAt().toInstant().toEpochMilli(), leg.routing().acceptedAtMs(), claim.totalFen(),
				claim.fundFen(), claim.accountFen(), claim.cashFen(), ClaimDetail.toJson(claim), leg.contentHash(),
				leg.routing().source().partition(), leg.routing().source().offset(), 0L };
	}

	private static @Nullable Object[] entry(Leg leg) {
		return new Object[] { leg.routing().clearingDay(), leg.bookCity(SIDE), SIDE.debit(leg.claim().kind()).number(),
				SIDE.credit(leg.claim().kind()).number(), leg.counterpartyCity(SIDE), leg.claim().clearedFen(),
				leg.claim().hospitalCode(), leg.claim().claimNo() };
	}

}
