package io.medsettle.core.audit;

/**
 * A file that somebody fetches.
 *
 * @param actor who
 * @param name the file's name
 * @param owner the code of the organisation whose file it is
 * @param bytes its length
 */
public record Download(AuditActor actor, String name, String owner, long bytes) {

	private static final int NAME_LENGTH_MAX = 200;

	public Download {
		name = AuditText.kept(name, NAME_LENGTH_MAX);
	}

}
