package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.clearing.Netting;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.registry.City;

import org.springframework.stereotype.Component;

/**
 * Sums up what clears on the day, from both ledgers independently of each other, sets it
 * off, and enters it in the books.
 */
@Component
public class ClearDay extends NightStep {

	private final GrossObligations ledger;

	private final PositionTable positions;

	private final ClearingEntryTable entries;

	private final RegistryStore registry;

	ClearDay(GrossObligations ledger, PositionTable positions, ClearingEntryTable entries, RegistryStore registry) {
		super("clear", "obligations");
		this.ledger = ledger;
		this.positions = positions;
		this.entries = entries;
		this.registry = registry;
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		BookedDay booked = this.ledger.booked(day);
		List<Obligation> obligations = this.ledger.obligations(Side.TREATMENT, booked);
		Differences.first(obligations, this.ledger.obligations(Side.INSURED, booked)).ifPresent((difference) -> {
			throw new NightRefusedException("The two ledgers do not clear the same: " + difference);
		});
		List<String> cities = this.registry.current().citiesOn(day).stream().map(City::code).toList();
		this.positions.replace(day, obligations, Netting.bilateral(obligations), Netting.net(obligations, cities));
		this.entries.replace(day, ClearingEntry.clearing(obligations));
		task.finish(obligations.size());
		task.conclude(outcome(obligations));
		return true;
	}

	private static String outcome(List<Obligation> obligations) {
		long claims = obligations.stream().mapToLong(Obligation::claims).sum();
		Optional<Long> fen = obligations.stream().map(Obligation::fen).reduce(Math::addExact);
		return claims + " claims, " + Yuan.of(fen.orElse(0L)) + " yuan, " + obligations.size()
				+ " obligations, netted by "
				+ Netting.efficiency(obligations).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
	}

}
