package io.medsettle.core.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What became of events that were read and not posted: duplicates and refusals, each kept
 * once under its source, however often it is registered.
 */
@Component
public class EventRegister {

	private static final String INSERT_DUPLICATE = """
			insert into claim_duplicate (source_partition, source_offset, clearing_day, accepted_at_ms,
			                             hospital_code, claim_no)
			values (?, ?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String INSERT_REFUSAL = """
			insert into claim_refusal (source_partition, source_offset, clearing_day, accepted_at_ms,
			                           hospital_code, claim_no, code, pointer, message)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String INSERT_REVERSAL = """
			insert into reversal (source_partition, source_offset, hospital_code, original_claim_no, claim_no)
			values (?, ?, ?, ?, ?)
			on conflict do nothing""";

	private static final String LINK = """
			insert into reversal (source_partition, source_offset, hospital_code, original_claim_no, claim_no)
			select source_partition, source_offset, hospital_code, cast(? as varchar), claim_no
			from treatment_identity where hospital_code = ? and claim_no = ?
			on conflict do nothing""";

	private static final String UNLINK = """
			delete from reversal where original_claim_no = ? and hospital_code = ? and claim_no = ?""";

	private static final int INSERTED_AT_ONCE = 1000;

	private final JdbcTemplate jdbc;

	EventRegister(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	void duplicates(Collection<Leg> legs) {
		this.jdbc.batchUpdate(INSERT_DUPLICATE, legs, INSERTED_AT_ONCE, (statement, leg) -> {
			bind(statement, leg.routing());
			statement.setString(5, leg.claim().hospitalCode());
			statement.setString(6, leg.claim().claimNo());
		});
	}

	void refusals(Collection<Refusal> refusals) {
		this.jdbc.batchUpdate(INSERT_REFUSAL, refusals, INSERTED_AT_ONCE, (statement, refusal) -> {
			bind(statement, refusal.routing());
			statement.setString(5, refusal.hospitalCode());
			statement.setString(6, refusal.claimNo());
			statement.setString(7, refusal.error().code().name());
			statement.setString(8, refusal.error().pointer());
			statement.setString(9, refusal.error().message());
		});
	}

	/**
	 * Notes which originals the given reversals name.
	 */
	void reversals(Collection<Leg> reversals) {
		this.jdbc.batchUpdate(INSERT_REVERSAL, reversals, INSERTED_AT_ONCE, (statement, leg) -> {
			SourcePosition source = leg.routing().source();
			statement.setInt(1, source.partition());
			statement.setLong(2, source.offset());
			statement.setString(3, leg.claim().hospitalCode());
			statement.setString(4, leg.claim().originalClaimNo());
			statement.setString(5, leg.claim().claimNo());
		});
	}

	/**
	 * Notes that a reversal takes back another original than the one that it names: from
	 * then on later reversals of that original find this one before them.
	 */
	public void link(ClaimIdentity reversal, String originalClaimNo) {
		this.jdbc.update(LINK, originalClaimNo, reversal.hospitalCode(), reversal.claimNo());
	}

	/**
	 * Takes a link back.
	 */
	public void unlink(ClaimIdentity reversal, String originalClaimNo) {
		this.jdbc.update(UNLINK, originalClaimNo, reversal.hospitalCode(), reversal.claimNo());
	}

	private static void bind(PreparedStatement statement, RoutingHeaders routing) throws SQLException {
		statement.setInt(1, routing.source().partition());
		statement.setLong(2, routing.source().offset());
		statement.setObject(3, routing.clearingDay());
		statement.setLong(4, routing.acceptedAtMs());
	}

}
