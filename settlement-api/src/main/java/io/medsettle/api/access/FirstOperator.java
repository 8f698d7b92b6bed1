package io.medsettle.api.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Makes the one person who makes everybody else, where there is nobody yet.
 */
@Component
@Profile("!demo")
@ConditionalOnRole(Role.API)
class FirstOperator {

	static final String USERNAME = "operator";

	private final People people;

	private final AccessClients clients;

	private final PasswordEncoder encoder;

	private final SettlementSettings settings;

	private final ApplicationEventPublisher events;

	FirstOperator(People people, AccessClients clients, PasswordEncoder encoder, SettlementSettings settings,
			ApplicationEventPublisher events) {
		this.people = people;
		this.clients = clients;
		this.encoder = encoder;
		this.settings = settings;
		this.events = events;
	}

	@EventListener(ApplicationReadyEvent.class)
	void makeIfNobodyIsThere() {
		if (!this.people.isEmpty()) {
			return;
		}
		String set = this.settings.access().operatorPassword();
		String password = (set != null) ? set : SecretEncoder.newSecret();
		Person operator = new Person(USERNAME, this.encoder.encode(password), Set.of(AccessRole.OPERATOR), "", null,
				Instant.EPOCH);
		// Of processes that start together, one makes it.
		boolean made = this.people.add(List.of(operator)) == 1;
		if (made) {
			// With the same secret, so that whoever has it can use the interface as well.
			this.clients.add(List.of(new AccessClient(USERNAME, Objects.requireNonNull(operator.passwordHash()),
					AccessRole.OPERATOR, "", Instant.EPOCH, null, null)));
		}
		if (made && set == null) {
			this.events.publishEvent(new PasswordMade(USERNAME, password));
		}
	}

}
