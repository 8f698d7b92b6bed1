package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.api.access.Caller;
import io.medsettle.api.console.ResultsView.CityName;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakQuery;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What a bureau or a hospital sees when it has logged in: its own, and nothing of
 * others'.
 */
@Component
@ConditionalOnRole(Role.API)
class OrganisationPage {

	private static final int DAYS_SHOWN = 14;

	private final ClearingDays days;

	private final Positions positions;

	private final ClearingFiles files;

	private final Breaks breaks;

	private final RegistryStore registries;

	private final CityNames cityNames;

	OrganisationPage(ClearingDays days, Positions positions, ClearingFiles files, Breaks breaks,
			RegistryStore registries, CityNames cityNames) {
		this.cityNames = cityNames;
		this.days = days;
		this.positions = positions;
		this.files = files;
		this.breaks = breaks;
		this.registries = registries;
	}

	/**
	 * Fills the page.
	 * @param requested the day to be shown; if there is none, the newest that is
	 * published
	 * @return the page's name
	 */
	String page(Caller caller, @Nullable LocalDate requested, Model model, Locale locale) {
		List<ClearingDay> published = this.days.list()
			.stream()
			.filter(ClearingDay::isSealed)
			.limit(DAYS_SHOWN)
			.toList();
		model.addAttribute("language", locale.getLanguage());
		model.addAttribute("figures", new Figures());
		model.addAttribute("current", this.days.current());
		model.addAttribute("days", published.stream().map(ClearingDay::day).toList());
		if (caller.organisation().startsWith("H")) {
			return "console/hospital";
		}
		LocalDate day = (requested != null) ? requested
				: published.stream().map(ClearingDay::day).findFirst().orElse(null);
		addBureau(caller.organisation(), day, model);
		return "console/bureau";
	}

	private void addBureau(String city, @Nullable LocalDate day, Model model) {
		model.addAttribute("names", names());
		model.addAttribute("city", city);
		model.addAttribute("day", day);
		model.addAttribute("net", (day != null) ? net(city, day) : null);
		model.addAttribute("obligations", (day != null) ? obligations(city, day) : List.of());
		model.addAttribute("files", (day != null) ? this.files.list(day, city) : List.of());
		model.addAttribute("breaks", open(city));
	}

	private @Nullable NetPosition net(String city, LocalDate day) {
		return this.positions.net(day).stream().filter((row) -> row.city().equals(city)).findFirst().orElse(null);
	}

	private List<Obligation> obligations(String city, LocalDate day) {
		return this.positions.obligations(day)
			.stream()
			.filter((row) -> row.insuredCity().equals(city) || row.treatmentCity().equals(city))
			.toList();
	}

	private List<Break> open(String city) {
		return this.breaks.list(new BreakQuery(null, city, null, null, null, null, null))
			.stream()
			.filter((held) -> held.state() != BreakState.RESOLVED)
			.toList();
	}

	private Map<String, CityName> names() {
		LocalDate today = this.days.current().day();
		return this.registries.current()
			.citiesOn(today)
			.stream()
			.map((city) -> this.cityNames.of(city.code(), today))
			.collect(Collectors.toMap(CityName::code, Function.identity()));
	}

}
