package io.medsettle.batch.files;

import java.io.IOException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.step.PartitionedNightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.Obligation;

import org.springframework.stereotype.Component;

/**
 * Writes the clearing files of every city: those on the registry on the day, also when
 * nothing happened, and any other that still has something to settle. Each city is a
 * transaction of its own.
 */
@Component
public class WriteFiles extends PartitionedNightStep {

	private final CityFiles files;

	private final PositionTable positions;

	private final HeldClaims held;

	WriteFiles(CityFiles files, PositionTable positions, HeldClaims held) {
		super("files", "lines");
		this.files = files;
		this.positions = positions;
		this.held = held;
	}

	@Override
	public SortedMap<String, Long> workByCity(LocalDate day) {
		// Before cities are written side by side, which would wait for each other there.
		this.files.anchor(day);
		SortedMap<String, Long> lines = new TreeMap<>();
		cities(day).forEach((city) -> lines.put(city, 0L));
		for (Obligation owed : this.positions.obligations(day)) {
			lines.merge(owed.insuredCity(), owed.claims(), Long::sum);
			lines.merge(owed.treatmentCity(), owed.claims(), Long::sum);
		}
		return lines;
	}

	@Override
	public boolean work(StepTask task) throws IOException {
		LocalDate day = task.day();
		SortedSet<String> cities = cities(day);
		cities.removeIf((city) -> !task.cities().contains(city) || isDone(city, task));
		if (cities.isEmpty()) {
			return true;
		}
		String city = cities.first();
		task.advance(this.files.write(day, city));
		task.moveCursor(city);
		return cities.size() == 1;
	}

	/**
	 * The cities that have a net position, which are those on the registry when the day
	 * cleared and all that owe or are owed, and those with open breaks.
	 */
	private SortedSet<String> cities(LocalDate day) {
		SortedSet<String> cities = new TreeSet<>(this.held.cities(day));
		this.positions.net(day).forEach((position) -> cities.add(position.city()));
		return cities;
	}

	private static boolean isDone(String city, StepTask task) {
		String cursor = task.cursor();
		return cursor != null && city.compareTo(cursor) <= 0;
	}

}
