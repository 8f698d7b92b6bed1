package io.medsettle.core.audit;

/**
 * What is acted on.
 *
 * @param kind such as {@code BREAK} or {@code FILE}
 * @param id its id, name or day; never a person's number
 */
public record AuditSubject(String kind, String id) {

	private static final int KIND_LENGTH_MAX = 40;

	private static final int ID_LENGTH_MAX = 200;

	public AuditSubject {
		kind = AuditText.kept(kind, KIND_LENGTH_MAX);
		id = AuditText.kept(id, ID_LENGTH_MAX);
	}

}
