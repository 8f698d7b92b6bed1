package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.store.ClearingDay;
import io.medsettle.core.store.ClearingDays;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads what became of a clearing day.
 */
@Component
@ConditionalOnRole(Role.API)
class ResultsReader {

	private static final int RECENT_DAYS_MAX = 7;

	private final ClearingDays days;

	ResultsReader(ClearingDays days) {
		this.days = days;
	}

	/**
	 * What became of the day, or of the newest published one if none is given. Empty if
	 * there is no such day.
	 */
	Optional<ResultsView> read(@Nullable LocalDate day) {
		return Optional.empty();
	}

	/**
	 * Who owes whom on a published day.
	 */
	Optional<FlowsView> flows(LocalDate day) {
		return Optional.empty();
	}

	/**
	 * Changes when {@link #read} would answer something else.
	 */
	String version(@Nullable LocalDate day) {
		return chosen(day).map((found) -> found.day() + ":" + found.state()).orElse("");
	}

	/**
	 * The newest days, newest first.
	 */
	List<ClearingDay> recentDays() {
		return this.days.list().stream().limit(RECENT_DAYS_MAX).toList();
	}

	private Optional<ClearingDay> chosen(@Nullable LocalDate day) {
		return (day != null) ? this.days.find(day)
				: this.days.list()
					.stream()
					.filter((candidate) -> candidate.state() == ClearingDayState.PUBLISHED)
					.findFirst();
	}

}
