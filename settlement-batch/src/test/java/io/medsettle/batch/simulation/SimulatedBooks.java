package io.medsettle.batch.simulation;

import java.util.List;

import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Changes what is in the books behind the engine's back.
 */
final class SimulatedBooks {

	private static final String IDENTITY = """
			update %s set book_city = ? where hospital_code = ? and claim_no = ?""";

	private static final String CLAIM = """
			update %s set insured_city = ?, person_no = ?, insurance_type = ?, total_fen = ?, fund_fen = ?
			where hospital_code = ? and claim_no = ?""";

	private static final String ENTRY = """
			update %s set book_city = ?, counterparty_city = ?, fen = ?
			where hospital_code = ? and claim_no = ? and debit_account = ? and credit_account = ?""";

	private final JdbcTemplate jdbc;

	private final PersonNumberCipher cipher;

	SimulatedBooks(JdbcTemplate jdbc, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.cipher = cipher;
	}

	/** Lets a side have another person, city, insurance type or fund share of a claim. */
	void change(Side side, Content content) {
		boolean treatment = side == Side.TREATMENT;
		String book = treatment ? content.treatmentCity() : content.insuredCity();
		String counterparty = treatment ? content.insuredCity() : content.treatmentCity();
		ClaimKind kind = ClaimKind.ofSign(content.sign());
		List<Object> identity = List.of(content.hospitalCode(), content.claimNo());
		this.jdbc.update(IDENTITY.formatted(LedgerTables.of(side).identities()), book, identity.get(0),
				identity.get(1));
		this.jdbc.update(CLAIM.formatted(LedgerTables.of(side).claims()), content.insuredCity(),
				this.cipher.seal(content.hospitalCode(), content.settledAtMs(), content.personNo()),
				content.insuranceType(), content.totalFen(), content.fundFen(), identity.get(0), identity.get(1));
		this.jdbc.update(ENTRY.formatted(LedgerTables.of(side).entries()), book, counterparty,
				Math.abs(content.clearedFen()), identity.get(0), identity.get(1), side.debit(kind).number(),
				side.credit(kind).number());
	}

}
