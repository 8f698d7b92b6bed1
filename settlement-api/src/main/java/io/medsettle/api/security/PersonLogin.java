package io.medsettle.api.security;

import io.medsettle.api.access.People;
import io.medsettle.api.token.CallerToken;
import io.medsettle.api.access.Person;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.Refusals;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Logs people in by name and password. Whether there is nobody of that name, or the
 * password is wrong, takes as long and is told alike.
 */
@Component
class PersonLogin implements AuthenticationProvider {

	private final People people;

	private final PasswordEncoder encoder;

	private final Refusals refusals;

	private final Clock clock;

	/** Compared with where there is nobody. */
	private final String nobodysHash;

	PersonLogin(People people, PasswordEncoder encoder, Refusals refusals, Clock clock) {
		this.refusals = refusals;
		this.clock = clock;
		this.people = people;
		this.encoder = encoder;
		this.nobodysHash = Objects.requireNonNull(encoder.encode(SecretEncoder.newSecret()));
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String username = authentication.getName();
		String password = String.valueOf(authentication.getCredentials());
		Person person = this.people.find(username).orElse(null);
		String hash = (person != null && person.passwordHash() != null) ? person.passwordHash() : this.nobodysHash;
		if (!this.encoder.matches(password, hash) || person == null || person.disabledAt() != null) {
			String role = (person != null) ? person.roles().iterator().next().name() : "";
			this.refusals.note(AuditEntry.refused(
					new AuditActor(AuditActor.Kind.PERSON, (person != null) ? username : "unknown",
							(person != null) ? person.organisation() : "", role, LoginRecord.address(authentication)),
					"LOGIN_REFUSED", new AuditSubject("PERSON", (person != null) ? username : "unknown"),
					"UNAUTHORIZED"));
			throw new BadCredentialsException("The name or the password is wrong.");
		}
		Instant now = this.clock.instant();
		CallerToken login = new CallerToken(person.caller(), now, now.plus(SessionPerson.LONGEST));
		login.setDetails(authentication.getDetails());
		return login;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
