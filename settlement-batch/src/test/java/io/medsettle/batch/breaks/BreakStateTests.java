package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of a break: which state may follow which, and what that lets people do.
 */
class BreakStateTests {

	@ParameterizedTest
	@CsvSource({ "OPEN,ASSIGNED PENDING PROPOSED RESOLVED", "ASSIGNED,ASSIGNED PENDING PROPOSED REOPENED RESOLVED",
			"PENDING,ASSIGNED PENDING PROPOSED EXPIRED REOPENED RESOLVED",
			"EXPIRED,ASSIGNED PENDING PROPOSED REOPENED RESOLVED", "PROPOSED,APPROVED REOPENED RESOLVED",
			"APPROVED,REOPENED RESOLVED", "RESOLVED,", "REOPENED,ASSIGNED PENDING PROPOSED RESOLVED" })
	void isFollowedBy(BreakState state, @Nullable String successors) {
		assertThat(state.successors()).isEqualTo((successors == null) ? Set.of()
				: new HashSet<>(Stream.of(successors.split(" ")).map(BreakState::valueOf).toList()));
	}

	/** Nobody approves what nobody has proposed. */
	@Test
	void isApprovedOnlyOnceItIsProposed() {
		assertThat(EnumSet.allOf(BreakState.class)
			.stream()
			.filter((state) -> state.successors().contains(BreakState.APPROVED))).containsExactly(BreakState.PROPOSED);
	}

	@ParameterizedTest
	@EnumSource(BreakState.class)
	void allowsAProposalWhereItMayFollow(BreakState state) {
		Break held = held(state, BreakCategory.FUND_DIFFERS, List.of(), BreakOwner.OPERATOR);
		Set<BreakState> settled = EnumSet.of(BreakState.PROPOSED, BreakState.APPROVED, BreakState.RESOLVED);
		assertThat(held.allows(Resolution.CANCEL)).isEqualTo(!settled.contains(state));
		assertThat(held.allows(Resolution.WAIT)).isEqualTo(!settled.contains(state));
		assertThat(held.allows(Resolution.LINK)).isFalse();
	}

	@Test
	void allowsNothingThatOneOfItsCategoriesForbids() {
		Break held = held(BreakState.OPEN, BreakCategory.FUND_DIFFERS, List.of(BreakCategory.DUPLICATE),
				BreakOwner.OPERATOR);
		assertThat(held.categories()).containsExactly(BreakCategory.FUND_DIFFERS, BreakCategory.DUPLICATE);
		assertThat(held.allows(Resolution.ACCEPT_TREATMENT)).isTrue();
		assertThat(held.allows(Resolution.DEDUCT)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "TREATMENT_CITY,310000", "HOSPITAL,310000", "INSURED_CITY,320500", "OPERATOR," })
	void belongsToTheBureauOfItsOwner(BreakOwner owner, @Nullable String city) {
		assertThat(held(BreakState.OPEN, BreakCategory.REFUSED, List.of(), owner).ownerCity()).isEqualTo(city);
	}

	@ParameterizedTest
	@EnumSource(BreakEvent.Kind.class)
	void letsResolvedBreaksBeRemarkedOn(BreakEvent.Kind kind) {
		assertThat(kind.isRemark())
			.isEqualTo(Set.of(BreakEvent.Kind.COMMENTED, BreakEvent.Kind.EVIDENCED).contains(kind));
	}

	private static Break held(BreakState state, BreakCategory category, List<BreakCategory> also, BreakOwner owner) {
		LocalDate day = LocalDate.of(2026, 11, 20);
		return new Break("b", category, also, state, day, null, "H31000000001", "C-1", null, null, "320500", "310000",
				80_000, "why", new Break.Handling(owner, null, null, null), null);
	}

}
