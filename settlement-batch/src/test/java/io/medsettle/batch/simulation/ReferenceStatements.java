package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What hospitals have stated of their days, and what that means, claim by claim.
 */
final class ReferenceStatements {

	private static final String EXTRA = " STATEMENT_EXTRA since ";

	private static final String TOTALS = " STATEMENT_TOTALS_DIFFER since ";

	private final Map<LocalDate, SortedMap<String, SortedMap<String, Content>>> lines = new HashMap<>();

	private final Map<LocalDate, SortedMap<String, Totals>> totals = new HashMap<>();

	/** A hospital sends its claims one by one; the last time counts. */
	void state(LocalDate day, String hospital, Collection<Content> claims) {
		SortedMap<String, Content> listed = new TreeMap<>();
		claims.forEach((claim) -> listed.put(claim.claimNo(), claim));
		this.lines.computeIfAbsent(day, (any) -> new TreeMap<>()).put(hospital, listed);
	}

	/** A hospital sends its totals; the last time counts. */
	void state(LocalDate day, String hospital, Totals stated) {
		this.totals.computeIfAbsent(day, (any) -> new TreeMap<>()).put(hospital, stated);
	}

	/** Why the statement of its hospital holds a claim of the day, if it does. */
	@Nullable String difference(LocalDate day, Booked booked) {
		Map<String, Content> listed = linesOf(day).get(booked.content().hospitalCode());
		if (listed == null || !booked.day().equals(day)) {
			return null;
		}
		Content line = listed.get(booked.content().claimNo());
		if (line == null) {
			return leavesReversalsOut(day, booked.content(), listed.values()) ? null : beside(day, booked.content());
		}
		return isSame(line, booked.content()) ? null : "STATEMENT_AMOUNT";
	}

	/** What a claim clears with by its hospital's statement, or else by the book. */
	long statedFen(Booked booked) {
		Map<String, Content> listed = linesOf(booked.day()).get(booked.content().hospitalCode());
		Content line = (listed != null) ? listed.get(booked.content().claimNo()) : null;
		return ((line != null) ? line : booked.content()).clearedFen();
	}

	/**
	 * What its hospital lists a day earlier or later with the same amounts is not
	 * missing.
	 */
	private @Nullable String beside(LocalDate day, Content claim) {
		List<Content> listed = new ArrayList<>();
		for (LocalDate neighbour : List.of(day.minusDays(1), day.plusDays(1))) {
			Content line = linesOf(neighbour).getOrDefault(claim.hospitalCode(), new TreeMap<>()).get(claim.claimNo());
			if (line != null) {
				listed.add(line);
			}
		}
		if (listed.isEmpty()) {
			return "STATEMENT_MISSING";
		}
		return listed.stream().anyMatch((line) -> isSame(line, claim)) ? null : "STATEMENT_AMOUNT";
	}

	/**
	 * How many hospitals have stated something, how many of them all right and not, and
	 * how many others have claims.
	 */
	String outcome(LocalDate day, Collection<Booked> treatmentBook) {
		List<Booked> ofDay = treatmentBook.stream().filter((booked) -> booked.day().equals(day)).toList();
		SortedSet<String> heard = new TreeSet<>(linesOf(day).keySet());
		heard.addAll(totalsOf(day).keySet());
		if (heard.isEmpty()) {
			return "nobody has stated anything";
		}
		long differing = heard.stream().filter((hospital) -> isWrong(day, hospital, ofDay)).count();
		long silent = ofDay.stream()
			.map((booked) -> booked.content().hospitalCode())
			.filter((hospital) -> !heard.contains(hospital))
			.distinct()
			.count();
		return "%d match, %d differ, %d silent".formatted(heard.size() - differing, differing, silent);
	}

	/**
	 * What hospitals state otherwise than the books, where no claim can be held for it.
	 */
	List<String> differences(LocalDate day, Collection<Booked> treatmentBook) {
		List<String> differences = new ArrayList<>();
		linesOf(day).forEach((hospital, listed) -> listed.keySet()
			.stream()
			.filter((claimNo) -> treatmentBook.stream()
				.noneMatch((booked) -> booked.day().equals(day)
						&& booked.content().identity().equals(new Identity(hospital, claimNo))))
			.forEach((claimNo) -> differences.add(hospital + " " + claimNo + EXTRA + day)));
		List<Booked> ofDay = treatmentBook.stream().filter((booked) -> booked.day().equals(day)).toList();
		totalsOf(day).keySet()
			.stream()
			.filter((hospital) -> !linesOf(day).containsKey(hospital) && isWrong(day, hospital, ofDay))
			.forEach((hospital) -> differences.add(hospital + " " + day + TOTALS + day));
		return differences;
	}

	/** Whether the claim that only a hospital had is there now. */
	boolean isClearedUp(String difference, Set<Identity> booked) {
		return booked.stream()
			.anyMatch((claim) -> difference.startsWith(claim.hospitalCode() + " " + claim.claimNo() + EXTRA));
	}

	private boolean isWrong(LocalDate day, String hospital, List<Booked> ofDay) {
		List<Booked> booked = ofDay.stream().filter((each) -> each.content().hospitalCode().equals(hospital)).toList();
		Map<String, Content> listed = linesOf(day).get(hospital);
		if (listed == null) {
			Totals stated = Objects.requireNonNull(totalsOf(day).get(hospital));
			return !stated.equals(Totals.of(booked.stream().map(Booked::content).toList(), stated.withReversals()));
		}
		boolean extra = listed.keySet()
			.stream()
			.anyMatch((claimNo) -> booked.stream().noneMatch((each) -> each.content().claimNo().equals(claimNo)));
		return extra || booked.stream().anyMatch((each) -> difference(day, each) != null);
	}

	private boolean leavesReversalsOut(LocalDate day, Content claim, Collection<Content> listed) {
		Totals stated = totalsOf(day).get(claim.hospitalCode());
		return claim.isReversal() && listed.stream().noneMatch(Content::isReversal) && stated != null
				&& !stated.withReversals();
	}

	private static boolean isSame(Content line, Content booked) {
		return line.sign() == booked.sign() && line.totalFen() == booked.totalFen()
				&& line.fundFen() == booked.fundFen() && line.accountFen() == booked.accountFen();
	}

	private SortedMap<String, SortedMap<String, Content>> linesOf(LocalDate day) {
		return this.lines.getOrDefault(day, new TreeMap<>());
	}

	private SortedMap<String, Totals> totalsOf(LocalDate day) {
		return this.totals.getOrDefault(day, new TreeMap<>());
	}

	/**
	 * A hospital's figures of a day.
	 *
	 * @param withReversals whether reversals are counted and taken off
	 */
	record Totals(boolean withReversals, long claims, long totalFen, long fundFen, long accountFen) {

		static Totals of(Collection<Content> claims, boolean withReversals) {
			Totals sum = new Totals(withReversals, 0, 0, 0, 0);
			for (Content claim : claims) {
				if (withReversals || !claim.isReversal()) {
					sum = new Totals(withReversals, sum.claims + 1, sum.totalFen + claim.sign() * claim.totalFen(),
							sum.fundFen + claim.sign() * claim.fundFen(),
							sum.accountFen + claim.sign() * claim.accountFen());
				}
			}
			return sum;
		}

	}

}
