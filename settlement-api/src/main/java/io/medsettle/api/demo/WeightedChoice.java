package io.medsettle.api.demo;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Draws items, each as often as its weight says.
 *
 * @param <T> what is drawn
 */
final class WeightedChoice<T> {

	/** Each under the sum of its own weight and those before it. */
	private final NavigableMap<Integer, T> items = new TreeMap<>();

	/**
	 * @param items at least one, in an order that is the same in every run
	 * @param weight positive; all of them together fit an int
	 */
	WeightedChoice(List<T> items, ToIntFunction<T> weight) {
		int sum = 0;
		for (T item : items) {
			sum = Math.addExact(sum, weight.applyAsInt(item));
			this.items.put(sum, item);
		}
	}

	T draw(RandomGenerator random) {
		return Objects.requireNonNull(this.items.higherEntry(random.nextInt(this.items.lastKey()))).getValue();
	}

}
