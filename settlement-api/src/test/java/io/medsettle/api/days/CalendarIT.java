package io.medsettle.api.days;

import java.time.YearMonth;
import java.time.ZoneId;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Deadlines and days off over HTTP, by the official calendar of 2026.
 */
@ExtendWith(SharedEngine.class)
class CalendarIT {

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
	}

	@Test
	void aMonthHasItsDeadlinesInTheNext() {
		assertThat(http.get("/api/v1/calendar?month=2026-09").json().toString()).isEqualTo("""
				{"month":"2026-09","monthClosedBy":"2026-10-08","statementOn":"2026-10-21","confirmedBy":"2026-10-26",\
				"daysOff":["2026-09-05","2026-09-06","2026-09-12","2026-09-13","2026-09-19","2026-09-25",\
				"2026-09-26","2026-09-27"],"workingWeekends":["2026-09-20"],"holidaysKnown":true}""");
	}

	@Test
	void ofAYearThatIsNotKnownOnlyWeekendsAreOff() {
		JsonNode month = http.get("/api/v1/calendar?month=2199-10").json();
		assertThat(month.get("holidaysKnown").asBoolean()).isFalse();
		assertThat(month.get("daysOff")).hasSize(8);
		assertThat(month.get("workingWeekends")).isEmpty();
	}

	@Test
	void theMonthIsTheCurrentOneIfNoneIsAskedFor() {
		YearMonth before = YearMonth.now(ZoneId.of("Asia/Shanghai"));
		assertThat(YearMonth.parse(http.get("/api/v1/calendar").json().get("month").asString())).isBetween(before,
				before.plusMonths(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-13", "2026-1", "2026", "2026-11-01", "+12026-01", "9999-12", "November" })
	void whatIsNoMonthIsRefused(String month) {
		Answer answer = http.get("/api/v1/calendar?month=" + month);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(answer.json().get("errors").get(0).get("message").asString())
			.isEqualTo("The parameter month is a month written as 2026-11.");
	}

}
