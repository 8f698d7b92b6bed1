package io.medsettle.api.benchmark;

import java.util.Map;

/**
 * The engine's own database, which nobody else can look into while it runs.
 */
final class EmbeddedBooks implements BooksDatabase {

	@Override
	public String name() {
		return "H2, embedded";
	}

	/**
	 * A server would have its cache, its buffers and its workers outside of the engine.
	 */
	@Override
	public String heap() {
		return "2g";
	}

	@Override
	public Map<String, String> settings() {
		return Map.of();
	}

	@Override
	public void close() {
	}

}
