package io.medsettle.batch.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects discrepancies in the order in which they are found. Counts all, keeps the
 * first.
 */
final class Discrepancies {

	private final List<Discrepancy> listed = new ArrayList<>();

	private long count;

	void add(String what, String where, String expected, String found) {
		this.count++;
		if (this.listed.size() < Verification.LISTED_MAX) {
			this.listed.add(new Discrepancy(what, where, expected, found));
		}
	}

	/**
	 * Adds a discrepancy if the two texts are not the same.
	 */
	void compare(String what, String where, String expected, String found) {
		if (!expected.equals(found)) {
			add(what, where, expected, found);
		}
	}

	long count() {
		return this.count;
	}

	List<Discrepancy> listed() {
		return List.copyOf(this.listed);
	}

}
