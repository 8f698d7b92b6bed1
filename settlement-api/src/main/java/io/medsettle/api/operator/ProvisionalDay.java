package io.medsettle.api.operator;

import java.time.LocalDate;

import io.medsettle.api.http.ProblemException;
import io.medsettle.api.proposals.Proposal;
import io.medsettle.api.proposals.ProposedAct;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayNotProvisionalException;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.problem.ProblemCode;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What two people decide about the results of a provisional day.
 */
@Configuration(proxyBeanMethods = false)
public class ProvisionalDay {

	private final ProvisionalDays days;

	private final ClearingDays clearingDays;

	ProvisionalDay(ProvisionalDays days, ClearingDays clearingDays) {
		this.days = days;
		this.clearingDays = clearingDays;
	}

	/**
	 * Makes sure that there is something to decide.
	 * @throws ProblemException if there is not
	 */
	public void require(LocalDate day) {
		if (this.clearingDays.find(day).isEmpty()) {
			throw ProblemException.notFound("There is no clearing day " + day + ".");
		}
		decide(day, () -> this.days.requireProvisional(day));
	}

	@Bean
	ProposedAct confirmDay() {
		return act(Proposal.Act.CONFIRM_DAY, (proposal, approvedBy) -> this.days.confirm(day(proposal), approvedBy));
	}

	@Bean
	ProposedAct redoDay() {
		return act(Proposal.Act.REDO_DAY,
				(proposal, approvedBy) -> this.days.sendBack(day(proposal), approvedBy, proposal.reason()));
	}

	private static ProposedAct act(Proposal.Act act, Decision decision) {
		return new ProposedAct() {

			@Override
			public Proposal.Act act() {
				return act;
			}

			@Override
			public String carryOut(Proposal proposal, String approvedBy) {
				LocalDate day = day(proposal);
				decide(day, () -> decision.take(proposal, approvedBy));
				return "/api/v1/runs/" + NightRuns.idOf(day);
			}
		};
	}

	private static LocalDate day(Proposal proposal) {
		return LocalDate.parse(proposal.subject());
	}

	private static void decide(LocalDate day, Runnable decision) {
		try {
			decision.run();
		}
		catch (DaySealedException ex) {
			throw ProblemException.of(ProblemCode.DAY_SEALED, String.valueOf(ex.getMessage()));
		}
		catch (DayNotProvisionalException ex) {
			throw ProblemException.of(ProblemCode.DAY_NOT_PROVISIONAL, String.valueOf(ex.getMessage()));
		}
	}

	private interface Decision {

		void take(Proposal proposal, String approvedBy);

	}

}
