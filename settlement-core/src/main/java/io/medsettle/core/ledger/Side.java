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

	private final String legName;

	private final Account debitOfSettlement;

	private final Account creditOfSettlement;

	Side(String legName, Account debitOfSettlement, Account creditOfSettlement) {
		this.legName = legName;
		this.debitOfSettlement = debitOfSettlement;
		this.creditOfSettlement = creditOfSettlement;
	}

	/**
	 * The name of the leg in meters.
	 */
	public String legName() {
		return this.legName;
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
