package io.medsettle.api.limits;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many can be taken, and when the next.
 */
class PaceTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	/** Where the system's own clock may well stand. */
	private static final long START = Long.MAX_VALUE - 5 * SECOND;

	private final Pace pace = new Pace(4, Duration.ofSeconds(1), Duration.ofSeconds(10), START);

	@Test
	void whatIsKeptCanBeTakenAtOnceAndNoMore() {
		assertThat(takeAll(START)).isEqualTo(40);
		assertThat(takeAll(START + SECOND)).isEqualTo(4);
		assertThat(takeAll(START + 1000 * SECOND)).isEqualTo(40);
	}

	@Test
	void theWaitIsTrue() {
		takeAll(START);
		long wait = this.pace.take(START, 0);

		assertThat(wait).isEqualTo(SECOND / 4).isEqualTo(this.pace.untilNext(START));
		assertThat(this.pace.take(START + wait - 1, 0)).isOne();
		assertThat(this.pace.take(START + wait, 0)).isZero();
	}

	@Test
	void whoWaitsHasItsTurn() {
		takeAll(START);

		assertThat(this.pace.take(START, SECOND)).isEqualTo(SECOND / 4);
		assertThat(this.pace.take(START, SECOND)).isEqualTo(SECOND / 2);
		assertThat(this.pace.take(START, SECOND / 2)).isEqualTo(3 * SECOND / 4);
		assertThat(this.pace.take(START, SECOND)).isEqualTo(3 * SECOND / 4);
	}

	@Test
	void debtIsPaidAndIsNeverTooLarge() {
		this.pace.owe(38, START, START);
		assertThat(takeAll(START)).isEqualTo(2);

		this.pace.owe(44, START, START);
		assertThat(this.pace.untilNext(START)).isEqualTo(5 * SECOND / 4);

		this.pace.owe(1_000_000, START, START);
		assertThat(this.pace.untilNext(START)).isEqualTo(Pace.DEBT_MAX.toNanos() + SECOND / 4);
	}

	/**
	 * Within the limit, whoever it was; and what has been taken since is paid as well.
	 */
	@Test
	void whatWasTakenOverALongTimeLeavesNoDebt() {
		long later = START + 3600 * SECOND;
		this.pace.take(later, 0);

		this.pace.owe(4 * 3600, START, later);

		assertThat(takeAll(later)).isEqualTo(39);
	}

	private int takeAll(long now) {
		int taken = 0;
		while (this.pace.take(now, 0) == 0) {
			taken++;
		}
		return taken;
	}

}
