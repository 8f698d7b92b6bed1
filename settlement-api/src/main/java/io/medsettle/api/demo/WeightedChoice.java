package io.medsettle.api.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Draws items, each as often as its weight says.
 *
 * @param <T> what is drawn
 */
final class WeightedChoice<T> {

	private final List<T> items;

	private final int[] cumulativeWeights;

	/**
	 * @param items at least one, in an order that is the same in every run
	 * @param weight positive; all of them together fit an int
	 */
	WeightedChoice(List<T> items, ToIntFunction<T> weight) {
		this.items = List.copyOf(items);
		this.cumulativeWeights = new int[items.size()];
		int sum = 0;
		for (int i = 0; i < this.cumulativeWeights.length; i++) {
			sum = Math.addExact(sum, weight.applyAsInt(this.items.get(i)));
			this.cumulativeWeights[i] = sum;
		}
	}

	T draw(RandomGenerator random) {
		int ticket = random.nextInt(this.cumulativeWeights[this.cumulativeWeights.length - 1]);
		int found = Arrays.binarySearch(this.cumulativeWeights, ticket + 1);
		return this.items.get((found >= 0) ? found : -found - 1);
	}

}
