package io.medsettle.core.claim;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettlementTimeTests {

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-20T08:30:12+08:00", "2026-11-20T08:30:12-03:30", "2026-11-20T08:30:12Z",
			"2026-11-20T08:30:12.123456789+08:00", "2026-11-20t08:30:12z", "2026-11-20T08:30:12+08:00:30",
			"2024-02-29T23:59:59+18:00", "1900-01-01T00:00:00+08:00", "9999-12-31T23:59:59-18:00" })
	void readsWhatTheJdkReads(String text) {
		assertThat(SettlementTime.parse(text)).isEqualTo(OffsetDateTime.parse(text));
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-20 08:30:12+08:00,    2026-11-20T08:30:12+08:00",
			"2026-11-20T08:30:12+0800,          2026-11-20T08:30:12+08:00",
			"2026-11-20 08:30:12+0800,          2026-11-20T08:30:12+08:00",
			"2026-11-20 08:30:12-0330,          2026-11-20T08:30:12-03:30",
			"2026-11-20 08:30:12.123+0800,      2026-11-20T08:30:12.123+08:00",
			"2026-11-20 08:30:12.123456+08,     2026-11-20T08:30:12.123456+08:00",
			"2026-11-20T08:30:12+08,            2026-11-20T08:30:12+08:00",
			"2026-11-20 08:30:12Z,              2026-11-20T08:30:12Z" })
	void readsABlankForTheTAndAnOffsetWithoutItsColon(String text, String iso) {
		assertThat(SettlementTime.parse(text)).isEqualTo(OffsetDateTime.parse(iso));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-20T08:30+08:00", "2026-11-20 08:30+0800", "2026-11-20T08:30Z",
			"2026-11-20T08:30.5+08:00", "2026-11-20T0830+0800" })
	void demandsSeconds(String text) {
		assertThat(SettlementTime.parse(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "2026-11-20T08:30:12", "2026-11-20 08:30:12", "2026-11-20  08:30:12+08:00",
			"2026-11-20T 08:30:12+08:00", "2026-11-20 08:30:12 +0800", "2026-11-20T08:30:12+800",
			"2026-11-20T08:30:12+080030", "2026-11-20T08:30:12+0860", "2026-11-20T08:30:12+1801",
			"2026-11-20T08:30:12+08:00+0800", "2026-11-20_08:30:12+08:00", "20261120 08:30:12+0800",
			"2026-11-20\t08:30:12+0800", "2026-11-20T24:00:00+08:00", "2026-02-29T08:30:12+08:00",
			"2026-13-01T08:30:12+08:00", "2026-11-20T08:60:00+08:00", "2026-11-20T08:30:12+19:00",
			"2026-11-20T08:30:12+18:01", "2026-11-20T08:30:12+08:60", "2026-11-20T08:30:12+08:0x",
			"1899-12-31T23:59:59+08:00", "+10000-01-01T00:00:00Z", "-2026-11-20T08:30:12+08:00",
			"2026-11-20T08:30:12+08:00[Asia/Shanghai]" })
	void refusesTheRest(String text) {
		assertThat(SettlementTime.parse(text)).isNull();
	}

	@Test
	void refusesLongTextsUnread() {
		assertThat(SettlementTime.parse("2026-11-20T08:30:12." + "0".repeat(100_000) + "+08:00")).isNull();
	}

	@Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
	void theUsualFormIsReadAsTheJdkReadsIt(@ForAll("usualForms") String text) {
		assertThat(SettlementTime.parse(text)).isEqualTo(byTheJdk(text));
	}

	/** Often right, often just beyond a bound. */
	@Provide
	Arbitrary<String> usualForms() {
		return Combinators
			.combine(Arbitraries.integers().between(1895, 2105), Arbitraries.integers().between(0, 13),
					Arbitraries.integers().between(0, 32), Arbitraries.integers().between(0, 25),
					Arbitraries.integers().between(0, 61), Arbitraries.of("+", "-"),
					Arbitraries.integers().between(0, 19), Arbitraries.integers().between(0, 61))
			.as((year, month, day, hour, minute, sign, offsetHour,
					offsetMinute) -> "%04d-%02d-%02dT%02d:%02d:%02d%s%02d:%02d".formatted(year, month, day, hour,
							minute, (minute + day) % 61, sign, offsetHour, offsetMinute));
	}

	private static @Nullable OffsetDateTime byTheJdk(String text) {
		try {
			OffsetDateTime time = OffsetDateTime.parse(text);
			return (time.getYear() >= 1900) ? time : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
