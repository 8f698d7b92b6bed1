package io.medsettle.batch.files;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.DayTransition;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day is acknowledged when every city has acknowledged its manifest.
 */
class AcknowledgementTests {

	private static final int DAYS = 5;

	@ParameterizedTest
	@EnumSource(Database.class)
	void theLastManifestTakesTheDayWithIt(Database database) {
		NightEngine engine = NightEngine.empty(database);
		LocalDate day = NightEngine.DAY;
		Nights.run(engine, day);
		ClearingFiles files = engine.bean(ClearingFiles.class);
		List<ClearingFile> manifests = manifests(engine, day);
		assertThat(manifests).hasSize(5);
		files.list(day, null)
			.stream()
			.filter((file) -> file.kind() != ClearingFileKind.MANIFEST)
			.forEach((file) -> files.acknowledge(day, file.name(), file.sha256()));
		for (ClearingFile manifest : manifests) {
			assertThat(engine.state(day)).isEqualTo(ClearingDayState.PUBLISHED);
			files.acknowledge(day, manifest.name(), manifest.sha256());
		}
		assertThat(engine.state(day)).isEqualTo(ClearingDayState.ACKNOWLEDGED);

		assertThat(files.acknowledge(day, manifests.getFirst().name(), manifests.getFirst().sha256())).isPresent();
		assertThat(acknowledgements(engine, day)).extracting(DayTransition::actor)
			.containsExactly("bureau-" + manifests.getLast().city());
		assertThat(files.list(day, null)).hasSize(20).allMatch((file) -> file.acknowledgedAt() != null);
		assertThat(engine.bean(Positions.class).net(day)).hasSize(5);
		LocalDate next = day.plusDays(1);
		Nights.run(engine, next);
		assertThat(engine.state(next)).isEqualTo(ClearingDayState.PUBLISHED);
		assertThat(engine.state(day)).isEqualTo(ClearingDayState.ACKNOWLEDGED);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void ofTwoWhoAreTheLastAtOnceOneTakesTheDayWithIt(Database database) throws Exception {
		NightEngine engine = NightEngine.empty(database);
		ClearingFiles files = engine.bean(ClearingFiles.class);
		CyclicBarrier together = new CyclicBarrier(2);
		try (ExecutorService bureaus = Executors.newFixedThreadPool(2)) {
			for (LocalDate day : NightEngine.DAY.datesUntil(NightEngine.DAY.plusDays(DAYS)).toList()) {
				Nights.run(engine, day);
				List<ClearingFile> manifests = manifests(engine, day);
				manifests.subList(2, manifests.size())
					.forEach((manifest) -> files.acknowledge(day, manifest.name(), manifest.sha256()));
				List<Callable<Object>> last = manifests.subList(0, 2)
					.stream()
					.map((manifest) -> (Callable<Object>) () -> {
						together.await();
						return files.acknowledge(day, manifest.name(), manifest.sha256());
					})
					.toList();
				for (Future<Object> acknowledged : bureaus.invokeAll(last)) {
					acknowledged.get();
				}
				assertThat(engine.state(day)).isEqualTo(ClearingDayState.ACKNOWLEDGED);
				assertThat(acknowledgements(engine, day)).hasSize(1);
			}
		}
	}

	private static List<ClearingFile> manifests(NightEngine engine, LocalDate day) {
		return engine.bean(ClearingFiles.class)
			.list(day, null)
			.stream()
			.filter((file) -> file.kind() == ClearingFileKind.MANIFEST)
			.toList();
	}

	private static List<DayTransition> acknowledgements(NightEngine engine, LocalDate day) {
		return engine.bean(DayTransitions.class)
			.of(day)
			.stream()
			.filter((done) -> done.to() == ClearingDayState.ACKNOWLEDGED)
			.toList();
	}

}
