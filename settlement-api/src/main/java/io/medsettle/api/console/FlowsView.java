package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.medsettle.api.console.ResultsView.CityName;

/**
 * Who owes whom on one day, as the page's charts read it. Cities are named by their place
 * in the list.
 *
 * @param day the day
 * @param published whether the day is published, so that nothing of it changes any more
 * @param cities the cities that take part
 * @param groups the provinces that cities outside the circle are drawn under
 * @param flows what one city owes another, gross
 */
record FlowsView(LocalDate day, boolean published, List<FlowCity> cities, List<FlowGroup> groups, List<Flow> flows) {

	/**
	 * A city.
	 *
	 * @param name how it is named
	 * @param group its province's place in the list of groups
	 */
	record FlowCity(@JsonUnwrapped CityName name, int group) {
	}

	/**
	 * A province.
	 *
	 * @param zh its Chinese name
	 * @param en its English name
	 */
	record FlowGroup(String zh, String en) {
	}

	/**
	 * What one city owes another.
	 *
	 * @param from the insured city, which owes
	 * @param to the treatment city, which is owed
	 * @param claims how many claims
	 * @param fen how much
	 */
	record Flow(int from, int to, long claims, long fen) {
	}

}
