package io.medsettle.api.security;

import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.People;
import io.medsettle.api.access.Person;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;

import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down in the audit trail who has logged in, here or at another provider, and from
 * where.
 */
@Component
class LoginRecord {

	private final People people;

	private final AuditTrail trail;

	private final TransactionTemplate transaction;

	LoginRecord(People people, AuditTrail trail, PlatformTransactionManager transactionManager) {
		this.people = people;
		this.trail = trail;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	@EventListener
	void loggedIn(InteractiveAuthenticationSuccessEvent event) {
		Authentication login = event.getAuthentication();
		this.people.find(login.getName()).ifPresent((person) -> {
			AuditActor actor = new AuditActor(AuditActor.Kind.PERSON, person.username(), person.organisation(),
					role(person), address(login));
			this.transaction.executeWithoutResult((status) -> this.trail
				.record(AuditEntry.done(actor, "LOGGED_IN", new AuditSubject("PERSON", person.username()))));
		});
	}

	static String address(Authentication login) {
		return (login.getDetails() instanceof WebAuthenticationDetails details && details.getRemoteAddress() != null)
				? details.getRemoteAddress() : "";
	}

	private static String role(Person person) {
		return person.roles().stream().map(AccessRole::name).sorted().findFirst().orElse("");
	}

}
