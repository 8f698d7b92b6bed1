package io.medsettle.core.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Tells a database that does not answer, or takes no connections, from a statement that
 * failed in it. That passes without anybody doing anything to the engine.
 */
public final class DatabaseAway {

	/** Of what is logged because of it; it is told once, whoever notices it. */
	public static final Marker MARKER = MarkerFactory.getMarker("database-away");

	/** What the pool says of a connection that broke before, without a state. */
	private static final String BROKEN = "Connection is closed";

	private DatabaseAway() {
	}

	/**
	 * Whether this failure, or one that caused it, says so.
	 */
	public static boolean isMeantBy(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// The first is thrown by the pool when it has no connection to give.
			if (cause instanceof SQLTransientConnectionException || (cause instanceof SQLException sql
					&& (isMeantBy(sql.getSQLState()) || BROKEN.equals(sql.getMessage())))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The marker of a line about this failure; null if it says something else.
	 */
	public static @Nullable Marker markerOf(Throwable failure) {
		return isMeantBy(failure) ? MARKER : null;
	}

	/**
	 * 08 is the standard's for connections. PostgreSQL adds 57P01 to 57P05, when it
	 * stops, starts or ends a session, and 53300, when it has no connection left.
	 */
	private static boolean isMeantBy(@Nullable String state) {
		return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
	}

}
