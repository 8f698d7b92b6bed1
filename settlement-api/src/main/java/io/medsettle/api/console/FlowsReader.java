package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medsettle.api.console.FlowsView.Flow;
import io.medsettle.api.console.FlowsView.FlowCity;
import io.medsettle.batch.clear.DayPositions;
import io.medsettle.batch.clear.Positions;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Component;

/**
 * Reads who owes whom for the charts.
 */
@Component
@ConditionalOnRole(Role.API)
class FlowsReader {

	private final Positions positions;

	private final CityNames names;

	FlowsReader(Positions positions, CityNames names) {
		this.positions = positions;
		this.names = names;
	}

	/**
	 * Who owes whom on the day, or empty if it is neither published nor provisional.
	 */
	Optional<FlowsView> read(LocalDate day) {
		return this.positions.calculated(day).map((calculated) -> view(day, calculated));
	}

	private FlowsView view(LocalDate day, DayPositions calculated) {
		List<String> codes = calculated.net().stream().map(NetPosition::city).toList();
		List<String> provinces = codes.stream().map((code) -> this.names.provinceOf(code, day)).distinct().toList();
		List<FlowCity> cities = codes.stream()
			.map((code) -> new FlowCity(this.names.of(code, day), provinces.indexOf(this.names.provinceOf(code, day))))
			.toList();
		Map<String, Integer> places = new HashMap<>();
		codes.forEach((code) -> places.put(code, places.size()));
		List<Flow> flows = calculated.obligations()
			.stream()
			.map((obligation) -> new Flow(places.getOrDefault(obligation.insuredCity(), -1),
					places.getOrDefault(obligation.treatmentCity(), -1), obligation.claims(), obligation.fen()))
			.toList();
		return new FlowsView(day, calculated.state().isSealed(), cities,
				provinces.stream().map(this.names::province).toList(), flows);
	}

}
