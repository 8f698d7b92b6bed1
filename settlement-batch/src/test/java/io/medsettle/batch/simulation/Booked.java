package io.medsettle.batch.simulation;

import java.time.LocalDate;

/**
 * A claim in the book of one side.
 *
 * @param submission the event it came with
 * @param content what the book has of it: something else than the event, if the book is
 * corrupted
 */
record Booked(Submission submission, Content content) {

	static Booked of(Submission submission) {
		return new Booked(submission, submission.content());
	}

	LocalDate day() {
		return this.submission.day();
	}

	long clearedFen() {
		return this.content.clearedFen();
	}

	/** Whether this settlement is what a reversal takes back. */
	boolean isTakenBackBy(Content reversal) {
		return !this.content.isReversal() && this.content.insuredCity().equals(reversal.insuredCity())
				&& this.content.personNo().equals(reversal.personNo()) && this.content.fundFen() == reversal.fundFen()
				&& this.content.accountFen() == reversal.accountFen() && this.content.cashFen() == reversal.cashFen();
	}

}
