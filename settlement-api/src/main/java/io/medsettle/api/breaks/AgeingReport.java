package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.medsettle.batch.breaks.BreakAges;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakOwner;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The claims that are held, by kind, owner and age.
 *
 * @param day the current clearing day, from which ages are counted
 * @param groups by kind and owner
 * @param broken all claims with which something is wrong
 * @param waiting all claims that only wait for something on its way
 * @param differences all that holds no claim
 */
@Schema(name = "BreakAgeing", description = "The claims that are held back, by kind, owner and age.")
record AgeingReport(LocalDate day, List<Group> groups,
		@Schema(description = "All claims with which something is wrong.") Sum broken,
		@Schema(description = "All claims that wait for something on its way.") Sum waiting,
		@Schema(description = "All differences for which no claim is held.") Sum differences) {

	/**
	 * Counts the business days since each claim was first held.
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	static AgeingReport of(Today today, List<BreakAges.Held> held) {
		SortedMap<BreakCategory, SortedMap<BreakOwner, List<BreakAges.Held>>> byKind = new TreeMap<>();
		held.forEach((some) -> byKind.computeIfAbsent(some.category(), (category) -> new TreeMap<>())
			.computeIfAbsent(some.owner(), (owner) -> new ArrayList<>())
			.add(some));
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
	 *
	 * @param category why they are held
	 * @param holding whether claims are held for it
	 * @param waiting whether they only wait for something on its way
	 * @param owner who has to do something about them
	 * @param ages how old they are, all ages
	 */
	@Schema(name = "BreakAgeingGroup")
	record Group(BreakCategory category, boolean holding, boolean waiting, BreakOwner owner, List<Age> ages) {

		private static Group of(BreakCategory category, BreakOwner owner, Today today, List<BreakAges.Held> held) {
			List<Age> ages = Arrays.stream(Bucket.values())
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
	 *
	 * @param days the age, in business days
	 * @param sum how many, and how much
	 */
	@Schema(name = "BreakAge")
	record Age(@Schema(description = "Business days.", example = "2-3") String days, Sum sum) {
	}

	/**
	 * How many claims, and what they come to.
	 *
	 * @param claims how many
	 * @param fen what they come to, without signs
	 */
	@Schema(name = "BreakSum")
	record Sum(long claims, @Schema(description = "Without signs.") long fen) {

		static final Sum NONE = new Sum(0, 0);

		Sum plus(Sum other) {
			return new Sum(this.claims + other.claims, Math.addExact(this.fen, other.fen));
		}

	}

	private enum Bucket {

		/** Of this night or the one before. */
		NEW(0, 1),

		/** Somebody should have seen it. */
		DAYS(2, 3),

		/** Up to a week. */
		WEEK(4, 5),

		/** Up to the end of the month's closing. */
		MONTH(6, 22),

		/** Too old. */
		OLDER(23, Long.MAX_VALUE);

		private final long daysMin;

		private final long daysMax;

		Bucket(long daysMin, long daysMax) {
			this.daysMin = daysMin;
			this.daysMax = daysMax;
		}

		String days() {
			return (this == OLDER) ? ">" + (this.daysMin - 1) : this.daysMin + "-" + this.daysMax;
		}

		boolean holds(long age) {
			return age >= this.daysMin && age <= this.daysMax;
		}

	}

}
