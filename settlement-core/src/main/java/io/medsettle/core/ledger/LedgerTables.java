package io.medsettle.core.ledger;

/**
 * The tables of a side's ledger, for statements that are the same for both sides.
 *
 * @param claims the claims by day
 * @param claimsByIdentity a view of the claims by hospital and claim number, wherever in
 * history they are kept
 * @param identities every claim there ever was
 * @param entries one row is one balanced entry
 * @param bookCity the column of a claim that names the city whose book it is in
 */
public record LedgerTables(String claims, String claimsByIdentity, String identities, String entries, String bookCity) {

	private static final LedgerTables TREATMENT = new LedgerTables("treatment_claim", "treatment_claim_by_identity",
			"treatment_identity", "treatment_entry", "treatment_city");

	private static final LedgerTables INSURED = new LedgerTables("insured_claim", "insured_claim_by_identity",
			"insured_identity", "insured_entry", "insured_city");

	public static LedgerTables of(Side side) {
		return switch (side) {
			case TREATMENT -> TREATMENT;
			case INSURED -> INSURED;
		};
	}

}
