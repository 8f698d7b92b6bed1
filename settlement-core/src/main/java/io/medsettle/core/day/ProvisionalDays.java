package io.medsettle.core.day;

import java.time.LocalDate;

import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.Durability;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators decide about provisional results: that they are published, or that the
 * night is done again. Of two who decide at once, the second meets what the first
 * decided.
 */
@Component
public class ProvisionalDays {

	private static final String CONFIRM = "update clearing_day set confirmed_by = :actor where day = :day";

	private final ClearingDays days;

	private final DayTransitions transitions;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	ProvisionalDays(ClearingDays days, DayTransitions transitions, JdbcClient jdbc,
			PlatformTransactionManager transactionManager, Durability durability) {
		this.days = days;
		this.transitions = transitions;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
	}

	/**
	 * Makes sure that a day has results that nobody has decided about.
	 * @throws DaySealedException if the day is published already
	 * @throws DayNotProvisionalException if it has no results yet, or they are confirmed
	 */
	public void requireProvisional(LocalDate day) {
		this.transaction.executeWithoutResult((status) -> requireUnconfirmed(day, locked(day)));
	}

	/**
	 * Confirms the results of a day; its night then publishes them. Doing so again
	 * changes nothing: the first confirmation stands.
	 * @throws DaySealedException if the day is published already
	 * @throws DayNotProvisionalException if it has no results yet
	 */
	public void confirm(LocalDate day, String actor) {
		this.transaction.executeWithoutResult((status) -> {
			if (locked(day).isUnconfirmed()) {
				this.jdbc.sql(CONFIRM).param("day", day).param("actor", actor).update();
				this.transitions.note(day, ClearingDayState.PROVISIONAL, ClearingDayState.PROVISIONAL, actor,
						"The results are confirmed.");
			}
		});
		this.durability.assure();
	}

	/**
	 * Sends a day back to its cut-off: its night is done again from the first step.
	 * @param reason why, in a sentence
	 * @throws DaySealedException if the day is published already
	 * @throws DayNotProvisionalException if it has no results yet, or they are confirmed
	 */
	public void sendBack(LocalDate day, String actor, String reason) {
		this.transaction.executeWithoutResult((status) -> {
			ClearingDay provisional = locked(day);
			requireUnconfirmed(day, provisional);
			this.days.advance(day, ClearingDayState.PROVISIONAL, ClearingDayState.CUT_OFF, actor, reason);
		});
		this.durability.assure();
	}

	private static void requireUnconfirmed(LocalDate day, ClearingDay provisional) {
		if (!provisional.isUnconfirmed()) {
			throw new DayNotProvisionalException("The results of clearing day " + day + " were confirmed by "
					+ provisional.confirmedBy() + " and are being published.");
		}
	}

	private ClearingDay locked(LocalDate day) {
		ClearingDay locked = this.days.lock(day)
			.orElseThrow(() -> new DayNotProvisionalException("There is no clearing day " + day + "."));
		if (locked.isSealed()) {
			throw new DaySealedException(day);
		}
		if (locked.state() != ClearingDayState.PROVISIONAL) {
			throw new DayNotProvisionalException("Clearing day " + day + " is " + locked.state()
					+ "; it can be confirmed or sent back once it is PROVISIONAL.");
		}
		return locked;
	}

}
