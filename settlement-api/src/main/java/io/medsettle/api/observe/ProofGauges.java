package io.medsettle.api.observe;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.clear.ClearingBooks;
import io.medsettle.batch.clear.ClearingBooks.Imbalance;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What does not agree. Only processes of the night measure it.
 * <ul>
 * <li>{@code settlement.breaks.open}: claims held back by an open break, by category;
 * {@code settlement.breaks.amount}: what they come to, in fen, reversals not
 * subtracted.</li>
 * <li>{@code settlement.imbalance}: in fen, of the last day that was cleared; anything
 * but 0 is a bug. {@code net}: what the net positions sum to. {@code books}: by how much
 * the cities' clearing accounts differ from their net positions.</li>
 * </ul>
 */
@Component
@ConditionalOnRole(Role.NIGHT)
class ProofGauges {

	private final HeldClaims heldClaims;

	private final ClearingBooks books;

	private volatile Map<BreakCategory, HeldClaims.ByCategory> held = Map.of();

	private volatile Imbalance imbalance = Imbalance.NONE;

	ProofGauges(HeldClaims heldClaims, ClearingBooks books, MeterRegistry meters) {
		this.heldClaims = heldClaims;
		this.books = books;
		Arrays.stream(BreakCategory.values()).forEach((category) -> register(category, meters));
		register("net", meters, Imbalance::netFen);
		register("books", meters, Imbalance::booksFen);
	}

	@Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
	void read() {
		this.held = this.heldClaims.byCategory()
			.stream()
			.collect(Collectors.toMap(HeldClaims.ByCategory::category, Function.identity()));
		this.imbalance = this.books.imbalance();
	}

	private void register(BreakCategory category, MeterRegistry meters) {
		Gauge.builder("settlement.breaks.open", this, (gauges) -> gauges.held(category).claims())
			.description("Claims held back by an open break")
			.tag("category", category.name())
			.register(meters);
		Gauge.builder("settlement.breaks.amount", this, (gauges) -> gauges.held(category).fen())
			.description("What the claims held back come to")
			.baseUnit("fen")
			.tag("category", category.name())
			.register(meters);
	}

	private void register(String of, MeterRegistry meters, Function<Imbalance, Long> fen) {
		Gauge.builder("settlement.imbalance", this, (gauges) -> fen.apply(gauges.imbalance))
			.description("What does not add up in the last day cleared; anything but 0 is a bug")
			.baseUnit("fen")
			.tag("of", of)
			.register(meters);
	}

	private HeldClaims.ByCategory held(BreakCategory category) {
		return this.held.getOrDefault(category, new HeldClaims.ByCategory(category, 0, 0));
	}

}
