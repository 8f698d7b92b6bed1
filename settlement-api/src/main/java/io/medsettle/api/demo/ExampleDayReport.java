package io.medsettle.api.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.medsettle.api.days.DayReckoner;
import io.medsettle.api.days.DayReckoning;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFile;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Netting;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Registry;

/**
 * The closing report of the example day: its figures beside those of the source document,
 * what became of the events, what each city pays or receives, and where to look next.
 */
final class ExampleDayReport {

	private static final int LABEL_COLUMNS = 36;

	private static final int FIGURE_COLUMNS = 18;

	private static final int CITY_COLUMNS = 28;

	private final DayReckoner reckoner;

	private final ExampleDayFigures figures;

	private final Positions positions;

	private final ClearingFiles files;

	private final RegistryStore registry;

	private final Terminal terminal;

	ExampleDayReport(DayReckoner reckoner, ExampleDayFigures figures, Positions positions, ClearingFiles files,
			RegistryStore registry, Terminal terminal) {
		this.reckoner = reckoner;
		this.figures = figures;
		this.positions = positions;
		this.files = files;
		this.registry = registry;
		this.terminal = terminal;
	}

	/**
	 * Prints the report of the published day.
	 * @param address where the console is
	 */
	void print(ExampleDayProgress progress, String address) {
		LocalDate first = progress.firstDay();
		LocalDate last = Objects.requireNonNull(progress.closedDay());
		line("");
		line("The example day, cleared as " + last + " 示例清算日");
		printReckoning(this.reckoner.reckon(first, last));
		printOutcomes(first, last);
		printPositions(last);
		line("");
		printTimes(progress);
		printFiles(last);
		labelled("look at it", address);
		line("");
	}

	private void printReckoning(DayReckoning day) {
		long fromShanghai = day.visitsFromShanghai();
		BigDecimal ratio = (fromShanghai == 0) ? BigDecimal.ZERO : BigDecimal.valueOf(day.visits() - fromShanghai)
			.divide(BigDecimal.valueOf(fromShanghai), 2, RoundingMode.HALF_UP);
		line("");
		compare("", "here", "the document (end of 2019)");
		compare("visits 就诊人次", Terminal.count(day.visits()), "264,000");
		compare("yuan, all shares 总费用", Yuan.grouped(day.totalFen()), "about 59 million");
		compare("of Shanghai's insured 上海参保", Terminal.count(fromShanghai), "100,000");
		compare("Shanghai : three provinces 沪:苏浙皖", "1 : " + ratio, "about 1 : 1.6");
		line("");
		line("  " + Yuan.grouped(day.totalFen()) + " = " + Yuan.grouped(day.cashFen()) + " paid at the counter + "
				+ Yuan.grouped(day.heldFen()) + " held back + " + Yuan.grouped(day.clearedFen()) + " cleared; of "
				+ Terminal.count(day.postedClaims()) + " claims posted " + Terminal.count(day.heldClaims())
				+ " are held and " + Terminal.count(day.clearedClaims()) + " cleared");
	}

	private void compare(String label, String here, String document) {
		labelled(label, Terminal.right(here, FIGURE_COLUMNS) + Terminal.right(document, FIGURE_COLUMNS + 10));
	}

	private void printOutcomes(LocalDate first, LocalDate last) {
		line("");
		this.figures.outcomes(first, last)
			.stream()
			.collect(Collectors.groupingBy(ExampleDayFigures.Outcome::outcome, LinkedHashMap::new, Collectors.toList()))
			.forEach(this::printOutcome);
		printOutcome("held by an open break", this.figures.held(first, last));
	}

	private void printOutcome(String outcome, List<ExampleDayFigures.Outcome> parts) {
		long events = parts.stream().mapToLong(ExampleDayFigures.Outcome::events).sum();
		labelled(outcome, Terminal.right(Terminal.count(events), FIGURE_COLUMNS));
		for (ExampleDayFigures.Outcome part : parts) {
			if (!part.detail().isEmpty()) {
				line("    " + Terminal.left(part.detail(), LABEL_COLUMNS - 2)
						+ Terminal.right(Terminal.count(part.events()), FIGURE_COLUMNS));
			}
		}
	}

	private void printPositions(LocalDate day) {
		List<NetPosition> net = this.positions.net(day);
		List<Obligation> obligations = this.positions.obligations(day);
		Registry cities = this.registry.current();
		line("");
		line("  " + Terminal.left("net positions in yuan 净额 (● 1+8 circle)", CITY_COLUMNS + 8)
				+ Terminal.right("pays 应付", FIGURE_COLUMNS) + Terminal.right("receives 应收", FIGURE_COLUMNS)
				+ Terminal.right("net 净额", FIGURE_COLUMNS));
		long sumFen = 0;
		for (NetPosition position : net) {
			sumFen = Math.addExact(sumFen, position.netFen());
			City city = cities.city(position.city(), day);
			String name = (city != null) ? city.nameZh() + " " + city.nameEn() : "";
			String mark = (city != null && city.metroCircle()) ? "●" : " ";
			line("  " + mark + " " + position.city() + " " + Terminal.left(name, CITY_COLUMNS - 1)
					+ Terminal.right(Yuan.grouped(position.payableFen()), FIGURE_COLUMNS)
					+ Terminal.right(Yuan.grouped(position.receivableFen()), FIGURE_COLUMNS)
					+ Terminal.right(Yuan.grouped(position.netFen()), FIGURE_COLUMNS));
		}
		line("  " + Terminal.left("sum of the net positions", CITY_COLUMNS + 8 + 2 * FIGURE_COLUMNS)
				+ Terminal.right(Yuan.grouped(sumFen), FIGURE_COLUMNS));
		BigDecimal percent = Netting.efficiency(obligations).movePointRight(2);
		line("  " + Terminal.left("netting efficiency 轧差效率", CITY_COLUMNS + 8 + 2 * FIGURE_COLUMNS)
				+ Terminal.right(String.format(Locale.ROOT, "%.2f %%", percent), FIGURE_COLUMNS));
	}

	private void printTimes(ExampleDayProgress progress) {
		labelled("load",
				Terminal.seconds(Duration.ofMillis(progress.loadMs())) + ", "
						+ Terminal.count(ExampleDay.POSTED * 1000L / progress.loadMs())
						+ " claims/s from the first append to both ledgers");
		labelled("night", Terminal.seconds(Duration.ofMillis(progress.nightMs())));
	}

	private void printFiles(LocalDate day) {
		List<ClearingFile> all = this.files.list(day, null);
		if (!all.isEmpty()) {
			Path folder = this.files.path(all.getFirst()).toAbsolutePath().normalize().getParent();
			labelled("clearing files", Terminal.count(all.size()) + " in " + folder);
		}
	}

	private void labelled(String label, String text) {
		line("  " + Terminal.left(label, LABEL_COLUMNS) + text);
	}

	private void line(String text) {
		this.terminal.line(text);
	}

}
