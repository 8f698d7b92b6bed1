package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.core.day.ClearingDays;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people say to each other about breaks between the nights. It moves no money, and
 * one person is enough for it. Each action is kept with who took it and when.
 * <p>
 * All methods return the break as it then is, or nothing if there is none of that id, and
 * throw a {@link BreakActionRefusedException} if the action does not fit the break.
 */
@Component
public class BreakComments {

	private static final String ASSIGN = """
			update reconciliation_break
			set state = 'ASSIGNED', assignee = :assignee, due_date = null, waits_for = null
			where break_id = :id""";

	private static final String PEND = """
			update reconciliation_break set state = 'PENDING', due_date = :until, waits_for = :waitingOn
			where break_id = :id""";

	private static final String RETURN = """
			update reconciliation_break set state = 'REOPENED', due_date = null, waits_for = null
			where break_id = :id""";

	private final JdbcClient jdbc;

	private final BreakWorkflow workflow;

	private final BreakHistory history;

	private final ClearingDays days;

	BreakComments(JdbcClient jdbc, BreakWorkflow workflow, BreakHistory history, ClearingDays days) {
		this.jdbc = jdbc;
		this.workflow = workflow;
		this.history = history;
		this.days = days;
	}

	/**
	 * Assigns the break to somebody.
	 */
	public Optional<Break> assign(String id, String actor, String assignee) {
		return this.workflow.act(id, (held) -> {
			this.workflow.leave(held, BreakState.ASSIGNED);
			this.jdbc.sql(ASSIGN).param("id", id).param("assignee", assignee).update();
			this.history.note(held, actor, BreakEvent.Kind.ASSIGNED, assignee);
		});
	}

	/**
	 * Adds a comment, in whatever state the break is, even when it is resolved.
	 */
	public Optional<Break> comment(String id, String actor, String text) {
		return this.workflow.act(id, (held) -> this.history.note(held, actor, BreakEvent.Kind.COMMENTED, text));
	}

	/**
	 * Names a piece of evidence, in whatever state the break is.
	 */
	public Optional<Break> evidence(String id, String actor, BreakEvent.Evidence evidence, String comment) {
		return this.workflow.act(id,
				(held) -> this.history.note(held, actor, BreakEvent.Kind.EVIDENCED, comment, evidence));
	}

	/**
	 * Lets the break wait.
	 * @param until the clearing day after which the wait expires, if there is one
	 * @param waitingOn who has to do something, if it is not who usually has
	 */
	public Optional<Break> pend(String id, String actor, @Nullable LocalDate until, @Nullable BreakOwner waitingOn,
			String comment) {
		return this.workflow.act(id, (held) -> {
			LocalDate today = this.days.current().day();
			if (until != null && until.isBefore(today)) {
				throw BreakActionRefusedException
					.notAllowed("A break waits until the current clearing day, " + today + ", or a later one.");
			}
			this.workflow.leave(held, BreakState.PENDING);
			wait(id, until, waitingOn);
			String date = (until != null) ? "Until " + until : "";
			String whom = (waitingOn != null) ? ((until != null) ? " for " : "For ") + waitingOn : "";
			String what = date + whom;
			this.history.note(held, actor, BreakEvent.Kind.PENDING,
					(what.isEmpty() || comment.isEmpty()) ? what + comment : what + ": " + comment);
		});
	}

	/**
	 * The treatment city does not accept what the insured city has said of the claim; it
	 * is for that city to withdraw it or to stand by it.
	 */
	public Optional<Break> dispute(String id, String actor, String comment) {
		return this.workflow.act(id, (held) -> {
			requireContested(held);
			this.workflow.leave(held, BreakState.PENDING);
			wait(id, null, BreakOwner.INSURED_CITY);
			this.history.note(held, actor, BreakEvent.Kind.DISPUTED, comment);
		});
	}

	/**
	 * The insured city stands by what it has said of the claim, although it is disputed.
	 * To withdraw it, it proposes that the treatment city's book stands.
	 */
	public Optional<Break> uphold(String id, String actor, String comment) {
		return this.workflow.act(id, (held) -> {
			requireContested(held);
			boolean waiting = held.state() == BreakState.PENDING || held.state() == BreakState.EXPIRED;
			if (!waiting || held.handling().owner() != BreakOwner.INSURED_CITY) {
				throw BreakActionRefusedException
					.notAllowed("Nobody disputes what the insured city has said; the break is " + held.state() + ".");
			}
			this.workflow.leave(held, BreakState.REOPENED);
			this.jdbc.sql(RETURN).param("id", id).update();
			this.history.note(held, actor, BreakEvent.Kind.UPHELD, comment);
		});
	}

	private void wait(String id, @Nullable LocalDate until, @Nullable BreakOwner waitingOn) {
		this.jdbc.sql(PEND)
			.param("id", id)
			.param("until", until)
			.param("waitingOn", (waitingOn != null) ? waitingOn.name() : null)
			.update();
	}

	private static void requireContested(Break held) {
		if (held.category() != BreakCategory.REFUSED && held.category() != BreakCategory.DEDUCTED) {
			throw BreakActionRefusedException
				.notAllowed("The insured city has refused or deducted nothing; the break is of the category "
						+ held.category() + ".");
		}
	}

}
