package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the engine keeps its books in while they are measured.
 */
interface BooksDatabase extends AutoCloseable {

	/**
	 * Starts a database.
	 * @param name {@code postgresql} or {@code h2}
	 */
	static BooksDatabase start(String name) throws IOException, SQLException {
		return switch (name) {
			case "postgresql" -> new PostgresBooks();
			case "h2" -> new EmbeddedBooks();
			default -> throw new IllegalArgumentException("There is no database " + name + ": postgresql or h2.");
		};
	}

	String name();

	/** What the engine's heap is limited to. */
	String heap();

	/** What the engine must be told. */
	Map<String, String> settings();

	/** Lets what the warm-up left be done before anything is measured. */
	default void settle() throws SQLException {
	}

	/**
	 * Registers the keys of hospitals, by their codes.
	 */
	default void register(Map<String, byte[]> publicKeys) throws SQLException {
		throw new UnsupportedOperationException("Only a server lets others into its tables.");
	}

	/**
	 * Takes the insured leg of some of a day's claims out of the books, as if the insured
	 * ledger had never posted it.
	 * @param percent of the day's claims
	 * @return what these claims owed, in fen by {@code insured→treatment}
	 */
	default Map<String, Long> breakSome(LocalDate day, int percent) throws SQLException {
		throw new UnsupportedOperationException("Only a server lets others into its books.");
	}

	/**
	 * What a night asks of the database at least, in seconds; empty where nobody can say.
	 */
	default OptionalDouble bareNightS(LocalDate day) throws SQLException, IOException {
		return OptionalDouble.empty();
	}

	/**
	 * How many claims a second the database takes when nothing else is in the way; empty
	 * where nobody can say.
	 */
	default OptionalLong ceilingClaimsPerSecond(Path folder) throws SQLException, IOException {
		return OptionalLong.empty();
	}

	@Override
	void close() throws IOException, SQLException;

}
