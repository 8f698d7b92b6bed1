package io.medsettle.core.claim;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.CharacterArbitrary;
import org.jspecify.annotations.Nullable;

/**
 * Any well-formed claim, as the decoder could have made it; its sums need not be right.
 */
final class SampleClaims {

	private SampleClaims() {
	}

	static Arbitrary<Claim> any() {
		return Combinators
			.combine(claimNos(), claimNos().injectNull(0.5), digits(6), personNos(), digits(3), times(),
					digits(6).injectNull(0.5),
					Combinators.combine(amounts(), amounts(), splits(), funds()).as(Amounts::new))
			.as((claimNo, originalClaimNo, city, personNo, type, settledAt, treatmentCity, amounts) -> new Claim(
					"H" + city + "00001", claimNo,
					isReversal(claimNo, originalClaimNo) ? ClaimKind.REVERSAL : ClaimKind.SETTLEMENT,
					isReversal(claimNo, originalClaimNo) ? originalClaimNo : null, city, personNo, type,
					type.substring(1), settledAt, treatmentCity, amounts.totalFen(), amounts.fundFen(),
					amounts.totalFen() / 2, amounts.fundFen() / 2, amounts.split(), amounts.funds()));
	}

	private static boolean isReversal(String claimNo, @Nullable String originalClaimNo) {
		return originalClaimNo != null && !originalClaimNo.equals(claimNo);
	}

	private static Arbitrary<String> digits(int count) {
		return Arbitraries.strings().withCharRange('0', '9').ofLength(count);
	}

	private static Arbitrary<String> claimNos() {
		return identifiers(Arbitraries.chars().range('A', 'Z').range('a', 'z').numeric());
	}

	private static Arbitrary<String> personNos() {
		return identifiers(Arbitraries.chars().range('A', 'Z').numeric());
	}

	private static Arbitrary<String> identifiers(CharacterArbitrary beginning) {
		Arbitrary<String> rest = Arbitraries
			.frequencyOf(Tuple.of(4, beginning), Tuple.of(1, Arbitraries.of('-', '.', '_', '~', ':', '+', '=', '@')))
			.list()
			.ofMaxSize(63)
			.map((characters) -> characters.stream().map(String::valueOf).collect(Collectors.joining()));
		return Combinators.combine(beginning, rest).as((first, others) -> first + others);
	}

	private static Arbitrary<OffsetDateTime> times() {
		return Combinators
			.combine(
					Arbitraries.longs()
						.between(LocalDateTime.of(1900, 1, 2, 0, 0).toEpochSecond(ZoneOffset.UTC),
								LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC)),
					Arbitraries.of(0, 0, 1, 120_000_000, 999_999_999),
					Arbitraries.integers().between(-18 * 60, 18 * 60))
			.as((second, nano, offsetMinutes) -> LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)
				.atOffset(ZoneOffset.ofTotalSeconds(60 * offsetMinutes)));
	}

	private static Arbitrary<Long> amounts() {
		return Arbitraries.longs().between(0, FieldRules.MAXIMUM_FEN);
	}

	private static Arbitrary<Claim.@Nullable Split> splits() {
		return Combinators.combine(amounts(), amounts(), amounts(), amounts()).as(Claim.Split::new).injectNull(0.5);
	}

	private static Arbitrary<SortedMap<String, Long>> funds() {
		return Arbitraries.maps(Arbitraries.strings().withChars("azAZ09._-").ofMinLength(1).ofMaxLength(32), amounts())
			.ofMaxSize(FieldRules.MAXIMUM_FUNDS)
			.map((funds) -> new TreeMap<>((Map<String, Long>) funds));
	}

	private record Amounts(long totalFen, long fundFen, Claim.@Nullable Split split, SortedMap<String, Long> funds) {
	}

}
