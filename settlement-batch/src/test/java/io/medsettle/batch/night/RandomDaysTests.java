package io.medsettle.batch.night;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some days of chance, against the same days reckoned claim by claim in the plainest way.
 */
@Tag("invariant-8")
class RandomDaysTests {

	private static final int DAYS = 4;

	private static final int CLAIMS_A_DAY = 60;

	private static final List<String> CITIES = List.of("310000", "320500", "330200", "330400", "340100");

	@ParameterizedTest
	@CsvSource({ "H2,1", "H2,2", "H2,3", "H2,4", "POSTGRESQL,5", "POSTGRESQL,6" })
	void clearWhatPlainReckoningClears(Database database, long seed) {
		NightEngine engine = NightEngine.empty(database);
		Region region = new Region(new Random(seed));
		for (int number = 0; number < DAYS; number++) {
			LocalDate day = NightEngine.DAY.plusDays(number);
			region.live(day, engine);
			NightRun run = Nights.run(engine, day);
			assertThat(run.failure()).isNull();

			Map<String, String> expected = region.close(day);
			Map<String, String> cleared = engine.bean(Positions.class)
				.obligations(day)
				.stream()
				.collect(Collectors.toMap((owed) -> owed.insuredCity() + ">" + owed.treatmentCity(),
						(owed) -> owed.claims() + " " + owed.fen()));
			assertThat(cleared).isEqualTo(expected);
			assertThat(engine.breaks(null, null, BreakState.OPEN)).extracting((held) -> held.claimNo())
				.containsExactlyInAnyOrderElementsOf(region.held());
		}
	}

	/**
	 * Makes up claims, and knows which of them clear.
	 */
	private static final class Region {

		private final Random random;

		private final List<Known> claims = new ArrayList<>();

		private int number;

		Region(Random random) {
			this.random = random;
		}

		void live(LocalDate day, NightEngine engine) {
			long posted = 0;
			for (int i = 0; i < CLAIMS_A_DAY; i++) {
				Known known = new Known(next(day));
				this.claims.add(known);
				known.inTreatment = this.random.nextInt(20) != 0;
				known.inInsured = !known.inTreatment || this.random.nextInt(20) != 0;
				if (known.inTreatment) {
					engine.books().post(Side.TREATMENT, known.claim);
					posted++;
				}
				if (known.inInsured) {
					engine.books().post(Side.INSURED, known.claim);
				}
			}
			for (Known known : this.claims) {
				boolean single = known.inTreatment != known.inInsured;
				if (single && !known.claim.day().equals(day) && this.random.nextBoolean()) {
					engine.books().post(known.inTreatment ? Side.INSURED : Side.TREATMENT, known.claim);
					// A leg that comes late belongs to a day whose events were counted.
					known.inTreatment = true;
					known.inInsured = true;
				}
			}
			engine.watermark().submit(posted);
		}

		Map<String, String> close(LocalDate day) {
			List<Known> clearing = new ArrayList<>();
			for (Known known : this.claims) {
				if (!known.cleared && clears(known)) {
					clearing.add(known);
				}
			}
			Map<String, BigInteger> fen = new TreeMap<>();
			Map<String, Integer> counts = new TreeMap<>();
			for (Known known : clearing) {
				known.cleared = true;
				String pair = known.claim.insuredCity() + ">" + known.claim.treatmentCity();
				fen.merge(pair, BigInteger.valueOf(known.claim.clearedFen()), BigInteger::add);
				counts.merge(pair, 1, Integer::sum);
			}
			Map<String, String> expected = new TreeMap<>();
			fen.forEach((pair, sum) -> expected.put(pair, counts.get(pair) + " " + sum));
			return expected;
		}

		List<String> held() {
			return this.claims.stream()
				.filter((known) -> !known.cleared)
				.map((known) -> known.claim.claimNo())
				.toList();
		}

		private boolean clears(Known known) {
			if (!known.inTreatment || !known.inInsured) {
				return false;
			}
			if (known.claim.sign() > 0) {
				return true;
			}
			Known original = find(known.claim.hospitalCode(), known.claim.originalClaimNo());
			if (original == null || !original.inTreatment || !original.inInsured || !repeats(known, original)) {
				return false;
			}
			return this.claims.stream()
				.filter((other) -> other != known && other.inTreatment && other.claim.sign() < 0)
				.filter((other) -> find(other.claim.hospitalCode(), other.claim.originalClaimNo()) == original)
				.filter((other) -> repeats(other, original))
				.noneMatch((other) -> other.cleared || this.claims.indexOf(other) < this.claims.indexOf(known));
		}

		private static boolean repeats(Known reversal, Known original) {
			return reversal.claim.fundFen() == original.claim.fundFen()
					&& reversal.claim.insuredCity().equals(original.claim.insuredCity());
		}

		private Known find(String hospitalCode, String claimNo) {
			return this.claims.stream()
				.filter((known) -> known.claim.hospitalCode().equals(hospitalCode))
				.filter((known) -> known.claim.claimNo().equals(claimNo))
				.findFirst()
				.orElse(null);
		}

		private ClaimRow next(LocalDate day) {
			int current = ++this.number;
			int kind = this.random.nextInt(10);
			if (kind < 3 && !this.claims.isEmpty()) {
				ClaimRow original = this.claims.get(this.random.nextInt(this.claims.size())).claim;
				if (original.sign() > 0) {
					ClaimRow reversal = original.reversal(day, current);
					return (kind == 0) ? reversal.withFen(reversal.fundFen() + 1, 0, 0) : reversal;
				}
			}
			String insured = CITIES.get(this.random.nextInt(CITIES.size()));
			String treatment = CITIES.get(this.random.nextInt(CITIES.size()));
			if (insured.equals(treatment)) {
				treatment = insured.equals("310000") ? "340100" : "310000";
			}
			ClaimRow claim = ClaimRow.settlement(day, current, insured, treatment)
				.withFen(1 + this.random.nextInt(100_000), 0, 0);
			return (this.random.nextInt(15) == 0) ? early(claim, day, current) : claim;
		}

		/**
		 * The reversal of a claim that may never come.
		 */
		private static ClaimRow early(ClaimRow claim, LocalDate day, int current) {
			return claim.withClaimNo("C-" + (current + 1)).reversal(day, current);
		}

	}

	private static final class Known {

		private final ClaimRow claim;

		private boolean inTreatment;

		private boolean inInsured;

		private boolean cleared;

		Known(ClaimRow claim) {
			this.claim = claim;
		}

	}

}
