package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Makes up what hospitals submit.
 */
final class Hospitals {

	/** Two in each city. */
	private static final List<String> CODES = Region.CITIES.stream()
		.flatMap((city) -> List.of("H" + city + "00001", "H" + city + "00002").stream())
		.toList();

	/**
	 * Numbers that bytes and people sort differently, and that several hospitals have.
	 */
	private static final List<String> NUMBERS = List.of("C-", "c-", "B_", "b", "9.");

	private static final List<String> INSURANCE_TYPES = List.of("310", "390");

	private final Random random;

	private final Map<String, Integer> numbers = new HashMap<>();

	/** What was reversed before it was submitted. */
	private final List<Content> awaited = new ArrayList<>();

	Hospitals(Random random) {
		this.random = random;
	}

	static List<String> codes() {
		return CODES;
	}

	/** The partition of a hospital's events: what Kafka makes of its key. */
	static int partitionOf(String hospitalCode) {
		return CODES.indexOf(hospitalCode) % SimulatedTopic.PARTITIONS;
	}

	Content settlement(long nowMs) {
		String hospital = any(CODES);
		String insured = any(Region.CITIES.stream().filter((city) -> !hospital.startsWith("H" + city)).toList());
		return new Content(hospital, number(hospital), 1, null, insured, insured + "00000" + this.random.nextInt(9),
				any(INSURANCE_TYPES), "11", nowMs - this.random.nextLong(TimeUnit.HOURS.toMillis(2)), amount(),
				amount(), amount());
	}

	/** A visit of some days ago. */
	Content lateSettlement(long nowMs) {
		return settlement(nowMs - TimeUnit.DAYS.toMillis(1 + this.random.nextInt(4)));
	}

	Content reversal(Content original, long nowMs) {
		return original.with(number(original.hospitalCode()), -1, original.claimNo()).withSettledAtMs(nowMs);
	}

	/** A reversal that does not quite say what its original says. */
	Content wrongReversal(Content original, long nowMs) {
		return otherwise(reversal(original, nowMs));
	}

	/**
	 * The reversal of something that may come or not, and was perhaps taken back before.
	 */
	Content earlyReversal(long nowMs) {
		if (!this.awaited.isEmpty() && this.random.nextBoolean()) {
			return partly(reversal(any(this.awaited), nowMs));
		}
		Content original = settlement(nowMs);
		this.awaited.add(this.random.nextInt(4) == 0 ? otherwise(original) : original);
		return partly(reversal(original, nowMs));
	}

	/** Another reversal of the same original, of all or of a part. */
	Content repeatedReversal(Content reversal, long nowMs) {
		return partly(
				reversal.with(number(reversal.hospitalCode()), -1, reversal.originalClaimNo()).withSettledAtMs(nowMs));
	}

	/** The same visit under another number. */
	Content billedAgain(Content settlement) {
		return settlement.with(number(settlement.hospitalCode()), 1, null);
	}

	/** As often as not all of it; else a part, or a part of the fund or account alone. */
	private Content partly(Content content) {
		return switch (this.random.nextInt(6)) {
			case 0 -> content.withFen(part(content.fundFen()), part(content.accountFen()), part(content.cashFen()));
			case 1 -> content.withFen(part(content.fundFen()), content.accountFen(), content.cashFen());
			case 2 -> content.withFen(0, part(content.accountFen()), 0);
			default -> content;
		};
	}

	private long part(long fen) {
		return this.random.nextLong(fen + 1);
	}

	/** What was reversed already. */
	@Nullable Content awaited() {
		return this.awaited.isEmpty() ? null : this.awaited.remove(this.random.nextInt(this.awaited.size()));
	}

	/** Something else under the same number. */
	Content conflicting(Content first) {
		if (this.random.nextInt(4) > 0) {
			return otherwise(first);
		}
		return first.isReversal() ? first.with(first.claimNo(), 1, null)
				: first.with(first.claimNo(), -1, "another-" + this.random.nextInt(9));
	}

	/** The same with something changed. */
	Content otherwise(Content content) {
		return switch (this.random.nextInt(4)) {
			case 0 -> content.withFundFen(content.fundFen() + 1);
			case 1 -> content.withPersonNo(content.personNo() + "9");
			case 2 -> content.withInsuredCity(otherCity(content));
			default -> content.withInsuranceType(content.insuranceType().equals("310") ? "390" : "310");
		};
	}

	String otherCity(Content content) {
		return any(Region.CITIES.stream()
			.filter((city) -> !city.equals(content.insuredCity()) && !city.equals(content.treatmentCity()))
			.toList());
	}

	<T> T any(List<T> among) {
		return among.get(this.random.nextInt(among.size()));
	}

	private String number(String hospital) {
		return any(NUMBERS) + this.numbers.merge(hospital, 1, Integer::sum);
	}

	/** Often small, so that sums are zero or below. */
	private long amount() {
		return (this.random.nextInt(3) == 0) ? this.random.nextInt(3) : this.random.nextInt(100_000);
	}

}
