package io.medsettle.api.startup;

import java.sql.SQLException;

import io.medsettle.core.database.DatabaseAway;

/**
 * A database that cannot be opened, told apart from a statement that failed in it.
 */
final class UnreachableDatabase {

	/** H2: the file is open in another process. */
	private static final String H2_ALREADY_OPEN = "90020";

	private UnreachableDatabase() {
	}

	/**
	 * By the standard's class of the state, where it is not away: 28 password, 3D
	 * database.
	 */
	static boolean isMeantBy(SQLException failure) {
		String state = failure.getSQLState();
		return DatabaseAway.isMeantBy(failure) || (state != null
				&& (state.startsWith("28") || state.startsWith("3D") || state.equals(H2_ALREADY_OPEN)));
	}

	static String line(SQLException failure, String url) {
		return "The database " + withoutParameters(url) + " (spring.datasource.url) cannot be opened: "
				+ failure.getMessage();
	}

	/** Parameters may carry a password. */
	static String withoutParameters(String url) {
		return url.replaceFirst("[;?].*", "");
	}

}
