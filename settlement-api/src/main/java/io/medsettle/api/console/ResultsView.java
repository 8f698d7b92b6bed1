package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.api.days.DayReckoning;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import org.jspecify.annotations.Nullable;

/**
 * What became of one clearing day.
 *
 * @param day its date
 * @param state how far it has come
 * @param confirmedBy who has confirmed its provisional results, if anybody has
 * @param totals the day as a whole
 * @param cities every city's position, the largest payer first and the largest receiver
 * last
 * @param files every city's files, by city code; none until it is published
 * @param breaks the claims that the day holds back, by category
 * @param reckoning what its visits cost and who pays; null until there are results
 */
record ResultsView(LocalDate day, ClearingDayState state, @Nullable String confirmedBy, Totals totals,
		List<CityRow> cities, List<CityFiles> files, List<HeldClaims.ByCategory> breaks,
		@Nullable DayReckoning reckoning) {

	/** Of a day that has none. */
	static ResultsView none(ClearingDay day) {
		return new ResultsView(day.day(), day.state(), null, Totals.NONE, List.of(), List.of(), List.of(), null);
	}

	/** Whether there are figures, final or provisional. */
	public boolean calculated() {
		return this.reckoning != null;
	}

	public boolean published() {
		return this.state.isSealed();
	}

	/** Whether the results are there, and may still be sent back. */
	public boolean provisional() {
		return this.state == ClearingDayState.PROVISIONAL;
	}

	/** The same, of a day that has come that far. */
	ResultsView in(ClearingDayState present) {
		return new ResultsView(this.day, present, null, this.totals, this.cities, this.files, this.breaks,
				this.reckoning);
	}

	/** How many cities pay. */
	public long paying() {
		return this.cities.stream().filter((city) -> city.netFen() < 0).count();
	}

	/** How many cities receive. */
	public long receiving() {
		return this.cities.stream().filter((city) -> city.netFen() > 0).count();
	}

	/** Whether nothing was cleared. */
	public boolean quiet() {
		return this.totals.claims() == 0;
	}

	/** The sum of all net positions: 0, or the engine is wrong. */
	public long netSumFen() {
		return this.cities.stream().mapToLong(CityRow::netFen).sum();
	}

	/**
	 * The day as a whole.
	 *
	 * @param claims claims cleared, settlements and reversals alike
	 * @param grossFen what all cities owe each other before netting
	 * @param bilateralFen what is left after each pair is netted
	 * @param multilateralFen what is left after all are netted
	 * @param efficiency how much of the gross need not move, 0 to 1
	 * @param heldClaims claims held back
	 */
	record Totals(long claims, long grossFen, long bilateralFen, long multilateralFen, double efficiency,
			long heldClaims) {

		static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

	}

	/**
	 * A city's position.
	 *
	 * @param city the city
	 * @param payableFen what it owes, gross
	 * @param receivableFen what it is owed, gross
	 * @param netFen positive: receives
	 * @param bar the length of its bar, of 1000, by the square root of the amount
	 */
	record CityRow(CityName city, long payableFen, long receivableFen, long netFen, long bar) {

		/** Where the bar begins on an axis of 2000 whose middle is zero. */
		public long barStart() {
			return (this.netFen < 0) ? 1000 - this.bar : 1000;
		}

	}

	/**
	 * A city's files.
	 *
	 * @param city the city
	 * @param files its files, the manifest last
	 */
	record CityFiles(CityName city, List<ClearingFile> files) {

		public @Nullable ClearingFile file(String kind) {
			return this.files.stream()
				.filter((file) -> file.kind().name().equalsIgnoreCase(kind))
				.findFirst()
				.orElse(null);
		}

	}

	/**
	 * How a city is named on the page.
	 *
	 * @param code its code
	 * @param zh its Chinese name
	 * @param en its English name
	 * @param circle whether it is one of the 1+8 circle
	 */
	record CityName(String code, String zh, String en, boolean circle) {

		public String in(String language) {
			return language.equals("zh") ? this.zh : this.en;
		}

	}

}
