package io.medsettle.api.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakActions.Approver;

import org.springframework.stereotype.Component;

/**
 * Says whether somebody may approve what somebody has proposed: the one place that every
 * way to an approval passes. Who proposed is known by the name that is kept with the
 * proposal, and judged by what they are now.
 */
@Component
public class MakerChecker {

	private final AccessClients clients;

	private final People people;

	private final Clock clock;

	MakerChecker(AccessClients clients, People people, Clock clock) {
		this.clients = clients;
		this.people = people;
		this.clock = clock;
	}

	/** A caller as somebody who approves. */
	public Approver approver(Caller checker) {
		return new Approver() {

			@Override
			public String name() {
				return checker.name();
			}

			@Override
			public Optional<String> objectionTo(String proposedBy) {
				return objection(proposedBy, checker);
			}
		};
	}

	/**
	 * What stands against an approval, in a sentence; nothing if it may be.
	 */
	public Optional<String> objection(String maker, Caller checker) {
		List<Caller> makers = callers(maker);
		if (makers.isEmpty()) {
			return Optional.of("The proposal is of somebody who may propose nothing any more; have it proposed anew.");
		}
		if (maker.equals(checker.name()) || makers.stream().anyMatch(checker::maybeSameAs)) {
			return Optional.of("The proposal is of " + maker + "; another person must approve it.");
		}
		if (!checker.isRegional()
				&& makers.stream().anyMatch((found) -> found.organisation().equals(checker.organisation()))) {
			return Optional.of("The proposal is of the same city; the other city or a checker must approve it.");
		}
		if (checker.has(AccessRole.BUREAU) && makers.stream().anyMatch(Caller::isRegional)) {
			return Optional.of("The proposal is of the region; a checker must approve it.");
		}
		return Optional.empty();
	}

	/** A client and a person may have the same name; either may have proposed then. */
	private List<Caller> callers(String name) {
		Stream<Caller> client = this.clients.find(name)
			.filter((found) -> found.isValidAt(this.clock.instant()))
			.map(AccessClient::caller)
			.stream();
		Stream<Caller> person = this.people.find(name)
			.filter((found) -> found.disabledAt() == null)
			.map(Person::caller)
			.stream();
		return Stream.concat(client, person).toList();
	}

}
