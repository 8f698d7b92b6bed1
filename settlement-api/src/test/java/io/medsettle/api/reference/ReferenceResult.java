package io.medsettle.api.reference;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A day's result as the reference sees it. Keys are {@code insured→treatment},
 * {@code cityA|cityB} and city codes.
 *
 * @param cleared how many claims cleared
 * @param held why a claim is held, by {@code hospitalCode claimNo}
 * @param claims cleared claims by ordered pair
 * @param obligations fen by ordered pair
 * @param bilateral fen by unordered pair; positive: A owes B
 * @param net fen by city; positive receives
 */
public record ReferenceResult(int cleared, Map<String, String> held, SortedMap<String, Long> claims,
		SortedMap<String, Long> obligations, SortedMap<String, Long> bilateral, SortedMap<String, Long> net) {

	static ReferenceResult of(List<ReferenceEngine.Accepted> cleared, Map<String, String> held,
			SortedSet<String> cities) {
		SortedMap<String, Long> claims = new TreeMap<>();
		SortedMap<String, BigInteger> obligations = new TreeMap<>();
		SortedMap<String, BigInteger> bilateral = new TreeMap<>();
		SortedMap<String, BigInteger> net = new TreeMap<>();
		cities.forEach((city) -> net.put(city, BigInteger.ZERO));
		for (ReferenceEngine.Accepted claim : cleared) {
			String insured = claim.insuredCity();
			String treatment = claim.treatmentCity();
			BigInteger fen = claim.signedFen();
			claims.merge(ordered(insured, treatment), 1L, Long::sum);
			obligations.merge(ordered(insured, treatment), fen, BigInteger::add);
			bilateral.merge(unordered(insured, treatment), (insured.compareTo(treatment) < 0) ? fen : fen.negate(),
					BigInteger::add);
			net.merge(treatment, fen, BigInteger::add);
			net.merge(insured, fen.negate(), BigInteger::add);
		}
		return new ReferenceResult(cleared.size(), held, claims, exact(obligations), exact(bilateral), exact(net));
	}

	/**
	 * The key of what one city owes another.
	 */
	public static String ordered(String insuredCity, String treatmentCity) {
		return insuredCity + "→" + treatmentCity;
	}

	/**
	 * The key of what remains between two cities.
	 */
	public static String unordered(String one, String other) {
		return (one.compareTo(other) < 0) ? one + "|" + other : other + "|" + one;
	}

	private static SortedMap<String, Long> exact(SortedMap<String, BigInteger> amounts) {
		SortedMap<String, Long> exact = new TreeMap<>();
		amounts.forEach((key, fen) -> exact.put(key, fen.longValueExact()));
		return exact;
	}

}
