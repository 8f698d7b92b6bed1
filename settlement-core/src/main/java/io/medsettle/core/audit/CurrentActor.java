package io.medsettle.core.audit;

/**
 * Who asks for what this thread does. Where nobody does, it is the engine itself.
 */
public final class CurrentActor {

	private static final ThreadLocal<AuditActor> ACTOR = ThreadLocal.withInitial(() -> AuditActor.ENGINE);

	private CurrentActor() {
	}

	/** The actor of what this thread does now. */
	public static AuditActor get() {
		return ACTOR.get();
	}

	/** Whether somebody else than the engine asks for it. */
	public static boolean isSomebody() {
		return get().kind() != AuditActor.Kind.ENGINE;
	}

	/** Has this thread act for somebody, until that is closed. */
	public static Scope as(AuditActor actor) {
		ACTOR.set(actor);
		return ACTOR::remove;
	}

	/**
	 * For as long as a thread acts for somebody.
	 */
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
