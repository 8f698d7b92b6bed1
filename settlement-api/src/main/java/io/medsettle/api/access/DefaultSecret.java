package io.medsettle.api.access;

import java.util.Objects;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The secret that everybody knows, and what keeps an engine that is none of the example's
 * from starting while anybody has it.
 */
@Component
@Profile("!demo")
class DefaultSecret implements SmartInitializingSingleton {

	/** Without salt, so that it can be looked for. */
	static final String HASH = Objects.requireNonNull(SecretEncoder.fast().encode("demo"));

	private final AccessClients clients;

	private final People people;

	DefaultSecret(AccessClients clients, People people) {
		this.clients = clients;
		this.people = people;
	}

	/**
	 * Looks for it.
	 * @throws DefaultSecretException if a client or a person has it
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.clients.hasSecret(HASH) || this.people.hasPassword(HASH)) {
			throw new DefaultSecretException("The database has clients or people of the profile demo, whose secret "
					+ "everybody knows: begin with an empty data folder or database, or set "
					+ "spring.profiles.active=demo to go on with the example");
		}
	}

}
