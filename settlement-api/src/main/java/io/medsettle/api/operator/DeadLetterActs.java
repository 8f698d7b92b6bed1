package io.medsettle.api.operator;

import java.time.Duration;
import java.util.Optional;

import io.medsettle.api.http.ProblemException;
import io.medsettle.api.proposals.Proposal;
import io.medsettle.api.proposals.ProposedAct;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.EventPlace;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.apache.kafka.common.KafkaException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What two people decide about a dead letter.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.API)
class DeadLetterActs {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final DeadLetters deadLetters;

	private final DeadLetterRedrive redrive;

	DeadLetterActs(DeadLetters deadLetters, DeadLetterRedrive redrive) {
		this.deadLetters = deadLetters;
		this.redrive = redrive;
	}

	/**
	 * The dead letter of an id.
	 * @throws ProblemException if there is none
	 */
	DeadLetter find(String id) {
		EventPlace place = EventPlace.parse(id);
		return Optional.ofNullable(place)
			.flatMap(this.deadLetters::find)
			.orElseThrow(() -> ProblemException.notFound("There is no such dead letter."));
	}

	/**
	 * What would become of a dead letter if it were submitted again now.
	 * @throws ProblemException if it cannot be
	 */
	DeadLetterRedrive.Prospect tryOut(DeadLetter letter) {
		return translated(() -> this.redrive.tryOut(letter));
	}

	@Bean
	ProposedAct redriveDeadLetter() {
		return act(Proposal.Act.REDRIVE_DEAD_LETTER,
				(letter, approvedBy) -> translated(() -> this.redrive.redrive(letter, approvedBy)));
	}

	@Bean
	ProposedAct dropDeadLetter() {
		return act(Proposal.Act.DROP_DEAD_LETTER, this.redrive::drop);
	}

	private ProposedAct act(Proposal.Act act, Decision decision) {
		return new ProposedAct() {

			@Override
			public Proposal.Act act() {
				return act;
			}

			@Override
			public String carryOut(Proposal proposal, String approvedBy) {
				decision.take(find(proposal.subject()), approvedBy);
				return "/api/v1/dead-letters";
			}
		};
	}

	private static DeadLetterRedrive.Prospect translated(Attempt attempt) {
		try {
			return attempt.make();
		}
		catch (DeadLetterRedrive.NotRedrivableException ex) {
			throw ProblemException.of(ProblemCode.DEAD_LETTER_NOT_REDRIVABLE, String.valueOf(ex.getMessage()));
		}
		catch (KafkaException ex) {
			throw ProblemException.unavailable("Kafka does not answer; nothing was noted.", RETRY_AFTER);
		}
	}

	private interface Attempt {

		DeadLetterRedrive.Prospect make() throws DeadLetterRedrive.NotRedrivableException;

	}

	private interface Decision {

		void take(DeadLetter letter, String approvedBy);

	}

}
