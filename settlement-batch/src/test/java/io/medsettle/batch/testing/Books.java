package io.medsettle.batch.testing;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Posts claims straight into the ledgers, one side or both.
 */
public final class Books {

	private static final String INSERT_CLAIM = """
			insert into %s (hospital_code, claim_no, clearing_day, sign, original_claim_no, insured_city,
			  treatment_city, person_no, insurance_type, visit_type, settled_at_ms, accepted_at_ms, total_fen,
			  fund_fen, account_fen, cash_fen, content_hash, source_partition, source_offset, posted_at_ms)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_IDENTITY = """
			insert into %s (hospital_code, claim_no, clearing_day, book_city, source_partition, source_offset,
			  content_hash)
			values (?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_ENTRY = """
			insert into %s (clearing_day, book_city, debit_account, credit_account, counterparty_city, fen,
			  hospital_code, claim_no)
			values (?, ?, ?, ?, ?, ?, ?, ?)""";

	private static final String INSERT_REVERSAL = """
			insert into reversal (hospital_code, original_claim_no, claim_no, source_partition, source_offset)
			values (?, ?, ?, ?, ?)""";

	private final JdbcTemplate jdbc;

	private final PersonNumberCipher cipher;

	Books(JdbcTemplate jdbc, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.cipher = cipher;
	}

	public void post(ClaimRow... claims) {
		post(List.of(claims));
	}

	public void post(Collection<ClaimRow> claims) {
		post(Side.TREATMENT, claims);
		post(Side.INSURED, claims);
	}

	public void post(Side side, ClaimRow... claims) {
		post(side, List.of(claims));
	}

	public void post(Side side, Collection<ClaimRow> claims) {
		this.jdbc.batchUpdate(INSERT_IDENTITY.formatted(LedgerTables.of(side).identities()),
				claims.stream().map((claim) -> identityColumns(side, claim)).toList());
		this.jdbc.batchUpdate(INSERT_CLAIM.formatted(LedgerTables.of(side).claims()),
				claims.stream().map(this::claimColumns).toList());
		this.jdbc.batchUpdate(INSERT_ENTRY.formatted(LedgerTables.of(side).entries()),
				claims.stream().map((claim) -> entryColumns(side, claim)).toList());
		if (side == Side.TREATMENT) {
			this.jdbc.batchUpdate(INSERT_REVERSAL,
					claims.stream()
						.filter((claim) -> claim.sign() < 0)
						.map((claim) -> new Object[] { claim.hospitalCode(), claim.originalClaimNo(), claim.claimNo(),
								claim.partition(), claim.offset() })
						.toList());
		}
	}

	private Object[] claimColumns(ClaimRow claim) {
		return new Object[] { claim.hospitalCode(), claim.claimNo(), claim.day(), claim.sign(), claim.originalClaimNo(),
				claim.insuredCity(), claim.treatmentCity(), sealed(claim), claim.insuranceType(), claim.visitType(),
				claim.settledAt().toEpochMilli(), claim.acceptedAt().toEpochMilli(), claim.totalFen(), claim.fundFen(),
				claim.accountFen(), claim.cashFen(), contentHash(claim), claim.partition(), claim.offset(),
				claim.acceptedAt().toEpochMilli() };
	}

	private String sealed(ClaimRow claim) {
		return this.cipher.seal(claim.hospitalCode(), claim.settledAt().toEpochMilli(), claim.personNo());
	}

	private static Object[] identityColumns(Side side, ClaimRow claim) {
		return new Object[] { claim.hospitalCode(), claim.claimNo(), claim.day(),
				(side == Side.TREATMENT) ? claim.treatmentCity() : claim.insuredCity(), claim.partition(),
				claim.offset(), contentHash(claim) };
	}

	private static Object[] entryColumns(Side side, ClaimRow claim) {
		ClaimKind kind = ClaimKind.ofSign(claim.sign());
		boolean treatment = side == Side.TREATMENT;
		return new Object[] { claim.day(), treatment ? claim.treatmentCity() : claim.insuredCity(),
				side.debit(kind).number(), side.credit(kind).number(),
				treatment ? claim.insuredCity() : claim.treatmentCity(), claim.fundFen() + claim.accountFen(),
				claim.hospitalCode(), claim.claimNo() };
	}

	/** The same on whatever day the claim comes. */
	private static int contentHash(ClaimRow claim) {
		return claim.onDay(LocalDate.EPOCH).hashCode();
	}

}
