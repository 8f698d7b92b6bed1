package io.medsettle.api.token;

import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.Caller;
import io.medsettle.api.access.People;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * From when on each client's tokens count. Each process asks the database every twenty
 * seconds, so what is revoked is dead everywhere within a minute. While the database is
 * away, what was known last holds, and no token lives longer than ten minutes.
 */
@Component
class Revocations {

	private static final Logger log = LoggerFactory.getLogger(Revocations.class);

	private static final Duration KNOWN_FOR = Duration.ofSeconds(20);

	private final AccessClients clients;

	private final People people;

	private final Clock clock;

	private volatile Map<String, Instant> tokensFrom = Map.of();

	Revocations(AccessClients clients, People people, Clock clock) {
		this.clients = clients;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * Whether a caller's token is refused, as far as this process knows.
	 * @param issuedAt in whole seconds, as tokens say it
	 */
	boolean isRevoked(Caller caller, Instant issuedAt) {
		if (caller.kind() == Caller.Kind.PERSON) {
			return this.people.ofSession(caller.name()).filter((person) -> person.mayGoOn(issuedAt)).isEmpty();
		}
		Instant from = this.tokensFrom.get(caller.name());
		return from != null && issuedAt.isBefore(from);
	}

	/** Asks the database, at once. */
	@Scheduled(fixedDelayString = "20s", initialDelayString = "0s")
	void refresh() {
		try {
			this.tokensFrom = this.clients
				.tokensFrom(this.clock.instant().minus(StoredClients.TOKEN_LIFE).minus(KNOWN_FOR));
		}
		catch (DataAccessException ex) {
			log.debug("The database is away; the revocations that are known stay", ex);
		}
	}

}
