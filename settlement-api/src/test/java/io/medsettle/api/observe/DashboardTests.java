package io.medsettle.api.observe;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard as Grafana takes it: what every panel must have, and that none lies on
 * another.
 */
class DashboardTests {

	private static final int GRID_COLUMNS = 24;

	@Test
	void dashboardIsOneThatGrafanaTakes() {
		JsonNode dashboard = Dashboard.json();
		assertThat(dashboard.get("uid").asString()).isEqualTo("medsettle");
		assertThat(dashboard.get("schemaVersion").isInt()).isTrue();
		assertThat(dashboard.at("/time/from").asString()).startsWith("now-");
		assertThat(dashboard.at("/templating/list").isArray()).isTrue();
		assertThat(dashboard.at("/annotations/list").isArray()).isTrue();
		assertThat(dashboard.get("panels").valueStream().map((panel) -> panel.get("id").asInt()))
			.doesNotHaveDuplicates();
	}

	@Test
	void everyPanelSaysWhatItShowsAndAsksTheProvisionedSource() {
		String sources = Dashboard.read(Dashboard.INFRA.resolve("grafana/provisioning/datasources/prometheus.yml"));
		assertThat(sources).contains("uid: prometheus");
		assertThat(Dashboard.panels()).hasSizeGreaterThan(12).allSatisfy((panel) -> {
			assertThat(panel.get("title").asString()).isNotBlank();
			assertThat(panel.get("description").asString()).isNotBlank();
			assertThat(panel.get("type").asString()).isIn("timeseries", "stat", "bargauge");
			assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isNotBlank();
			assertThat(panel.get("targets")).isNotEmpty().allSatisfy((target) -> {
				assertThat(target.at("/datasource/uid").asString()).isEqualTo("prometheus");
				assertThat(target.get("legendFormat").asString()).isNotBlank();
			});
			assertThat(panel.get("targets").valueStream().map((target) -> target.get("refId").asString()))
				.doesNotHaveDuplicates();
		});
	}

	@Test
	void noPanelLiesOnAnother() {
		Set<List<Integer>> taken = new HashSet<>();
		for (JsonNode panel : Dashboard.json().get("panels")) {
			JsonNode place = panel.get("gridPos");
			int right = place.get("x").asInt() + place.get("w").asInt();
			assertThat(right).isLessThanOrEqualTo(GRID_COLUMNS);
			for (int column = place.get("x").asInt(); column < right; column++) {
				for (int row = 0; row < place.get("h").asInt(); row++) {
					assertThat(taken.add(List.of(column, place.get("y").asInt() + row)))
						.as("%s at column %d", panel.get("title").asString(), column)
						.isTrue();
				}
			}
		}
	}

	@Test
	void namesAreFoundInExpressions() {
		assertThat(PromQlNames
			.in("""
					sum by (step) (a_seconds_sum{outcome="completed"}) / max without (x) (rate(b_total[5m])) > 0 and c offset 15m"""))
			.containsExactly("a_seconds_sum", "b_total", "c");
		assertThat(Dashboard.all().flatMap((expression) -> PromQlNames.in(expression).stream()))
			.contains("settlement_imbalance_fen", "settlement_claims_latency_seconds_bucket");
	}

}
