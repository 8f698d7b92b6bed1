package io.medsettle.core.database;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long each statement of a thread may take, where somebody waits for it. Listeners
 * and the night say nothing of it, and take as long as they take. Holds for PostgreSQL:
 * the embedded database gives up by itself on what others have locked.
 */
public final class StatementTime {

	private static final ThreadLocal<@Nullable Duration> MAX = new ThreadLocal<>();

	private StatementTime() {
	}

	/**
	 * Limits the statements of this thread until the limit is closed.
	 * @param max the longest that each may take, in whole seconds
	 */
	public static Limit limit(Duration max) {
		return set(max);
	}

	/**
	 * Takes the limit from this thread until it is closed, for what is known to take
	 * long.
	 */
	public static Limit unlimited() {
		return set(null);
	}

	/**
	 * The longest that a statement of this thread may take; null if there is no limit.
	 */
	static @Nullable Duration max() {
		return MAX.get();
	}

	private static Limit set(@Nullable Duration max) {
		Duration before = MAX.get();
		MAX.set(max);
		return () -> MAX.set(before);
	}

	/**
	 * What holds until it is closed, by the same thread.
	 */
	@FunctionalInterface
	public interface Limit extends AutoCloseable {

		@Override
		void close();

	}

}
