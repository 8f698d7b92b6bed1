package io.medsettle.batch.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The cities of one partition of a step: all codes from the first to the last.
 *
 * @param first the lowest code, six digits
 * @param last the highest code, six digits
 */
public record CityRange(String first, String last) {

	/** Every city. */
	public static final CityRange ALL = new CityRange("000000", "999999");

	private static final String SEPARATOR = "-";

	/**
	 * Cuts the space of all codes into ranges of about equal work. Together the ranges
	 * cover every code, also of cities without work.
	 * @param work how much there is to do for each city; cities without work may be
	 * missing
	 * @param rangesMax how many ranges there may be at most
	 */
	public static List<CityRange> balanced(SortedMap<String, Long> work, int rangesMax) {
		long left = work.values().stream().mapToLong(Long::longValue).sum();
		List<CityRange> ranges = new ArrayList<>();
		String first = ALL.first;
		long taken = 0;
		for (Map.Entry<String, Long> city : work.entrySet()) {
			int rangesLeft = rangesMax - ranges.size();
			long share = Math.ceilDiv(left, rangesLeft);
			if (taken > 0 && rangesLeft > 1 && taken + city.getValue() / 2 > share) {
				ranges.add(new CityRange(first, before(city.getKey())));
				first = city.getKey();
				left -= taken;
				taken = 0;
			}
			taken += city.getValue();
		}
		ranges.add(new CityRange(first, ALL.last));
		return ranges;
	}

	/**
	 * The range that calls itself so.
	 * @see #toString()
	 */
	static CityRange parse(String text) {
		String[] ends = text.split(SEPARATOR, 2);
		return new CityRange(ends[0], ends[1]);
	}

	/**
	 * Whether the city lies in the range.
	 */
	public boolean contains(String city) {
		return this.first.compareTo(city) <= 0 && this.last.compareTo(city) >= 0;
	}

	@Override
	public String toString() {
		return this.first + SEPARATOR + this.last;
	}

	private static String before(String code) {
		return "%06d".formatted(Integer.parseInt(code) - 1);
	}

}
