package io.medsettle.api.access;

import java.util.Collection;
import java.util.Set;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who calls: a person at the console, or a system that acts for an organisation.
 *
 * @param kind whether it is a person
 * @param name the user name, or the client id
 * @param roles what it may do
 * @param organisation the code of its hospital or city; empty for the region
 */
public record Caller(Kind kind, String name, Set<AccessRole> roles,
		String organisation) implements AuthenticatedPrincipal {

	public Caller {
		roles = Set.copyOf(roles);
	}

	@Override
	public String getName() {
		return this.name;
	}

	public boolean has(AccessRole role) {
		return this.roles.contains(role);
	}

	/** Whether it works for the region, and not for one hospital or city. */
	public boolean isRegional() {
		return this.organisation.isEmpty();
	}

	/**
	 * Whether something that is of these organisations is shown to it. What is not is for
	 * it as if it were not there.
	 */
	public boolean sees(Collection<String> organisations) {
		return isRegional() || organisations.contains(this.organisation);
	}

	/**
	 * Whether the same person may stand behind both. A system acts for whoever has its
	 * secret, so it may be any person of its organisation and role.
	 */
	public boolean maybeSameAs(Caller other) {
		if (this.name.equals(other.name)) {
			return true;
		}
		if (this.kind == Kind.PERSON && other.kind == Kind.PERSON) {
			return false;
		}
		return this.organisation.equals(other.organisation) && this.roles.stream().anyMatch(other.roles::contains);
	}

	/**
	 * What a caller is.
	 */
	public enum Kind {

		/** Logs in at the console. */
		PERSON,

		/** Has a client id and a secret. */
		CLIENT

	}

}
