package io.medsettle.core.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.claim.ClaimDetail;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;

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
			  cast(? as bigint array))""";

	private static final String SELECT_BY_IDENTITY = """
			select c.hospital_code, c.claim_no, c.sign, c.insured_city, c.person_no, c.total_fen, c.fund_fen,
			       c.account_fen, c.cash_fen
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			""";

	private final JdbcTemplate jdbc;

	private final String insert;

	private final String selectByIdentity;

	ClaimTable(JdbcTemplate jdbc, Side side) {
		this.jdbc = jdbc;
		this.insert = INSERT.formatted(side.claimTable());
		this.selectByIdentity = SELECT_BY_IDENTITY
				+ side.claimByIdentity("join", "c", "wanted.hospital_code", "wanted.claim_no", "");
	}

	/**
	 * Inserts legs whose identity is new.
	 */
	void insert(Collection<Leg> legs, long postedAtMs) {
		if (!legs.isEmpty()) {
			this.jdbc.update(this.insert, (statement) -> bind(statement, legs, postedAtMs));
		}
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

	private static StoredClaim map(ResultSet row) throws SQLException {
		return new StoredClaim(new ClaimIdentity(row.getString(1), row.getString(2)), ClaimKind.ofSign(row.getInt(3)),
				row.getString(4), row.getString(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9));
	}

}
