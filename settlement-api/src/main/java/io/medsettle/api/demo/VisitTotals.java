package io.medsettle.api.demo;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The totals of a number of visits: log-normal as in the field (many small ones, a few
 * very large), and together exactly the sum that is asked for. The raw amounts are drawn
 * twice, first to know their sum, then to scale each by (asked sum / raw sum); what
 * scaling cuts off one amount is carried to the next, so that nothing gets lost.
 */
final class VisitTotals {

	private static final double MEDIAN_FEN = 15_000;

	private static final double SIGMA = 0.9;

	private static final long LOWEST_RAW_FEN = 1_000;

	private static final long HIGHEST_RAW_FEN = 1_000_000;

	private final RandomGenerator random;

	private final long sumFen;

	private final long rawSumFen;

	private long carry;

	/**
	 * @param seed decides all amounts
	 * @param visits how many are taken
	 * @param sumFen what they come to; at most 9,000,000,000,000 so that a raw amount
	 * times the sum fits a long
	 */
	VisitTotals(long seed, int visits, long sumFen) {
		RandomGenerator rehearsal = newRandom(seed);
		long rawSum = 0;
		for (int i = 0; i < visits; i++) {
			rawSum += raw(rehearsal);
		}
		this.rawSumFen = rawSum;
		this.sumFen = sumFen;
		this.random = newRandom(seed);
	}

	/** The next visit's total. */
	long nextFen() {
		long scaled = Math.addExact(Math.multiplyExact(raw(this.random), this.sumFen), this.carry);
		this.carry = scaled % this.rawSumFen;
		return scaled / this.rawSumFen;
	}

	/** StrictMath, because Math may round differently on another processor. */
	private static long raw(RandomGenerator random) {
		double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
		double gaussian = radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
		long fen = (long) (MEDIAN_FEN * StrictMath.exp(SIGMA * gaussian));
		return Math.clamp(fen, LOWEST_RAW_FEN, HIGHEST_RAW_FEN);
	}

	private static RandomGenerator newRandom(long seed) {
		return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
	}

}
