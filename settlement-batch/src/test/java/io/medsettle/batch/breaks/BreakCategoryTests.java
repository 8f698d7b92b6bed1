package io.medsettle.batch.breaks;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BreakCategoryTests {

	@Test
	void hasAPlaceByGravityForEachCategory() {
		assertThat(Stream.of(BreakCategory.values()).sorted(BreakCategory.gravestFirst()))
			.containsExactlyInAnyOrder(BreakCategory.values())
			.isSortedAccordingTo(BreakCategory.gravestFirst());
		assertThat(Stream.of(BreakCategory.values())
			.map((category) -> Stream.of(BreakCategory.values())
				.filter((other) -> BreakCategory.gravestFirst().compare(category, other) == 0)
				.toList()))
			.allSatisfy((alike) -> assertThat(alike).hasSize(1));
	}

	@Test
	void tellsADoubleReversalBeforeAllElse() {
		assertThat(List.of(BreakCategory.values()).stream().min(BreakCategory.gravestFirst()))
			.contains(BreakCategory.DOUBLE_REVERSAL);
	}

	@ParameterizedTest
	@EnumSource(BreakCategory.class)
	void allowsOfSeveralCategoriesWhatEachOfThemAllows(BreakCategory category) {
		for (BreakCategory other : BreakCategory.values()) {
			Set<Resolution> both = EnumSet.copyOf(allowed(List.of(category)));
			both.retainAll(allowed(List.of(other)));
			assertThat(allowed(List.of(category, other))).as("%s and %s", category, other).isEqualTo(both);
		}
	}

	/** A new category has to say whether the books will ever show that it is over. */
	@Test
	void leavesToPeopleWhatTheBooksDoNotShow() {
		assertThat(BreakCategory.values()).filteredOn(BreakCategory::isLeftToPeople)
			.containsExactlyInAnyOrder(BreakCategory.STATEMENT_MISSING, BreakCategory.STATEMENT_AMOUNT,
					BreakCategory.DUPLICATE, BreakCategory.EVENT_MISSING);
	}

	@Test
	void holdsAClaimThatWaits() {
		assertThat(BreakCategory.values()).filteredOn(BreakCategory::isWaiting)
			.containsExactlyInAnyOrder(BreakCategory.LATE_LEG, BreakCategory.REVERSAL_WITHOUT_ORIGINAL,
					BreakCategory.LATE_ORIGINAL, BreakCategory.ORIGINAL_HELD)
			.allMatch(BreakCategory::holdsClaim);
	}

	private static Set<Resolution> allowed(List<BreakCategory> categories) {
		return Stream.of(Resolution.values())
			.filter((resolution) -> resolution.settlesAll(categories))
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Resolution.class)));
	}

}
