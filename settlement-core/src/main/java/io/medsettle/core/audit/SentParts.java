package io.medsettle.core.audit;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which bytes of a file have been sent, each counted once.
 */
final class SentParts {

	/**
	 * How many gaps are remembered; of a caller who leaves more, it is not known whether
	 * the file was sent whole.
	 */
	static final int PARTS_MAX = 1000;

	/** The last byte of each part by its first. */
	private final NavigableMap<Long, Long> parts = new TreeMap<>();

	static SentParts of(String text) {
		SentParts sent = new SentParts();
		if (!text.isEmpty()) {
			for (String part : text.split(",")) {
				int dash = part.indexOf('-');
				sent.parts.put(Long.valueOf(part.substring(0, dash)), Long.valueOf(part.substring(dash + 1)));
			}
		}
		return sent;
	}

	void add(long first, long last) {
		long from = first;
		long to = last;
		Map.Entry<Long, Long> before = this.parts.floorEntry(to + 1);
		while (before != null && before.getValue() >= from - 1) {
			from = Math.min(from, before.getKey());
			to = Math.max(to, before.getValue());
			this.parts.remove(before.getKey());
			before = this.parts.floorEntry(to + 1);
		}
		if (this.parts.size() < PARTS_MAX) {
			this.parts.put(from, to);
		}
	}

	boolean areAll(long bytes) {
		Map.Entry<Long, Long> first = this.parts.firstEntry();
		return bytes == 0 || (first != null && first.getKey() == 0 && first.getValue() >= bytes - 1);
	}

	@Override
	public String toString() {
		return this.parts.entrySet()
			.stream()
			.map((part) -> part.getKey() + "-" + part.getValue())
			.collect(Collectors.joining(","));
	}

}
