package io.medsettle.core.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDetail;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.database.BulkInsert;
import io.medsettle.core.database.Column;
import io.medsettle.core.database.Columns;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The claims of one side.
 */
class ClaimTable {

	private static final String SELECT_BY_IDENTITY = """
			select c.hospital_code, c.claim_no, c.sign, c.insured_city, c.person_no, c.total_fen, c.fund_fen,
			       c.account_fen, c.cash_fen, c.settled_at_ms
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			join %s c on c.hospital_code = wanted.hospital_code and c.claim_no = wanted.claim_no""";

	private final JdbcTemplate jdbc;

	private final Clock clock;

	private final PersonNumberCipher cipher;

	private final BulkInsert<Leg> insert;

	private final String selectByIdentity;

	ClaimTable(JdbcTemplate jdbc, Side side, DatabaseProduct product, Clock clock, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.cipher = cipher;
		this.insert = new BulkInsert<>(jdbc, product, LedgerTables.of(side).claims(), columns());
		this.selectByIdentity = SELECT_BY_IDENTITY.formatted(LedgerTables.of(side).claimsByIdentity());
	}

	/**
	 * Inserts legs whose identity is new.
	 */
	void insert(Collection<Leg> legs) {
		this.insert.insert(legs);
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
					found.put(new ClaimIdentity(row.getString(1), row.getString(2)), map(row));
				});
		return found;
	}

	private List<Column<Leg>> columns() {
		return List.of(Column.varchar("hospital_code", (leg) -> leg.claim().hospitalCode()),
				Column.varchar("claim_no", (leg) -> leg.claim().claimNo()),
				Column.date("clearing_day", (leg) -> leg.routing().clearingDay()),
				Column.smallint("sign", (leg) -> (short) leg.claim().kind().sign()),
				Column.varchar("original_claim_no", (leg) -> leg.claim().originalClaimNo()),
				Column.varchar("insured_city", (leg) -> leg.claim().insuredCity()),
				Column.varchar("treatment_city", Leg::treatmentCity), Column.varchar("person_no", this::sealedNumber),
				Column.varchar("insurance_type", (leg) -> leg.claim().insuranceType()),
				Column.varchar("visit_type", (leg) -> leg.claim().visitType()),
				Column.bigint("settled_at_ms", (leg) -> leg.claim().settledAt().toInstant().toEpochMilli()),
				Column.bigint("accepted_at_ms", (leg) -> leg.routing().acceptedAtMs()),
				Column.bigint("total_fen", (leg) -> leg.claim().totalFen()),
				Column.bigint("fund_fen", (leg) -> leg.claim().fundFen()),
				Column.bigint("account_fen", (leg) -> leg.claim().accountFen()),
				Column.bigint("cash_fen", (leg) -> leg.claim().cashFen()),
				Column.varchar("detail_json", (leg) -> ClaimDetail.toJson(leg.claim())),
				Column.bigint("content_hash", Leg::contentHash),
				Column.integer("source_partition", (leg) -> leg.routing().source().partition()),
				Column.bigint("source_offset", (leg) -> leg.routing().source().offset()),
				Column.bigint("posted_at_ms", (leg) -> this.clock.millis()));
	}

	private String sealedNumber(Leg leg) {
		Claim claim = leg.claim();
		return this.cipher.seal(claim.hospitalCode(), claim.settledAt().toInstant().toEpochMilli(), claim.personNo());
	}

	private StoredClaim map(ResultSet row) throws SQLException {
		String personNo = this.cipher.openToCompare(row.getString(1), row.getLong(10), row.getString(5));
		return new StoredClaim(ClaimKind.ofSign(row.getInt(3)), row.getString(4), personNo, row.getLong(6),
				row.getLong(7), row.getLong(8), row.getLong(9));
	}

}
