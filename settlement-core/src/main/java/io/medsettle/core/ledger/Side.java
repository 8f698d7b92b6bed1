package io.medsettle.core.ledger;

import io.medsettle.core.claim.ClaimKind;

/**
 * One of the two sides whose books a claim enters.
 */
public enum Side {

	/** The treatment city: is owed by the insured city, owes its hospital. */
	TREATMENT("treatment", Account.RECEIVABLE, Account.PAYABLE_TO_HOSPITAL),

	/** The insured city: bears the benefit, owes the treatment city. */
	INSURED("insured", Account.BENEFIT_EXPENSE, Account.PAYABLE);

	private final String tablePrefix;

	private final Account debitOfSettlement;

	private final Account creditOfSettlement;

	Side(String tablePrefix, Account debitOfSettlement, Account creditOfSettlement) {
		this.tablePrefix = tablePrefix;
		this.debitOfSettlement = debitOfSettlement;
		this.creditOfSettlement = creditOfSettlement;
	}

	/**
	 * The table of this side's claims.
	 */
	public String claimTable() {
		return this.tablePrefix + "_claim";
	}

	/**
	 * The table that knows every claim of this side by its identity.
	 */
	public String identityTable() {
		return this.tablePrefix + "_identity";
	}

	/**
	 * The column of a claim that names the city whose book this is.
	 */
	public String bookCity() {
		return (this == TREATMENT) ? "treatment_city" : "insured_city";
	}

	/**
	 * The column of a claim that names the other city.
	 */
	public String counterpartyCity() {
		return (this == TREATMENT) ? "insured_city" : "treatment_city";
	}

	/**
	 * SQL that finds this side's claim by its identity, wherever in history it is kept.
	 * The identity itself is joined as the alias with {@code _id} behind it.
	 * @param join {@code join} or {@code left join}
	 * @param alias of the claim
	 * @param hospitalCode what the hospital's code must be equal to
	 * @param claimNo what the claim number must be equal to
	 * @param more a further condition on the identity such as
	 * {@code and t_id.clearing_day <= :day}, or nothing
	 */
	public String claimByIdentity(String join, String alias, String hospitalCode, String claimNo, String more) {
		return """
				%1$s %2$s %3$s_id
				  on %3$s_id.hospital_code = %4$s and %3$s_id.claim_no = %5$s %6$s
				""".formatted(join, identityTable(), alias, hospitalCode, claimNo, more) + claimOfIdentity(join, alias);
	}

	/**
	 * SQL that joins this side's claim to its identity.
	 * @param join {@code join} or {@code left join}
	 * @param alias of the claim; the identity has the alias with {@code _id} behind it
	 */
	public String claimOfIdentity(String join, String alias) {
		return """
				%1$s %2$s %3$s
				  on %3$s.clearing_day = %3$s_id.clearing_day and %3$s.%4$s = %3$s_id.book_city
				  and %3$s.source_partition = %3$s_id.source_partition and %3$s.source_offset = %3$s_id.source_offset
				""".formatted(join, claimTable(), alias, bookCity());
	}

	/**
	 * The table of this side's entries.
	 */
	public String entryTable() {
		return this.tablePrefix + "_entry";
	}

	/**
	 * The name of the leg in meters.
	 */
	public String legName() {
		return this.tablePrefix;
	}

	/**
	 * The account that is debited; a reversal posts the other way round.
	 */
	public Account debit(ClaimKind kind) {
		return (kind == ClaimKind.SETTLEMENT) ? this.debitOfSettlement : this.creditOfSettlement;
	}

	/**
	 * The account that is credited; a reversal posts the other way round.
	 */
	public Account credit(ClaimKind kind) {
		return (kind == ClaimKind.SETTLEMENT) ? this.creditOfSettlement : this.debitOfSettlement;
	}

}
