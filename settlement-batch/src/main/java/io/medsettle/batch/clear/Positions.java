package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the cities owe each other for a published day: gross, between each two, and all
 * netted. A day that is not published has none.
 */
@Component
public class Positions {

	private final ClearingDays days;

	private final PositionTable table;

	private final TransactionTemplate oneView;

	Positions(ClearingDays days, PositionTable table, PlatformTransactionManager transactionManager) {
		this.days = days;
		this.table = table;
		this.oneView = new TransactionTemplate(transactionManager);
		this.oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * All positions of a day at once, also of one whose results are provisional: for
	 * those who confirm them, and nobody else. Empty for any other day that is not
	 * published.
	 */
	public Optional<DayPositions> calculated(LocalDate day) {
		// A day that is sent back meanwhile has its positions replaced.
		return Optional.ofNullable(this.oneView.execute((status) -> this.days.find(day)
			.map(ClearingDay::state)
			.filter((state) -> state == ClearingDayState.PROVISIONAL || state.isSealed())
			.map((state) -> new DayPositions(state, this.table.obligations(day), this.table.bilateral(day),
					this.table.net(day)))
			.orElse(null)));
	}

	/**
	 * The gross obligations, by insured and treatment city: the legal record.
	 */
	public List<Obligation> obligations(LocalDate day) {
		return ofPublished(day, this.table::obligations);
	}

	/**
	 * What remains between each two cities that had an obligation, by their codes.
	 */
	public List<BilateralPosition> bilateral(LocalDate day) {
		return ofPublished(day, this.table::bilateral);
	}

	/**
	 * What each city on the registry pays or receives, by its code.
	 */
	public List<NetPosition> net(LocalDate day) {
		return ofPublished(day, this.table::net);
	}

	/**
	 * What the day comes to at the three levels.
	 */
	public ClearedTotals totals(LocalDate day) {
		return new DayPositions(ClearingDayState.PUBLISHED, obligations(day), bilateral(day), net(day)).totals();
	}

	private <T> List<T> ofPublished(LocalDate day, Function<LocalDate, List<T>> positions) {
		return this.days.isSealed(day) ? positions.apply(day) : List.of();
	}

}
