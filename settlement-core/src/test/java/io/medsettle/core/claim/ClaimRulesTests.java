package io.medsettle.core.claim;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.core.calendar.Dated;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimRulesTests {

	private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

	private static final Instant ACCEPTED_AT = Instant.parse("2026-11-20T01:00:00Z");

	private final ClaimRules rules = new ClaimRules(Duration.ofMinutes(5),
			Dated.from(Duration.ofDays(365), new TreeMap<>()), ZoneId.of("Asia/Shanghai"));

	private final Registry registry = registry(LONG_AGO, null);

	@Test
	void acceptsTheContractsExample() {
		assertThat(check(SampleEvent.settlement())).isEmpty();
		assertThat(check(SampleEvent.reversal())).isEmpty();
		assertThat(check(SampleEvent.full())).isEmpty();
	}

	@Test
	void addsUpTheTotal() {
		assertThat(check(SampleEvent.settlement().with("totalFen", "128651")))
			.containsExactly("/totalFen AMOUNTS_DO_NOT_ADD_UP");
		assertThat(check(SampleEvent.settlement().with("cashFen", "48649")))
			.containsExactly("/totalFen AMOUNTS_DO_NOT_ADD_UP");
	}

	@Test
	void addsUpTheSplit() {
		String split = "{\"ownPayFen\":%d,\"overLimitFen\":%d,\"prePayFen\":%d,\"inScopeFen\":%d}";
		assertThat(check(SampleEvent.settlement().with("split", split.formatted(8650, 2000, 8000, 110001))))
			.containsExactly("/split AMOUNTS_DO_NOT_ADD_UP");
		assertThat(check(SampleEvent.settlement().with("split", split.formatted(0, 0, 0, 0))))
			.containsExactly("/split AMOUNTS_DO_NOT_ADD_UP");
	}

	@Test
	void addsUpTheFundParts() {
		assertThat(check(SampleEvent.settlement().with("funds", "{\"hifp_pay\":29999}")))
			.containsExactly("/funds AMOUNTS_DO_NOT_ADD_UP");
		assertThat(check(SampleEvent.settlement().with("funds", "{}"))).isEmpty();
	}

	@Test
	void takesASumBeyondALongForWrong() {
		Claim example = SampleEvent.settlement().claim();
		Claim wrapped = new Claim(example.hospitalCode(), example.claimNo(), example.kind(), null,
				example.insuredCity(), example.personNo(), example.insuranceType(), example.visitType(),
				example.settledAt(), null, Long.MIN_VALUE + 1, Long.MAX_VALUE, 1, 1, null, new TreeMap<>());
		assertThat(this.rules.check(wrapped, this.registry, ACCEPTED_AT)).extracting(InputError::code)
			.containsExactly(ProblemCode.AMOUNTS_DO_NOT_ADD_UP);
	}

	@Test
	void knowsOnlyHospitalsOfTheRegistry() {
		assertThat(check(SampleEvent.settlement().with("hospitalCode", "\"H31000000009\"")))
			.containsExactly("/hospitalCode UNKNOWN_HOSPITAL");
	}

	@Test
	void knowsOnlyCitiesOfTheRegistry() {
		assertThat(check(SampleEvent.settlement().with("insuredCity", "\"999999\"")))
			.containsExactly("/insuredCity UNKNOWN_CITY");
	}

	@Test
	void wantsTheHospitalsCityToTakePartAsWell() {
		Registry left = Registry.of(
				List.of(city("310000", LONG_AGO, LocalDate.of(2026, 11, 1)), city("320500", LONG_AGO, null)),
				List.of(hospital(LONG_AGO, null)));
		assertThat(check(SampleEvent.settlement(), left, ACCEPTED_AT)).containsExactly("/hospitalCode UNKNOWN_CITY");
	}

	@Test
	void settlesOnlyOutOfAreaCare() {
		assertThat(check(SampleEvent.settlement().with("insuredCity", "\"310000\"")))
			.containsExactly("/insuredCity NOT_OUT_OF_AREA");
	}

	@Test
	void wantsTheTreatmentCityToBeTheHospitals() {
		assertThat(check(SampleEvent.settlement().with("treatmentCity", "\"320500\"")))
			.containsExactly("/treatmentCity TREATMENT_CITY_MISMATCH");
		assertThat(check(SampleEvent.settlement().with("treatmentCity", "\"310000\""))).isEmpty();
	}

	@Test
	void toleratesAClockThatRunsAheadALittle() {
		Instant settledAt = SampleEvent.settlement().claim().settledAt().toInstant();
		assertThat(check(SampleEvent.settlement(), this.registry, settledAt.minus(Duration.ofMinutes(5)))).isEmpty();
		assertThat(
				check(SampleEvent.settlement(), this.registry, settledAt.minus(Duration.ofMinutes(5)).minusMillis(1)))
			.containsExactly("/settledAt SETTLED_IN_FUTURE");
	}

	@Test
	void takesLateClaimsUpToTheLimit() {
		Instant settledAt = SampleEvent.settlement().claim().settledAt().toInstant();
		assertThat(check(SampleEvent.settlement(), this.registry, settledAt.plus(Duration.ofDays(365)))).isEmpty();
		assertThat(check(SampleEvent.settlement(), this.registry, settledAt.plus(Duration.ofDays(365)).plusMillis(1)))
			.containsExactly("/settledAt TOO_OLD");
	}

	/** The limit is 365 days, 90 from 1 January 2027 on and 730 from 1 July on. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "accepted",
			textBlock = """
					# settled                   | received                  | what it is told
					2025-12-31T23:59:59+08:00   | 2026-12-31T23:59:59+08:00 | accepted
					2025-12-31T23:59:58+08:00   | 2026-12-31T23:59:59+08:00 | A claim must be submitted within 365 days of its settlement.
					2026-10-03T00:00:00+08:00   | 2027-01-01T00:00:00+08:00 | accepted
					2026-10-02T23:59:59+08:00   | 2027-01-01T00:00:00+08:00 | A claim must be submitted within 90 days of its settlement.
					2026-10-02T23:59:59+08:00   | 2026-12-31T15:59:59Z      | accepted
					2026-10-02T23:59:59+08:00   | 2026-12-31T16:00:00Z      | A claim must be submitted within 90 days of its settlement.
					2027-04-01T23:59:59+08:00   | 2027-06-30T23:59:59+08:00 | accepted
					2027-04-01T23:59:58+08:00   | 2027-06-30T23:59:59+08:00 | A claim must be submitted within 90 days of its settlement.
					2025-07-01T00:00:00+08:00   | 2027-07-01T00:00:00+08:00 | accepted
					2025-06-30T23:59:59+08:00   | 2027-07-01T00:00:00+08:00 | A claim must be submitted within 730 days of its settlement.
					""")
	void keepsTheLimitInForceOnTheDayOfReceipt(String settledAt, OffsetDateTime receivedAt, @Nullable String told) {
		Dated<Duration> limit = Dated.from(Duration.ofDays(365), new TreeMap<>(
				Map.of(LocalDate.of(2027, 1, 1), Duration.ofDays(90), LocalDate.of(2027, 7, 1), Duration.ofDays(730))));
		ClaimRules changing = new ClaimRules(Duration.ofMinutes(5), limit, ZoneId.of("Asia/Shanghai"));
		assertThat(changing.check(settledAt(settledAt).claim(), this.registry, receivedAt.toInstant()))
			.extracting(InputError::message)
			.isEqualTo((told != null) ? List.of(told) : List.of());
	}

	@Test
	void asksTheRegistryForTheDayOfTheVisitInTheZoneOfTheClearingDays() {
		Registry from20th = registry(LocalDate.of(2026, 11, 20), null);
		Registry until20th = registry(LONG_AGO, LocalDate.of(2026, 11, 20));
		SampleEvent at20th = settledAt("2026-11-19T16:00:00Z");
		SampleEvent before20th = settledAt("2026-11-20T08:59:59+17:00");
		assertThat(check(at20th, from20th, ACCEPTED_AT)).isEmpty();
		assertThat(check(before20th, until20th, ACCEPTED_AT)).isEmpty();
		assertThat(check(before20th, from20th, ACCEPTED_AT)).containsExactly("/hospitalCode UNKNOWN_HOSPITAL",
				"/insuredCity UNKNOWN_CITY");
		assertThat(check(at20th, until20th, ACCEPTED_AT)).containsExactly("/hospitalCode UNKNOWN_HOSPITAL",
				"/insuredCity UNKNOWN_CITY");
	}

	@Test
	void aWrongClockIsNotAnUnknownHospital() {
		Registry thisYear = registry(LocalDate.of(2025, 11, 20), LocalDate.of(2026, 11, 21));
		assertThat(check(settledAt("2099-01-01T08:00:00+08:00"), thisYear, ACCEPTED_AT))
			.containsExactly("/settledAt SETTLED_IN_FUTURE");
		assertThat(check(settledAt("1999-01-01T08:00:00+08:00"), thisYear, ACCEPTED_AT))
			.containsExactly("/settledAt TOO_OLD");
	}

	@Test
	void reportsEverythingAtOnceInTheDocumentedOrder() {
		SampleEvent settlement = settledAt("2099-01-01T08:00:00+08:00").with("totalFen", "1");
		assertThat(check(settlement.with("hospitalCode", "\"H99999900000\"")
			.with("insuredCity", "\"999999\"")
			.with("treatmentCity", "\"999999\""))).containsExactly("/totalFen AMOUNTS_DO_NOT_ADD_UP",
					"/hospitalCode UNKNOWN_HOSPITAL", "/insuredCity UNKNOWN_CITY", "/settledAt SETTLED_IN_FUTURE");
		assertThat(check(settlement.with("insuredCity", "\"310000\"").with("treatmentCity", "\"320500\"")))
			.containsExactly("/totalFen AMOUNTS_DO_NOT_ADD_UP", "/insuredCity NOT_OUT_OF_AREA",
					"/treatmentCity TREATMENT_CITY_MISMATCH", "/settledAt SETTLED_IN_FUTURE");
	}

	@Test
	void saysTheLimitsInWords() {
		Instant settledAt = SampleEvent.settlement().claim().settledAt().toInstant();
		assertThat(messages(this.rules, settledAt.minus(Duration.ofHours(1))))
			.containsExactly("A claim must be settled before it is submitted; a clock may run ahead by 5 minutes.");
		assertThat(messages(this.rules, settledAt.plus(Duration.ofDays(400))))
			.containsExactly("A claim must be submitted within 365 days of its settlement.");
		ClaimRules strict = new ClaimRules(Duration.ofSeconds(90), Dated.from(Duration.ofMinutes(90), new TreeMap<>()),
				ZoneId.of("Asia/Shanghai"));
		assertThat(messages(strict, settledAt.minus(Duration.ofHours(1))))
			.containsExactly("A claim must be settled before it is submitted; a clock may run ahead by 90 seconds.");
		assertThat(messages(strict, settledAt.plus(Duration.ofHours(2))))
			.containsExactly("A claim must be submitted within 90 minutes of its settlement.");
	}

	@Test
	void findsTheHospitalOfAnAcceptableClaim() {
		Hospital before = new Hospital("H31000000001", "前", "310000", 2, LONG_AGO, LocalDate.of(2026, 11, 20));
		Hospital from = new Hospital("H31000000001", "后", "320500", 3, LocalDate.of(2026, 11, 20), null);
		Registry changed = Registry.of(List.of(city("310000", LONG_AGO, null), city("320500", LONG_AGO, null)),
				List.of(before, from));
		assertThat(this.rules.hospitalOf(settledAt("2026-11-19T15:59:59Z").claim(), changed)).isEqualTo(before);
		assertThat(this.rules.hospitalOf(settledAt("2026-11-19T16:00:00Z").claim(), changed)).isEqualTo(from);
	}

	@Test
	void judgesAReversalByItsOriginalWhereSomebodyHasLeft() {
		Registry left = Registry.of(
				List.of(city("310000", LONG_AGO, LocalDate.of(2026, 11, 2)),
						city("320500", LONG_AGO, LocalDate.of(2026, 11, 10))),
				List.of(hospital(LONG_AGO, LocalDate.of(2026, 11, 1))));
		assertThat(check(SampleEvent.settlement(), left, ACCEPTED_AT)).containsExactly("/hospitalCode UNKNOWN_HOSPITAL",
				"/insuredCity UNKNOWN_CITY");
		assertThat(check(SampleEvent.reversal(), left, ACCEPTED_AT)).isEmpty();
		assertThat(this.rules.hospitalOf(SampleEvent.reversal().claim(), left))
			.isEqualTo(hospital(LONG_AGO, LocalDate.of(2026, 11, 1)));
	}

	@Test
	void refusesAReversalOfWhatCannotHaveBeenSettledYet() {
		Registry later = registry(LocalDate.of(2026, 11, 21), null);
		assertThat(check(SampleEvent.reversal(), later, ACCEPTED_AT)).containsExactly("/hospitalCode UNKNOWN_HOSPITAL",
				"/insuredCity UNKNOWN_CITY");
		assertThat(check(SampleEvent.reversal().with("hospitalCode", "\"H31000000009\"")))
			.containsExactly("/hospitalCode UNKNOWN_HOSPITAL");
	}

	/** What a reversal takes back was settled where it can have been. */
	@ParameterizedTest
	@CsvSource(nullValues = "none", textBlock = """
			# insured, treatment city named, counts for
			320500, none,   330200
			320500, 330200, 330200
			320500, 310000, 310000
			330200, none,   310000
			330200, 310000, 310000
			""")
	void placesAReversalFromAHospitalThatHasMoved(String insured, @Nullable String named, String city) {
		LocalDate moved = LocalDate.of(2026, 11, 1);
		Registry changed = Registry.of(
				List.of(city("310000", LONG_AGO, moved), city("320500", LONG_AGO, null),
						city("330200", LONG_AGO, null)),
				List.of(hospital(LONG_AGO, moved), new Hospital("H31000000001", "后", "330200", 3, moved, null)));
		SampleEvent reversal = SampleEvent.reversal().with("insuredCity", "\"" + insured + "\"");
		if (named != null) {
			reversal = reversal.with("treatmentCity", "\"" + named + "\"");
		}
		assertThat(check(reversal, changed, ACCEPTED_AT)).isEmpty();
		Hospital hospital = this.rules.hospitalOf(reversal.claim(), changed);
		assertThat((hospital != null) ? hospital.cityCode() : null).isEqualTo(city);
		assertThat(check(reversal.with("treatmentCity", "\"320500\""), changed, ACCEPTED_AT))
			.contains("/treatmentCity TREATMENT_CITY_MISMATCH");
	}

	@Test
	void neverRepeatsThePersonNumber() {
		SampleEvent wrong = settledAt("2099-01-01T08:00:00+08:00").with("totalFen", "1")
			.with("insuredCity", "\"310000\"")
			.with("treatmentCity", "\"320500\"");
		assertThat(this.rules.check(wrong.claim(), this.registry, ACCEPTED_AT).toString())
			.doesNotContain(SampleEvent.PERSON_NO);
	}

	private List<String> messages(ClaimRules rules, Instant acceptedAt) {
		return rules.check(SampleEvent.settlement().claim(), this.registry, acceptedAt)
			.stream()
			.map(InputError::message)
			.toList();
	}

	private static SampleEvent settledAt(String text) {
		String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(text));
		return SampleEvent.settlement().with("settledAt", "\"" + time + "\"");
	}

	private List<String> check(SampleEvent event) {
		return check(event, this.registry, ACCEPTED_AT);
	}

	private List<String> check(SampleEvent event, Registry registry, Instant acceptedAt) {
		return this.rules.check(event.claim(), registry, acceptedAt)
			.stream()
			.map((error) -> error.pointer() + " " + error.code())
			.toList();
	}

	private static Registry registry(LocalDate validFrom, @Nullable LocalDate validTo) {
		return Registry.of(List.of(city("310000", LONG_AGO, null), city("320500", validFrom, validTo)),
				List.of(hospital(validFrom, validTo)));
	}

	private static City city(String code, LocalDate validFrom, @Nullable LocalDate validTo) {
		return new City(code, "城", "City", code.substring(0, 2) + "0000", true, 100, validFrom, validTo);
	}

	private static Hospital hospital(LocalDate validFrom, @Nullable LocalDate validTo) {
		return new Hospital("H31000000001", "医院", "310000", 3, validFrom, validTo);
	}

}
