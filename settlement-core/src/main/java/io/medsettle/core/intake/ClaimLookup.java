package io.medsettle.core.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.intake.ClaimRecord.PostedClaim;
import io.medsettle.core.intake.ClaimRecord.RefusedEvent;
import io.medsettle.core.intake.ClaimRecord.RepeatedEvent;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks up what became of a claim, by its identity. Each look-up costs a few reads by
 * key.
 */
@Component
public class ClaimLookup {

	private static final String SELECT_POSTED = """
			select c.hospital_code, c.claim_no, c.clearing_day, c.sign, c.original_claim_no, c.insured_city,
			       c.treatment_city, c.person_no, c.insurance_type, c.visit_type, c.settled_at_ms, c.accepted_at_ms,
			       c.total_fen, c.fund_fen, c.account_fen, c.cash_fen, c.detail_json, c.source_partition,
			       c.source_offset, c.posted_at_ms
			from %s c where c.hospital_code = :hospitalCode and c.claim_no = :claimNo""";

	private static final String SELECT_DUPLICATE = """
			select clearing_day, accepted_at_ms, source_partition, source_offset
			from claim_duplicate
			""";

	private static final String SELECT_REFUSAL = """
			select clearing_day, accepted_at_ms, source_partition, source_offset, code, pointer, message
			from claim_refusal
			""";

	private static final String OF_CLAIM = """
			where hospital_code = :hospitalCode and claim_no = :claimNo
			order by accepted_at_ms, source_partition, source_offset
			limit :limit""";

	private static final String AT_SOURCE = """
			where source_partition = :partition and source_offset = :offset""";

	/** The most repeated or refused events shown of one claim. */
	private static final int EVENTS_SHOWN_MAX = 100;

	private final JdbcClient jdbc;

	private final SettlementSettings settings;

	private final PersonNumberCipher cipher;

	ClaimLookup(JdbcClient jdbc, SettlementSettings settings, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.settings = settings;
		this.cipher = cipher;
	}

	/**
	 * All that is known under an identity; empty if nothing has reached the ledgers or
	 * the register.
	 */
	public Optional<ClaimRecord> find(ClaimIdentity identity) {
		ClaimRecord record = new ClaimRecord(identity, posted(Side.TREATMENT, identity), posted(Side.INSURED, identity),
				duplicates(identity), refusals(identity));
		boolean known = record.treatment() != null || record.insured() != null || !record.duplicates().isEmpty()
				|| !record.refusals().isEmpty();
		return known ? Optional.of(record) : Optional.empty();
	}

	/**
	 * What became of the one event at the given place; empty as long as that is open.
	 */
	public Optional<FinalStatus> outcomeOf(ClaimIdentity identity, SourcePosition source) {
		PostedClaim treatment = posted(Side.TREATMENT, identity);
		if (treatment != null && treatment.source().equals(source)) {
			return (posted(Side.INSURED, identity) != null)
					? Optional.of(new FinalStatus(ClaimStatus.POSTED, treatment.clearingDay(), null))
					: Optional.empty();
		}
		Optional<FinalStatus> duplicate = atSource(SELECT_DUPLICATE, source)
			.query((row, number) -> new FinalStatus(ClaimStatus.DUPLICATE,
					row.getObject("clearing_day", LocalDate.class), null))
			.optional();
		return duplicate.isPresent() ? duplicate
				: atSource(SELECT_REFUSAL, source).query(ClaimLookup::mapRefusal)
					.optional()
					.map((refusal) -> new FinalStatus(ClaimStatus.REJECTED, refusal.clearingDay(), refusal.error()));
	}

	private @Nullable PostedClaim posted(Side side, ClaimIdentity identity) {
		return query(SELECT_POSTED.formatted(LedgerTables.of(side).claimsByIdentity()), identity).query(this::mapPosted)
			.optional()
			.orElse(null);
	}

	private List<RepeatedEvent> duplicates(ClaimIdentity identity) {
		return query(SELECT_DUPLICATE + OF_CLAIM, identity).param("limit", EVENTS_SHOWN_MAX)
			.query((row, number) -> new RepeatedEvent(row.getObject("clearing_day", LocalDate.class),
					Instant.ofEpochMilli(row.getLong("accepted_at_ms")), source(row)))
			.list();
	}

	private List<RefusedEvent> refusals(ClaimIdentity identity) {
		return query(SELECT_REFUSAL + OF_CLAIM, identity).param("limit", EVENTS_SHOWN_MAX)
			.query(ClaimLookup::mapRefusal)
			.list();
	}

	private JdbcClient.StatementSpec query(String sql, ClaimIdentity identity) {
		return this.jdbc.sql(sql).param("hospitalCode", identity.hospitalCode()).param("claimNo", identity.claimNo());
	}

	private JdbcClient.StatementSpec atSource(String select, SourcePosition source) {
		return this.jdbc.sql(select + AT_SOURCE)
			.param("partition", source.partition())
			.param("offset", source.offset());
	}

	private static RefusedEvent mapRefusal(ResultSet row, int number) throws SQLException {
		return new RefusedEvent(row.getObject("clearing_day", LocalDate.class),
				Instant.ofEpochMilli(row.getLong("accepted_at_ms")), source(row),
				new InputError(row.getString("pointer"), ProblemCode.valueOf(row.getString("code")),
						row.getString("message")));
	}

	private PostedClaim mapPosted(ResultSet row, int number) throws SQLException {
		String personNo = this.cipher.open(row.getString("hospital_code"), row.getLong("settled_at_ms"),
				row.getString("person_no"));
		OffsetDateTime settledAt = Instant.ofEpochMilli(row.getLong("settled_at_ms"))
			.atZone(this.settings.timeZone())
			.toOffsetDateTime();
		Claim claim = new Claim(row.getString("hospital_code"), row.getString("claim_no"),
				ClaimKind.ofSign(row.getInt("sign")), row.getString("original_claim_no"), row.getString("insured_city"),
				personNo, row.getString("insurance_type"), row.getString("visit_type"), settledAt,
				row.getString("treatment_city"), row.getLong("total_fen"), row.getLong("fund_fen"),
				row.getLong("account_fen"), row.getLong("cash_fen"), null, new TreeMap<>());
		return new PostedClaim(claim, row.getString("detail_json"), row.getObject("clearing_day", LocalDate.class),
				Instant.ofEpochMilli(row.getLong("accepted_at_ms")), source(row),
				Instant.ofEpochMilli(row.getLong("posted_at_ms")));
	}

	private static SourcePosition source(ResultSet row) throws SQLException {
		return new SourcePosition(row.getInt("source_partition"), row.getLong("source_offset"));
	}

}
