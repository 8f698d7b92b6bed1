package io.medsettle.batch.settle;

import java.time.LocalDate;

import io.medsettle.batch.match.CompareLegs;
import io.medsettle.batch.match.CompareStatements;
import io.medsettle.batch.step.CityRange;
import io.medsettle.core.ledger.DayPartitions;
import io.medsettle.core.statement.Statements;

import org.springframework.stereotype.Component;

/**
 * What the night's steps of reconciliation do to the breaks and the books, without the
 * night: for whoever wants to see what they would do.
 */
@Component
public class Reconciliation {

	private final CompareLegs legs;

	private final CompareStatements comparison;

	private final CarryForward carryForward;

	private final Statements statements;

	private final DayPartitions partitions;

	Reconciliation(CompareLegs legs, CompareStatements comparison, CarryForward carryForward, Statements statements,
			DayPartitions partitions) {
		this.legs = legs;
		this.comparison = comparison;
		this.carryForward = carryForward;
		this.statements = statements;
		this.partitions = partitions;
	}

	/**
	 * Lets the database learn what a day holds, as the night does before it looks. To be
	 * called outside of a transaction.
	 */
	public void prepare(LocalDate day) {
		this.partitions.analyze(day);
		if (this.statements.received(day) > 0) {
			this.statements.analyze();
		}
	}

	/**
	 * Does a day anew, in the caller's transaction, and undoes what an earlier night did
	 * to it. Neither the day itself nor what is known of its statements changes, and none
	 * of them is locked.
	 */
	public void simulate(LocalDate day) {
		this.legs.undo(day);
		this.legs.holdDifferent(day, CityRange.ALL);
		if (this.statements.received(day) > 0) {
			this.comparison.hold(day);
		}
		this.carryForward.carry(day);
	}

}
