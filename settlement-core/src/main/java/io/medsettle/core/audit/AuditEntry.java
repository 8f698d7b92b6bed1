package io.medsettle.core.audit;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An act for the audit trail. Texts that are too long are cut; none may have a person's
 * number. What is not known is empty.
 *
 * @param actor who has done it
 * @param act what, in capitals, such as {@code BREAK_PROPOSED}
 * @param subject what it was done to
 * @param touched the codes of the organisations that may see it, in order; the actor's
 * own is among them. {@value #EVERYONE} stands for all
 * @param reason why
 * @param before how it was
 * @param after how it is now
 * @param outcome whether it was done
 * @param code the code of a refusal, else empty
 * @param times how often it was refused
 */
public record AuditEntry(AuditActor actor, String act, AuditSubject subject, List<String> touched, String reason,
		String before, String after, Outcome outcome, String code, long times) {

	/** Instead of the codes of organisations. */
	public static final String EVERYONE = "*";

	/** Beyond that, an act is one that touches everyone. */
	public static final int TOUCHED_MAX = 10;

	static final int ORGANISATION_LENGTH_MAX = 32;

	private static final int REASON_LENGTH_MAX = 1000;

	private static final int STATE_LENGTH_MAX = 2000;

	private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

	private static final Pattern ORGANISATION = Pattern.compile("[A-Za-z0-9_-]{1,32}|\\*");

	/**
	 * @throws IllegalArgumentException if a code is none
	 */
	public AuditEntry {
		Objects.requireNonNull(actor);
		Objects.requireNonNull(subject);
		Objects.requireNonNull(outcome);
		require(CODE, act);
		if (outcome == Outcome.REFUSED) {
			require(CODE, code);
		}
		SortedSet<String> organisations = new TreeSet<>(touched);
		if (!actor.organisation().isEmpty()) {
			organisations.add(actor.organisation());
		}
		organisations.forEach((organisation) -> require(ORGANISATION, organisation));
		touched = (organisations.size() > TOUCHED_MAX) ? List.of(EVERYONE) : List.copyOf(organisations);
		reason = AuditText.kept(reason, REASON_LENGTH_MAX);
		before = AuditText.kept(before, STATE_LENGTH_MAX);
		after = AuditText.kept(after, STATE_LENGTH_MAX);
	}

	/**
	 * That something was done.
	 */
	public static AuditEntry done(AuditActor actor, String act, AuditSubject subject) {
		return new AuditEntry(actor, act, subject, List.of(), "", "", "", Outcome.DONE, "", 1);
	}

	/**
	 * That something was refused.
	 * @param code the code that the actor was told
	 */
	public static AuditEntry refused(AuditActor actor, String act, AuditSubject subject, String code) {
		return new AuditEntry(actor, act, subject, List.of(), "", "", "", Outcome.REFUSED, code, 1);
	}

	/**
	 * The same, which touches these organisations.
	 */
	public AuditEntry touching(Collection<String> organisations) {
		return new AuditEntry(this.actor, this.act, this.subject, List.copyOf(organisations), this.reason, this.before,
				this.after, this.outcome, this.code, this.times);
	}

	/**
	 * The same, with what the actor says why.
	 */
	public AuditEntry because(String why) {
		return new AuditEntry(this.actor, this.act, this.subject, this.touched, why, this.before, this.after,
				this.outcome, this.code, this.times);
	}

	/**
	 * The same, with how it was and how it is now.
	 */
	public AuditEntry changing(String from, String to) {
		return new AuditEntry(this.actor, this.act, this.subject, this.touched, this.reason, from, to, this.outcome,
				this.code, this.times);
	}

	/**
	 * The same, so often.
	 */
	AuditEntry times(long number) {
		return new AuditEntry(this.actor, this.act, this.subject, this.touched, this.reason, this.before, this.after,
				this.outcome, this.code, number);
	}

	private static void require(Pattern pattern, String text) {
		if (!pattern.matcher(text).matches()) {
			throw new IllegalArgumentException("\"" + text + "\" is no code for the audit trail.");
		}
	}

	/**
	 * What became of it.
	 */
	public enum Outcome {

		/** It was done. */
		DONE,

		/** It was refused, and nothing was changed. */
		REFUSED

	}

}
