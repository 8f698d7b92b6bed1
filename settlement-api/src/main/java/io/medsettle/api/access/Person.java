package io.medsettle.api.access;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who logs in at the console.
 *
 * @param username given once and never to anybody else
 * @param passwordHash as the password encoder writes it; null for who logs in by another
 * provider
 * @param roles what they may do
 * @param organisation the code of their hospital or city; empty for the region
 * @param disabledAt from it on they are nobody; null if they are not
 * @param sessionsFrom sessions that began before it are dead
 */
public record Person(String username, @Nullable String passwordHash, Set<AccessRole> roles, String organisation,
		@Nullable Instant disabledAt, Instant sessionsFrom) {

	public Person {
		roles = Set.copyOf(roles);
	}

	public Caller caller() {
		return new Caller(Caller.Kind.PERSON, this.username, this.roles, this.organisation);
	}

	/** The same with another password; sessions until now are dead. */
	public Person withPassword(@Nullable String hash, Instant now) {
		return new Person(this.username, hash, this.roles, this.organisation, this.disabledAt, now);
	}

	/** The same in another role; sessions until now are dead. */
	public Person withRole(AccessRole role, String organisation, Instant now) {
		return new Person(this.username, this.passwordHash, Set.of(role), organisation, this.disabledAt, now);
	}

	/** The same; sessions until now are dead. */
	public Person loggedOut(Instant now) {
		return withPassword(this.passwordHash, now);
	}

	/** The same, who logs in no more. */
	public Person disabled(Instant now) {
		return new Person(this.username, this.passwordHash, this.roles, this.organisation,
				(this.disabledAt != null) ? this.disabledAt : now, now);
	}

	/** Whether a session of theirs that began at an instant still counts. */
	public boolean mayGoOn(Instant began) {
		return this.disabledAt == null && !began.isBefore(this.sessionsFrom);
	}

}
