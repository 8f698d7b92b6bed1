package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.api.console.ResultsView.CityFiles;
import io.medsettle.api.console.ResultsView.CityRow;
import io.medsettle.api.console.ResultsView.Totals;
import io.medsettle.api.days.DayReckoner;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.clear.ClearedTotals;
import io.medsettle.batch.clear.DayPositions;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Netting;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads what became of a clearing day. What was published never changes, so it is read
 * once.
 */
@Component
@ConditionalOnRole(Role.API)
class ResultsReader {

	private static final int RECENT_DAYS_MAX = 7;

	private static final int PUBLISHED_KEPT_MAX = 30;

	/**
	 * A bar this long stands for the largest position of the day, and the others for the
	 * square root of theirs: one city receives from forty, whose bars would vanish.
	 */
	private static final long BAR_MAX = 1000;

	private final Cache<LocalDate, ResultsView> published = Caffeine.newBuilder()
		.maximumSize(PUBLISHED_KEPT_MAX)
		.build();

	private final ClearingDays days;

	private final Positions positions;

	private final ClearingFiles files;

	private final CityNames names;

	private final HeldClaims held;

	private final DayReckoner reckoner;

	private final DayTransitions transitions;

	private final boolean confirmation;

	ResultsReader(ClearingDays days, Positions positions, ClearingFiles files, CityNames names, HeldClaims held,
			DayReckoner reckoner, DayTransitions transitions, SettlementSettings settings) {
		this.days = days;
		this.positions = positions;
		this.files = files;
		this.names = names;
		this.held = held;
		this.reckoner = reckoner;
		this.transitions = transitions;
		this.confirmation = settings.clearing().confirmation();
	}

	/**
	 * What became of the day, or of the newest one with results if none is given. Empty
	 * if there is no such day.
	 */
	Optional<ResultsView> read(@Nullable LocalDate day) {
		return chosen(day).map((found) -> {
			if (found.isSealed()) {
				return this.published.get(found.day(), (sealed) -> readCalculated(found)).in(found.state());
			}
			return (found.state() == ClearingDayState.PROVISIONAL) ? readCalculated(found) : ResultsView.none(found);
		});
	}

	/**
	 * Changes when {@link #read} would answer something else.
	 */
	String version(@Nullable LocalDate day) {
		return chosen(day).map((found) -> {
			String version = found.day() + ":" + found.state();
			// Results that were sent back come again, and may be others.
			return (found.state() == ClearingDayState.PROVISIONAL)
					? version + ":" + this.transitions.of(found.day()).size() : version;
		}).orElse("");
	}

	/**
	 * The newest days, newest first.
	 */
	List<ClearingDay> recentDays() {
		return this.days.list().stream().limit(RECENT_DAYS_MAX).toList();
	}

	private Optional<ClearingDay> chosen(@Nullable LocalDate day) {
		return (day != null) ? this.days.find(day) : this.days.list().stream().filter(this::isWanted).findFirst();
	}

	/**
	 * Who has to confirm results sees them without being asked to look for them.
	 */
	private boolean isWanted(ClearingDay day) {
		return day.isSealed() || (this.confirmation && day.state() == ClearingDayState.PROVISIONAL);
	}

	private ResultsView readCalculated(ClearingDay known) {
		LocalDate day = known.day();
		DayPositions calculated = this.positions.calculated(day).orElse(null);
		if (calculated == null) {
			return ResultsView.none(known);
		}
		List<HeldClaims.ByCategory> breaks = this.held.byCategory(day);
		ClearedTotals cleared = calculated.totals();
		Totals totals = new Totals(cleared.claims(), cleared.grossFen(), cleared.bilateralFen(), cleared.netFen(),
				Netting.efficiency(calculated.obligations()).doubleValue(),
				breaks.stream().mapToLong(HeldClaims.ByCategory::claims).sum());
		return new ResultsView(day, calculated.state(), known.confirmedBy(), totals, cityRows(day, calculated.net()),
				cityFiles(day), breaks, this.reckoner.reckon(day, day));
	}

	private List<CityRow> cityRows(LocalDate day, List<NetPosition> net) {
		long largestFen = net.stream().mapToLong((position) -> Math.abs(position.netFen())).max().orElse(0);
		return net.stream()
			.sorted(Comparator.comparingLong(NetPosition::netFen).thenComparing(NetPosition::city))
			.map((position) -> new CityRow(this.names.of(position.city(), day), position.payableFen(),
					position.receivableFen(), position.netFen(), bar(position.netFen(), largestFen)))
			.toList();
	}

	private static long bar(long fen, long largestFen) {
		return (largestFen == 0) ? 0 : Math.round(BAR_MAX * Math.sqrt((double) Math.abs(fen) / largestFen));
	}

	private List<CityFiles> cityFiles(LocalDate day) {
		return this.files.list(day, null)
			.stream()
			.collect(Collectors.groupingBy(ClearingFile::city, LinkedHashMap::new, Collectors.toList()))
			.entrySet()
			.stream()
			.map((files) -> new CityFiles(this.names.of(files.getKey(), day), files.getValue()))
			.toList();
	}

}
