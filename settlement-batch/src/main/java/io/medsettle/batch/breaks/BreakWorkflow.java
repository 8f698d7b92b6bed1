package io.medsettle.batch.breaks;

import java.util.Optional;
import java.util.function.Consumer;

import io.medsettle.core.database.Durability;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where people do something about a break, one after the other and not beside a night.
 */
@Component
class BreakWorkflow {

	/** Waits for a night that is at work on the break. */
	private static final String LOCK = "select resolved_day is not null from reconciliation_break where break_id = :id for update";

	private final JdbcClient jdbc;

	private final Breaks breaks;

	private final BreakHistory history;

	private final TransactionTemplate transaction;

	private final Durability durability;

	BreakWorkflow(JdbcClient jdbc, Breaks breaks, BreakHistory history, PlatformTransactionManager transactionManager,
			Durability durability) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.history = history;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
	}

	/**
	 * Does something about a break, durably, in one transaction.
	 * @return the break as it then is, or nothing if there is none of that id
	 * @throws BreakActionRefusedException if the action does not fit the break
	 */
	Optional<Break> act(String id, Consumer<Break> action) {
		Optional<Break> acted = Optional.ofNullable(this.transaction.execute((status) -> {
			Optional<Boolean> settled = this.jdbc.sql(LOCK).param("id", id).query(Boolean.class).optional();
			Break held = this.breaks.find(id).orElse(null);
			if (settled.isEmpty() || held == null) {
				return null;
			}
			if (settled.get() && held.state() != BreakState.RESOLVED) {
				throw BreakActionRefusedException
					.notAllowed("A night is settling the break; look again when it is published.");
			}
			action.accept(held);
			return this.breaks.find(id).orElseThrow();
		}));
		acted.ifPresent((held) -> this.durability.assure());
		return acted;
	}

	/**
	 * Lets a break leave its state for another.
	 * @throws BreakActionRefusedException if the other may not follow
	 */
	void leave(Break held, BreakState next) {
		if (!held.state().successors().contains(next)) {
			throw BreakActionRefusedException
				.notAllowed("The break is " + held.state() + " and cannot become " + next + ".");
		}
		this.history.noteExpired(held);
	}

}
