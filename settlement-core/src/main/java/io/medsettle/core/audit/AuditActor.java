package io.medsettle.core.audit;

import java.util.Objects;

/**
 * Who does something, as the login says.
 *
 * @param kind whether a person, another system or the engine itself
 * @param id who, by what nobody can change about themselves
 * @param organisation the code of whom they act for; empty for nobody
 * @param role what they act as; empty if unknown
 * @param address where the request came from; empty if there was none
 */
public record AuditActor(Kind kind, String id, String organisation, String role, String address) {

	/** The engine, when nobody has asked it to. */
	public static final AuditActor ENGINE = new AuditActor(Kind.ENGINE, "engine", "", "", "");

	private static final int ID_LENGTH_MAX = 128;

	private static final int ROLE_LENGTH_MAX = 32;

	private static final int ADDRESS_LENGTH_MAX = 64;

	public AuditActor {
		Objects.requireNonNull(kind);
		id = AuditText.kept(id, ID_LENGTH_MAX);
		organisation = AuditText.kept(organisation, AuditEntry.ORGANISATION_LENGTH_MAX);
		role = AuditText.kept(role, ROLE_LENGTH_MAX);
		address = AuditText.kept(address, ADDRESS_LENGTH_MAX);
	}

	/**
	 * Somebody who has not said who they are.
	 */
	public static AuditActor unknown(String address) {
		return new AuditActor(Kind.CLIENT, "unknown", "", "", address);
	}

	/**
	 * Kinds of actors.
	 */
	public enum Kind {

		/** A human being. */
		PERSON,

		/** A system of an organisation. */
		CLIENT,

		/** The engine itself. */
		ENGINE

	}

}
