package io.medsettle.api.limits;

import java.util.concurrent.atomic.AtomicLong;

import io.medsettle.api.http.ProblemException;
import io.medsettle.core.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who is slowed, and who is not.
 */
class GuessesTests {

	private static final String ATTACKER = "203.0.113.7";

	private final AtomicLong nanos = new AtomicLong();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Guesses guesses = new Guesses(this.meters, this.nanos::get);

	@Test
	void whoGuessesIsSlowedAndNobodyElse() throws InterruptedException {
		guess(ATTACKER, Guesses.FREE);

		// These have their turn, and the next would have waited for too long.
		guess(ATTACKER, Guesses.PER_SECOND);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.guesses.begin(ATTACKER))
			.satisfies((problem) -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS));
		assertThat(counted("wrong")).isEqualTo(Guesses.FREE + Guesses.PER_SECOND);
		assertThat(counted("slowed")).isOne();

		guess("203.0.113.8", Guesses.FREE);
		guess("2001:db8:0:1:0:0:0:1", 1);
	}

	@Test
	void aRightSecretCostsNothing() throws InterruptedException {
		for (int i = 0; i < 10 * Guesses.FREE; i++) {
			this.guesses.begin(ATTACKER).close();
		}
		guess(ATTACKER, Guesses.FREE);

		assertThat(counted("slowed")).isZero();
	}

	@Test
	void addressesOfOneNetworkAreOne() throws InterruptedException {
		for (int i = 0; i < Guesses.FREE + Guesses.PER_SECOND; i++) {
			guess("2001:db8:0:1:0:0:0:" + Integer.toHexString(i), 1);
		}

		assertThat(this.guesses.addresses()).isOne();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.guesses.begin("2001:db8:0:1:f:f:f:f"));
	}

	@Test
	void aMillionAddressesTakeNoMoreRoomThanSome() throws InterruptedException {
		for (int i = 0; i < 1_000_000; i++) {
			guess("10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff), 1);
		}
		guess("x".repeat(10_000), 1);

		assertThat(this.guesses.addresses()).isLessThanOrEqualTo(Guesses.ADDRESSES_MAX);
	}

	private void guess(String address, int times) throws InterruptedException {
		for (int i = 0; i < times; i++) {
			try (Guesses.Attempt attempt = this.guesses.begin(address)) {
				attempt.failed();
			}
		}
	}

	private double counted(String outcome) {
		return this.meters.get("settlement.access.guesses").tag("outcome", outcome).counter().count();
	}

}
