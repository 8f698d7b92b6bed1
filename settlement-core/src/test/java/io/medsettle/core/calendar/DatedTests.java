package io.medsettle.core.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatedTests {

	private static final LocalDate CHANGE = LocalDate.of(2027, 1, 1);

	private static final LocalDate NEXT_CHANGE = LocalDate.of(2027, 7, 1);

	private final Dated<String> dated = Dated.from("first",
			new TreeMap<>(Map.of(CHANGE, "second", NEXT_CHANGE, "third")));

	@Test
	void eachValueHoldsFromItsDayOn() {
		assertThat(this.dated.on(LocalDate.MIN)).isEqualTo("first");
		assertThat(this.dated.on(CHANGE.minusDays(1))).isEqualTo("first");
		assertThat(this.dated.on(CHANGE)).isEqualTo("second");
		assertThat(this.dated.on(NEXT_CHANGE.minusDays(1))).isEqualTo("second");
		assertThat(this.dated.on(NEXT_CHANGE)).isEqualTo("third");
		assertThat(this.dated.on(LocalDate.MAX)).isEqualTo("third");
	}

	@Test
	void withoutChangesItAlwaysHolds() {
		assertThat(Dated.from("first", new TreeMap<>()).on(CHANGE)).isEqualTo("first");
	}

	@Test
	void otherValuesKeepTheDates() {
		Dated<Integer> lengths = this.dated.map(String::length);
		assertThat(lengths.on(CHANGE.minusDays(1))).isEqualTo(5);
		assertThat(lengths.on(CHANGE)).isEqualTo(6);
	}

}
