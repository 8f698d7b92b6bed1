package io.medsettle.batch.reconcile;

import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.BreakOwner;
import io.medsettle.core.store.ClearingDays;
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
public class BreakCorrespondence {

	private static final String ASSIGN = """
			update reconciliation_break
			set state = 'ASSIGNED', assignee = :assignee, due_date = null, waits_for = null
			where break_id = :id""";

	private static final String PEND = """
			update reconciliation_break set state = 'PENDING', due_date = :until, waits_for = :waitsFor
			where break_id = :id""";

	private static final String RETURN = """
			update reconciliation_break set state = 'REOPENED', due_date = null, waits_for = null
			where break_id = :id""";

	private final JdbcClient jdbc;

	private final BreakDesk desk;

	private final BreakHistory history;

	private final ClearingDays days;

	BreakCorrespondence(JdbcClient jdbc, BreakDesk desk, BreakHistory history, ClearingDays days) {
		this.jdbc = jdbc;
		this.desk = desk;
		this.history = history;
		this.days = days;
	}

	/**
	 * Gives the break into somebody's hands.
	 */
	public Optional<Break> assign(String id, String by, String assignee) {
		return this.desk.act(id, (held) -> {
			this.desk.leave(held, BreakState.ASSIGNED);
			this.jdbc.sql(ASSIGN).param("id", id).param("assignee", assignee).update();
			this.history.note(id, by, BreakEvent.Kind.ASSIGNED, assignee);
		});
	}

	/**
	 * Adds a comment, in whatever state the break is, even when it is resolved.
	 */
	public Optional<Break> comment(String id, String by, String text) {
		return this.desk.act(id, (held) -> this.history.note(id, by, BreakEvent.Kind.COMMENTED, text));
	}

	/**
	 * Names a piece of evidence, in whatever state the break is.
	 */
	public Optional<Break> evidence(String id, String by, BreakEvent.Evidence evidence, String comment) {
		return this.desk.act(id, (held) -> this.history.note(id, by, BreakEvent.Kind.EVIDENCED, comment, evidence));
	}

	/**
	 * Lets the break wait.
	 * @param until the clearing day after which it has waited in vain, if there is one
	 * @param waitsFor who has to do something, if it is not who usually has
	 */
	public Optional<Break> pend(String id, String by, @Nullable LocalDate until, @Nullable BreakOwner waitsFor,
			String comment) {
		return this.desk.act(id, (held) -> {
			LocalDate today = this.days.current().day();
			if (until != null && until.isBefore(today)) {
				throw BreakDesk
					.notAllowed("A break waits until the current clearing day, " + today + ", or a later one.");
			}
			this.desk.leave(held, BreakState.PENDING);
			wait(id, until, waitsFor);
			String date = (until != null) ? "Until " + until : "";
			String whom = (waitsFor != null) ? ((until != null) ? " for " : "For ") + waitsFor : "";
			String what = date + whom;
			this.history.note(id, by, BreakEvent.Kind.PENDING,
					(what.isEmpty() || comment.isEmpty()) ? what + comment : what + ": " + comment);
		});
	}

	/**
	 * The treatment city does not accept what the insured city has said of the claim; it
	 * is for that city to withdraw it or to stand by it.
	 */
	public Optional<Break> dispute(String id, String by, String comment) {
		return this.desk.act(id, (held) -> {
			requireContested(held);
			this.desk.leave(held, BreakState.PENDING);
			wait(id, null, BreakOwner.INSURED_CITY);
			this.history.note(id, by, BreakEvent.Kind.DISPUTED, comment);
		});
	}

	/**
	 * The insured city stands by what it has said of the claim, although it is disputed.
	 * To withdraw it, it proposes that the treatment city's book stands.
	 */
	public Optional<Break> uphold(String id, String by, String comment) {
		return this.desk.act(id, (held) -> {
			requireContested(held);
			boolean waiting = held.state() == BreakState.PENDING || held.state() == BreakState.EXPIRED;
			if (!waiting || held.handling().owner() != BreakOwner.INSURED_CITY) {
				throw BreakDesk
					.notAllowed("Nobody disputes what the insured city has said; the break is " + held.state() + ".");
			}
			this.desk.leave(held, BreakState.REOPENED);
			this.jdbc.sql(RETURN).param("id", id).update();
			this.history.note(id, by, BreakEvent.Kind.UPHELD, comment);
		});
	}

	private void wait(String id, @Nullable LocalDate until, @Nullable BreakOwner waitsFor) {
		this.jdbc.sql(PEND)
			.param("id", id)
			.param("until", until)
			.param("waitsFor", (waitsFor != null) ? waitsFor.name() : null)
			.update();
	}

	private static void requireContested(Break held) {
		if (held.category() != BreakCategory.REFUSED && held.category() != BreakCategory.DEDUCTED) {
			throw BreakDesk.notAllowed("The insured city has refused or deducted nothing; the break is of the category "
					+ held.category() + ".");
		}
	}

}
