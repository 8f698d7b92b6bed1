package io.medsettle.batch.reconcile;

import java.time.Clock;
import java.util.Optional;

import io.medsettle.core.catalogue.ProblemCode;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.store.Durability;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do about breaks between the nights. A decision takes two of them; the next
 * night settles it. Each action is kept with who took it and when.
 * <p>
 * All methods return the break as it then is, or nothing if there is none of that id, and
 * throw a {@link BreakActionRefusedException} if the action does not fit the break.
 */
@Component
public class BreakActions {

	/** Waits for a night that is at work on the break. */
	private static final String LOCK = "select resolved_day is not null from reconciliation_break where break_id = :id for update";

	private static final String ASSIGN = """
			update reconciliation_break set state = :state, assignee = :assignee where break_id = :id""";

	private static final String PROPOSE = """
			update reconciliation_break
			set state = 'PROPOSED', resolution = :resolution, deduct_fen = :deductFen, proposed_by = :by,
			    approved_by = null
			where break_id = :id""";

	private static final String APPROVE = """
			update reconciliation_break set state = 'APPROVED', approved_by = :by where break_id = :id""";

	private static final String REJECT = """
			update reconciliation_break
			set state = 'REOPENED', resolution = null, deduct_fen = null, proposed_by = null, approved_by = null
			where break_id = :id""";

	private static final String NOTE = """
			insert into break_event (break_id, number, at_ms, actor, kind, text)
			select :id, coalesce(max(number), 0) + 1, cast(:now as bigint), cast(:actor as varchar),
			       cast(:kind as varchar), cast(:text as varchar)
			from break_event where break_id = :id""";

	private final JdbcClient jdbc;

	private final Breaks breaks;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Clock clock;

	BreakActions(JdbcClient jdbc, Breaks breaks, PlatformTransactionManager transactionManager, Durability durability,
			Clock clock) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
	}

	/**
	 * Gives the break into somebody's hands.
	 */
	public Optional<Break> assign(String id, String by, String assignee) {
		return act(id, (held) -> {
			requireNext(held, BreakState.ASSIGNED);
			this.jdbc.sql(ASSIGN)
				.param("id", id)
				.param("state", BreakState.ASSIGNED.name())
				.param("assignee", assignee)
				.update();
			note(id, by, BreakEvent.Kind.ASSIGNED, assignee);
		});
	}

	/**
	 * Adds a comment, in whatever state the break is, even when it is resolved.
	 */
	public Optional<Break> comment(String id, String by, String text) {
		return act(id, (held) -> note(id, by, BreakEvent.Kind.COMMENTED, text));
	}

	/**
	 * Proposes how to resolve the break.
	 * @param deductFen what is to be deducted, for a deduction; else 0
	 */
	public Optional<Break> propose(String id, String by, Resolution resolution, long deductFen, String comment) {
		return act(id, (held) -> {
			requireNext(held, BreakState.PROPOSED);
			if (!resolution.settles(held.category())) {
				throw notAllowed(resolution + " does not settle a break of the category " + held.category() + ".");
			}
			if (resolution == Resolution.DEDUCT && deductFen >= Math.abs(held.clearedFen())) {
				throw notAllowed("A deduction leaves something of the " + Math.abs(held.clearedFen())
						+ " fen that would clear; to leave nothing, propose " + Resolution.CANCEL + ".");
			}
			this.jdbc.sql(PROPOSE)
				.param("id", id)
				.param("resolution", resolution.name())
				.param("deductFen", deductFen)
				.param("by", by)
				.update();
			note(id, by, BreakEvent.Kind.PROPOSED, proposed(resolution, deductFen, comment));
		});
	}

	/**
	 * Approves what another person has proposed.
	 */
	public Optional<Break> approve(String id, String by, String comment) {
		return act(id, (held) -> {
			requireNext(held, BreakState.APPROVED);
			Break.@Nullable Proposal proposal = held.proposal();
			if (proposal == null || proposal.proposedBy().equals(by)) {
				throw new BreakActionRefusedException(ProblemCode.SAME_PERSON,
						"The proposal is of " + by + "; another person must approve it.");
			}
			this.jdbc.sql(APPROVE).param("id", id).param("by", by).update();
			note(id, by, BreakEvent.Kind.APPROVED, comment);
		});
	}

	/**
	 * Takes a proposal from the table, also one that is approved but not settled yet.
	 */
	public Optional<Break> reject(String id, String by, String comment) {
		return act(id, (held) -> {
			requireNext(held, BreakState.REOPENED);
			this.jdbc.sql(REJECT).param("id", id).update();
			note(id, by, BreakEvent.Kind.REJECTED, comment);
		});
	}

	private Optional<Break> act(String id, Action action) {
		Optional<Break> acted = Optional.ofNullable(this.transaction.execute((status) -> {
			Optional<Boolean> settled = this.jdbc.sql(LOCK).param("id", id).query(Boolean.class).optional();
			Break held = this.breaks.find(id).orElse(null);
			if (settled.isEmpty() || held == null) {
				return null;
			}
			if (settled.get() && held.state() != BreakState.RESOLVED) {
				throw notAllowed("A night is settling the break; look again when it is published.");
			}
			action.take(held);
			return this.breaks.find(id).orElseThrow();
		}));
		acted.ifPresent((held) -> this.durability.assure());
		return acted;
	}

	private void note(String id, String actor, BreakEvent.Kind kind, String text) {
		this.jdbc.sql(NOTE)
			.param("id", id)
			.param("now", this.clock.millis())
			.param("actor", actor)
			.param("kind", kind.name())
			.param("text", text)
			.update();
	}

	private static String proposed(Resolution resolution, long deductFen, String comment) {
		String what = (resolution == Resolution.DEDUCT) ? resolution + " " + deductFen + " fen" : resolution.name();
		return comment.isEmpty() ? what : what + ": " + comment;
	}

	private static void requireNext(Break held, BreakState next) {
		if (!held.state().successors().contains(next)) {
			throw notAllowed("The break is " + held.state() + " and cannot become " + next + ".");
		}
	}

	private static BreakActionRefusedException notAllowed(String message) {
		return new BreakActionRefusedException(ProblemCode.BREAK_ACTION_NOT_ALLOWED, message);
	}

	private interface Action {

		void take(Break held);

	}

}
