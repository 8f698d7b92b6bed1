package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakAges;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakOwner;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The claims that are held, by kind, owner and age.
 */
@Schema(name = "BreakAgeing", description = "The claims that are held back, by kind, owner and age.")
record AgeingReport(@Schema(description = "The current clearing day, from which ages are counted.") LocalDate day,
		@Schema(description = "By kind and owner.") List<Group> groups,
		@Schema(description = "All claims with which something is wrong.") Sum broken,
		@Schema(description = "All claims that wait for something on its way.") Sum waiting,
		@Schema(description = "All differences for which no claim is held.") Sum differences) {

	/**
	 * Counts the business days since each claim was first held.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	static AgeingReport of(Today today, List<BreakAges.Held> held) {
		Map<BreakCategory, Map<BreakOwner, List<BreakAges.Held>>> byKind = held.stream()
			.collect(Collectors.groupingBy(BreakAges.Held::category, TreeMap::new,
					Collectors.groupingBy(BreakAges.Held::owner, TreeMap::new, Collectors.toList())));
		List<Group> groups = new ArrayList<>();
		byKind.forEach((category, byOwner) -> byOwner
			.forEach((owner, some) -> groups.add(Group.of(category, owner, today, some))));
		return new AgeingReport(today.day(), groups, sum(groups, (group) -> group.holding() && !group.waiting()),
				sum(groups, Group::waiting), sum(groups, (group) -> !group.holding()));
	}

	private static Sum sum(List<Group> groups, Predicate<Group> summed) {
		return groups.stream()
			.filter(summed)
			.flatMap((group) -> group.ages().stream())
			.map(Age::sum)
			.reduce(Sum.NONE, Sum::plus);
	}

	/**
	 * Claims of one kind and owner.
	 */
	@Schema(name = "BreakAgeingGroup")
	record Group(BreakCategory category, @Schema(description = "Whether claims are held for it.") boolean holding,
			@Schema(description = "Whether they only wait for something on its way.") boolean waiting, BreakOwner owner,
			@Schema(description = "How old they are: every age, also one of which there are none.") List<Age> ages) {

		private static Group of(BreakCategory category, BreakOwner owner, Today today, List<BreakAges.Held> held) {
			List<Age> ages = Bucket.ALL.stream()
				.map((bucket) -> new Age(bucket.days(),
						held.stream()
							.filter((some) -> bucket.holds(today.ageBusinessDays(some.openedDay(), today.day())))
							.map((some) -> new Sum(some.claims(), some.fen()))
							.reduce(Sum.NONE, Sum::plus)))
				.toList();
			return new Group(category, category.holdsClaim(), category.isWaiting(), owner, ages);
		}

	}

	/**
	 * Claims of one age.
	 */
	@Schema(name = "BreakAge")
	record Age(@Schema(description = "Business days.", example = "2-3") String days,
			@Schema(description = "How many, and how much.") Sum sum) {
	}

	/**
	 * How many claims, and what they come to.
	 */
	@Schema(name = "BreakSum")
	record Sum(long claims, @Schema(description = "Without signs.") long fen) {

		static final Sum NONE = new Sum(0, 0);

		Sum plus(Sum other) {
			return new Sum(this.claims + other.claims, Math.addExact(this.fen, other.fen));
		}

	}

	private record Bucket(long daysMin, long daysMax) {

		static final List<Bucket> ALL = List.of(
				// Of this night or the one before.
				new Bucket(0, 1),
				// Somebody should have seen it.
				new Bucket(2, 3),
				// Up to a week.
				new Bucket(4, 5),
				// Up to the end of the month's closing.
				new Bucket(6, 22),
				// Too old.
				new Bucket(23, Long.MAX_VALUE));

		String days() {
			return (this.daysMax == Long.MAX_VALUE) ? ">" + (this.daysMin - 1) : this.daysMin + "-" + this.daysMax;
		}

		boolean holds(long age) {
			return age >= this.daysMin && age <= this.daysMax;
		}

	}

}
