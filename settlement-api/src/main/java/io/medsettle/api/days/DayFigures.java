package io.medsettle.api.days;

import java.time.Duration;
import java.time.LocalDate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.clear.ClearedTotals;
import io.medsettle.batch.clear.Positions;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.ledger.DayIntake;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.statement.StatementDays;
import io.medsettle.core.statement.StatementLedger;
import io.medsettle.core.statement.Statements;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts and sums of a clearing day. Until the day is published they are a snapshot,
 * which is kept for some times as long as it took to make: whoever asks again and again
 * how a large day stands takes little from the night that works on it.
 */
@Component
class DayFigures {

	/** About a year. */
	private static final int KEPT_MAX = 400;

	/** Some megabytes. */
	private static final int KEPT_OF_CITIES_MAX = 20_000;

	private static final Duration OF_CITY_KEPT = Duration.ofSeconds(10);

	/** So all who ask together take at most a tenth of one connection's time. */
	private static final int KEPT_TIMES_COST = 10;

	/** Of published days, whose figures never change. */
	private final Cache<LocalDate, Figures> published = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

	private final Cache<LocalDate, Snapshot> snapshots = Caffeine.newBuilder()
		.maximumSize(KEPT_MAX)
		.expireAfter(
				Expiry.creating((LocalDate day, Snapshot snapshot) -> snapshot.cost().multipliedBy(KEPT_TIMES_COST)))
		.build();

	private final Cache<CityDay, OfCity> publishedOfCity = Caffeine.newBuilder()
		.maximumSize(KEPT_OF_CITIES_MAX)
		.build();

	private final Cache<CityDay, OfCity> snapshotsOfCity = Caffeine.newBuilder()
		.maximumSize(KEPT_OF_CITIES_MAX)
		.expireAfterWrite(OF_CITY_KEPT)
		.build();

	private final DayIntakes intakes;

	private final Positions positions;

	private final Statements statements;

	private final StatementDays statementDays;

	private final StatementLedger statementLedger;

	private final HeldClaims held;

	DayFigures(DayIntakes intakes, Positions positions, Statements statements, StatementDays statementDays,
			StatementLedger statementLedger, HeldClaims held) {
		this.intakes = intakes;
		this.positions = positions;
		this.statements = statements;
		this.statementDays = statementDays;
		this.statementLedger = statementLedger;
		this.held = held;
	}

	/**
	 * The figures of a day. What was cleared is left out until the day is published: what
	 * the night has prepared by then may still change.
	 */
	Figures of(ClearingDay day) {
		if (day.isSealed()) {
			return this.published.get(day.day(), (date) -> read(date, this.positions.totals(date)));
		}
		return this.snapshots.get(day.day(), this::snapshot).figures();
	}

	/**
	 * The figures of a day for one city: the claims in which it takes part.
	 */
	OfCity of(ClearingDay day, String city) {
		CityDay key = new CityDay(day.day(), city);
		if (day.isSealed()) {
			return this.publishedOfCity.get(key, (known) -> read(known, cleared(known)));
		}
		return this.snapshotsOfCity.get(key, (known) -> read(known, null));
	}

	private OfCity read(CityDay key, @Nullable CityCleared cleared) {
		DayIntakes.OfCity intake = this.intakes.of(key.day, key.city);
		return new OfCity(
				DayCounts.ofCity(intake.posted(), this.held.count(key.day, key.city),
						(cleared != null) ? cleared.claims : 0),
				DayTotals.ofCity(intake, (cleared != null) ? cleared.fen : null));
	}

	private CityCleared cleared(CityDay key) {
		long claims = 0;
		long grossFen = 0;
		for (Obligation row : this.positions.obligations(key.day)) {
			if (row.insuredCity().equals(key.city) || row.treatmentCity().equals(key.city)) {
				claims += row.claims();
				grossFen = Math.addExact(grossFen, Math.abs(row.fen()));
			}
		}
		long bilateralFen = this.positions.bilateral(key.day)
			.stream()
			.filter((row) -> row.cityA().equals(key.city) || row.cityB().equals(key.city))
			.mapToLong((row) -> Math.abs(row.fen()))
			.sum();
		long netFen = this.positions.net(key.day)
			.stream()
			.filter((row) -> row.city().equals(key.city))
			.mapToLong((row) -> Math.abs(row.netFen()))
			.sum();
		return new CityCleared(claims, new DayTotals.Cleared(grossFen, bilateralFen, netFen));
	}

	private Snapshot snapshot(LocalDate day) {
		long startNanos = System.nanoTime();
		Figures figures = read(day, null);
		return new Snapshot(figures, Duration.ofNanos(System.nanoTime() - startNanos));
	}

	private Figures read(LocalDate day, @Nullable ClearedTotals cleared) {
		DayIntake intake = this.intakes.of(day);
		return new Figures(DayCounts.of(intake, this.intakes.booked(Side.INSURED, day), this.held.count(day), cleared),
				DayTotals.of(intake, cleared), statements(day));
	}

	/**
	 * The night does not count the hospitals without a statement when no hospital has
	 * sent one; whoever asks has them counted.
	 */
	private DayStatements statements(LocalDate day) {
		return this.statementDays.outcome(day)
			.map((outcome) -> new DayStatements(outcome.received(), outcome.matched(), outcome.differing(),
					(outcome.missing() != null) ? outcome.missing()
							: this.statementLedger.hospitalsWithoutStatement(day),
					outcome.statedBeside()))
			.orElseGet(() -> new DayStatements(this.statements.received(day), null, null, null, null));
	}

	/**
	 * Everything counted and summed of one day.
	 */
	record Figures(DayCounts counts, DayTotals totals, DayStatements statements) {
	}

	/**
	 * What is counted and summed of one day for one city.
	 */
	record OfCity(DayCounts counts, DayTotals totals) {
	}

	private record CityDay(LocalDate day, String city) {
	}

	private record CityCleared(long claims, DayTotals.Cleared fen) {
	}

	private record Snapshot(Figures figures, Duration cost) {
	}

}
