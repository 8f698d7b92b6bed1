package io.medsettle.api.breaks;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakHistory;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.calendar.BusinessCalendar;
import io.medsettle.core.calendar.Deadlines;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.decision.KeptDecision;
import io.medsettle.core.problem.JsonFields;

import org.springframework.stereotype.Component;

/**
 * Answers with one break and all that has happened to it.
 */
@Component
class BreakAnswers {

	private final Breaks breaks;

	private final BreakLimits limits;

	private final BreakHistory history;

	private final InsuredDecisions decisions;

	private final ClearingDays days;

	private final BusinessCalendar calendar;

	private final Deadlines deadlines;

	BreakAnswers(Breaks breaks, BreakLimits limits, BreakHistory history, InsuredDecisions decisions, ClearingDays days,
			BusinessCalendar calendar, Deadlines deadlines) {
		this.breaks = breaks;
		this.limits = limits;
		this.history = history;
		this.decisions = decisions;
		this.days = days;
		this.calendar = calendar;
		this.deadlines = deadlines;
	}

	/**
	 * The break of an id.
	 * @throws ProblemException if there is none that the caller sees
	 */
	Break require(String id, Caller caller) {
		return this.breaks.find(id).filter((held) -> sees(caller, held)).orElseThrow(BreakAnswers::notFound);
	}

	private static boolean sees(Caller caller, Break held) {
		String insuredCity = held.insuredCity();
		return caller
			.sees((insuredCity != null) ? List.of(held.treatmentCity(), insuredCity) : List.of(held.treatmentCity()));
	}

	/** The current clearing day, to count from. */
	Today today() {
		return new Today(this.days.current().day(), this.calendar, this.deadlines);
	}

	BreakView view(Break held) {
		String claimNo = held.claimNo();
		KeptDecision decision = (claimNo != null)
				? this.decisions.find(new ClaimIdentity(held.hospitalCode(), claimNo)).orElse(null) : null;
		return BreakView.of(held, allowed(held), today(), decision, this.history.of(held));
	}

	/**
	 * Does something about a break, unless something is wrong with what was sent.
	 * @throws ProblemException with all of it if something is, if there is no such break,
	 * or if the action does not fit it
	 */
	BreakView act(String id, Caller caller, JsonFields fields, Supplier<Optional<Break>> action) {
		JsonBody.requireSound(fields);
		require(id, caller);
		try {
			return view(action.get().orElseThrow(BreakAnswers::notFound));
		}
		catch (BreakActionRefusedException ex) {
			throw ProblemException.of(ex.code(), ex.getMessage() + " " + told(allowed(require(id, caller))));
		}
	}

	private List<Resolution> allowed(Break held) {
		return Objects.requireNonNull(this.limits.allowed(List.of(held)).get(held.id()));
	}

	private static String told(List<Resolution> allowed) {
		return allowed.isEmpty() ? "Nothing may be proposed now." : "What may be proposed now: "
				+ allowed.stream().map(Enum::name).collect(Collectors.joining(", ")) + ".";
	}

	private static ProblemException notFound() {
		return ProblemException.notFound("There is no break of this id.");
	}

	/**
	 * What a person does about a break and has to say of it; nothing if there is no such
	 * break.
	 */
	interface Action {

		Optional<Break> take(String id, String actor, String comment);

	}

}
