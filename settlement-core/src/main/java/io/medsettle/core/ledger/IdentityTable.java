package io.medsettle.core.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.database.Column;
import io.medsettle.core.database.Columns;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The identities of all claims that one side has ever posted. Whoever gets an identity in
 * first is the claim; everything later is a repetition of it.
 */
class IdentityTable {

	private static final String INSERT = "insert into %s (%s) select * from unnest(%s) on conflict do nothing";

	private static final String SELECT = """
			select i.hospital_code, i.claim_no, i.source_partition, i.source_offset, i.content_hash
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			join %s i on i.hospital_code = wanted.hospital_code and i.claim_no = wanted.claim_no""";

	private final JdbcTemplate jdbc;

	private final List<Column<Leg>> columns;

	private final String insert;

	private final String select;

	IdentityTable(JdbcTemplate jdbc, Side side) {
		this.jdbc = jdbc;
		this.columns = List.of(Column.varchar("hospital_code", (leg) -> leg.claim().hospitalCode()),
				Column.varchar("claim_no", (leg) -> leg.claim().claimNo()),
				Column.date("clearing_day", (leg) -> leg.routing().clearingDay()),
				Column.varchar("book_city", (leg) -> leg.bookCity(side)),
				Column.integer("source_partition", (leg) -> leg.routing().source().partition()),
				Column.bigint("source_offset", (leg) -> leg.routing().source().offset()),
				Column.bigint("content_hash", Leg::contentHash));
		this.insert = INSERT.formatted(LedgerTables.of(side).identities(), Column.names(this.columns),
				Column.arrays(this.columns));
		this.select = SELECT.formatted(LedgerTables.of(side).identities());
	}

	/**
	 * Inserts the identities that are not there yet.
	 * @return the sources of the legs whose identity was inserted
	 */
	Set<SourcePosition> insertNew(Collection<Leg> legs) {
		if (legs.isEmpty()) {
			return Set.of();
		}
		return this.jdbc.execute((Connection connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(this.insert,
					new String[] { "source_partition", "source_offset" })) {
				new Columns<>(statement, legs).all(this.columns);
				statement.executeUpdate();
				return positions(statement, legs.size());
			}
		});
	}

	/**
	 * What stands under the given identities.
	 */
	Map<ClaimIdentity, Standing> find(Set<ClaimIdentity> identities) {
		Map<ClaimIdentity, Standing> found = new HashMap<>();
		if (!identities.isEmpty()) {
			this.jdbc.query(this.select,
					(statement) -> new Columns<>(statement, identities).varchar(ClaimIdentity::hospitalCode)
						.varchar(ClaimIdentity::claimNo),
					(row) -> {
						found.put(new ClaimIdentity(row.getString(1), row.getString(2)),
								new Standing(new SourcePosition(row.getInt(3), row.getLong(4)), row.getLong(5)));
					});
		}
		return found;
	}

	private static Set<SourcePosition> positions(PreparedStatement statement, int capacity) throws SQLException {
		Set<SourcePosition> positions = HashSet.newHashSet(capacity);
		try (ResultSet keys = statement.getGeneratedKeys()) {
			while (keys.next()) {
				positions.add(new SourcePosition(keys.getInt(1), keys.getLong(2)));
			}
		}
		return positions;
	}

	/**
	 * What a later event of the same identity is compared with.
	 *
	 * @param source the place of the event that was first
	 * @param contentHash of its content
	 */
	record Standing(SourcePosition source, long contentHash) {
	}

}
