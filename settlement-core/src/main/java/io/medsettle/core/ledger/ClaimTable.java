package io.medsettle.core.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.claim.ClaimDetail;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.SourcePosition;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The claims of one side.
 */
class ClaimTable {

	private static final String INSERT = """
			insert into %s (
			  hospital_code, claim_no, clearing_day, sign, original_claim_no, insured_city, treatment_city,
			  person_no, insurance_type, visit_type, settled_at_ms, accepted_at_ms, total_fen, fund_fen,
			  account_fen, cash_fen, detail_json, content_hash, source_partition, source_offset, posted_at_ms)
			select * from unnest(
			  cast(? as varchar array), cast(? as varchar array), cast(? as date array), cast(? as smallint array),
			  cast(? as varchar array), cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
			  cast(? as varchar array), cast(? as varchar array), cast(? as bigint array), cast(? as bigint array),
			  cast(? as bigint array), cast(? as bigint array), cast(? as bigint array), cast(? as bigint array),
			  cast(? as varchar array), cast(? as bigint array), cast(? as integer array), cast(? as bigint array),
			  cast(? as bigint array))
			on conflict do nothing""";

	private static final String SELECT_BY_IDENTITY = """
			select c.hospital_code, c.claim_no, c.sign, c.insured_city, c.person_no, c.total_fen, c.fund_fen,
			       c.account_fen, c.cash_fen, c.content_hash, c.source_partition, c.source_offset
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			join %s c on c.hospital_code = wanted.hospital_code and c.claim_no = wanted.claim_no""";

	private final JdbcTemplate jdbc;

	private final String insert;

	private final String selectByIdentity;

	ClaimTable(JdbcTemplate jdbc, Side side) {
		this.jdbc = jdbc;
		this.insert = INSERT.formatted(side.claimTable());
		this.selectByIdentity = SELECT_BY_IDENTITY.formatted(side.claimTable());
	}

	/**
	 * Inserts the legs whose identity is not there yet.
	 * @return the sources of the legs that were inserted
	 */
	Set<SourcePosition> insertNew(Collection<Leg> legs, long postedAtMs) {
		if (legs.isEmpty()) {
			return Set.of();
		}
		return this.jdbc.execute((java.sql.Connection connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(this.insert,
					new String[] { "source_partition", "source_offset" })) {
				bind(statement, legs, postedAtMs);
				statement.executeUpdate();
				return positions(statement, legs.size());
			}
		});
	}

	/**
	 * The claims that are there under the given identities.
	 */
	Map<ClaimIdentity, StoredClaim> find(Set<ClaimIdentity> identities) {
		Map<ClaimIdentity, StoredClaim> found = new HashMap<>();
		if (identities.isEmpty()) {
			return found;
		}
		this.jdbc.query(this.selectByIdentity,
				(statement) -> new Columns<>(statement, identities).varchar(ClaimIdentity::hospitalCode)
					.varchar(ClaimIdentity::claimNo),
				(row) -> {
					StoredClaim claim = map(row);
					found.put(claim.identity(), claim);
				});
		return found;
	}

	private static void bind(PreparedStatement statement, Collection<Leg> legs, long postedAtMs) throws SQLException {
		new Columns<>(statement, legs).varchar((leg) -> leg.claim().hospitalCode())
			.varchar((leg) -> leg.claim().claimNo())
			.date((leg) -> leg.routing().clearingDay())
			.smallint((leg) -> (short) leg.claim().kind().sign())
			.varchar((leg) -> leg.claim().originalClaimNo())
			.varchar((leg) -> leg.claim().insuredCity())
			.varchar(Leg::treatmentCity)
			.varchar((leg) -> leg.claim().personNo())
			.varchar((leg) -> leg.claim().insuranceType())
			.varchar((leg) -> leg.claim().visitType())
			.bigint((leg) -> leg.claim().settledAt().toInstant().toEpochMilli())
			.bigint((leg) -> leg.routing().acceptedAtMs())
			.bigint((leg) -> leg.claim().totalFen())
			.bigint((leg) -> leg.claim().fundFen())
			.bigint((leg) -> leg.claim().accountFen())
			.bigint((leg) -> leg.claim().cashFen())
			.varchar((leg) -> ClaimDetail.toJson(leg.claim()))
			.bigint(Leg::contentHash)
			.integer((leg) -> leg.routing().source().partition())
			.bigint((leg) -> leg.routing().source().offset())
			.bigint((leg) -> postedAtMs);
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

	private static StoredClaim map(ResultSet row) throws SQLException {
		return new StoredClaim(new ClaimIdentity(row.getString(1), row.getString(2)), ClaimKind.ofSign(row.getInt(3)),
				row.getString(4), row.getString(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9),
				row.getLong(10), new SourcePosition(row.getInt(11), row.getLong(12)));
	}

}
