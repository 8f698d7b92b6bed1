package io.medsettle.batch.clear;

import java.util.List;
import java.util.stream.Stream;

import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Account;

/**
 * One balanced entry in a city's book that moves what the city owes or is owed into its
 * clearing account.
 *
 * @param bookCity whose book
 * @param debit the account that is debited
 * @param credit the account that is credited
 * @param counterpartyCity the other city
 * @param fen the amount, never negative
 */
public record ClearingEntry(String bookCity, Account debit, Account credit, String counterpartyCity, long fen) {

	/**
	 * The entries that clear an obligation in both books: the treatment city debits
	 * clearing and credits its receivable, the insured city debits its payable and
	 * credits clearing. Where reversals exceed, the sides are swapped.
	 */
	static Stream<ClearingEntry> clearing(Obligation owed) {
		ClearingEntry receives = new ClearingEntry(owed.treatmentCity(), Account.CLEARING, Account.RECEIVABLE,
				owed.insuredCity(), owed.fen());
		ClearingEntry pays = new ClearingEntry(owed.insuredCity(), Account.PAYABLE, Account.CLEARING,
				owed.treatmentCity(), owed.fen());
		return Stream.of(receives, pays).filter((entry) -> entry.fen() != 0).map(ClearingEntry::withoutSign);
	}

	/**
	 * The entries that clear all obligations of a day.
	 */
	public static List<ClearingEntry> clearing(List<Obligation> obligations) {
		return obligations.stream().flatMap(ClearingEntry::clearing).toList();
	}

	@SuppressWarnings("ArgumentSelectionDefectChecker") // Debit and credit change places.
	private ClearingEntry withoutSign() {
		return (this.fen >= 0) ? this : new ClearingEntry(this.bookCity, this.credit, this.debit, this.counterpartyCity,
				Math.negateExact(this.fen));
	}

}
