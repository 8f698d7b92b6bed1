package io.medsettle.batch.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.registry.City;
import io.medsettle.core.store.RegistryStore;
import io.medsettle.testing.Database;

/**
 * Measures a night of 264,000 claims between 41 cities. Not a test: run it by hand, with
 * {@code H2} or {@code POSTGRESQL} as the argument.
 */
public final class NightBenchmark {

	private static final int CLAIMS = 264_000;

	private static final int CITIES = 41;

	private static final int ROWS_AT_ONCE = 20_000;

	private NightBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		Path dataDir = Files.createTempDirectory("night-benchmark");
		boolean onH2 = arguments.length == 0 || "H2".equals(arguments[0]);
		String url = onH2 ? "jdbc:h2:file:" + dataDir.resolve("h2")
				+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY"
				+ System.getProperty("h2.options", "") : Database.POSTGRESQL.create();
		try (NightEngine engine = NightEngine.restart(url, dataDir, "logging.level.io.medsettle=info")) {
			LocalDate day = NightEngine.DAY;
			engine.bean(RegistryStore.class).replace(cities(), List.of());
			engine.open();
			long loadMs = System.currentTimeMillis();
			load(engine, day);
			engine.watermark().submitted(CLAIMS);
			if (!onH2) {
				engine.jdbc().execute("analyze");
			}
			long startMs = System.currentTimeMillis();
			long startCpuMs = cpuMs();
			NightRun run = Nights.run(engine, day);
			long endMs = System.currentTimeMillis();
			System.out.println("load " + (startMs - loadMs) + " ms, night " + (endMs - startMs)
					+ " ms, of the processor " + (cpuMs() - startCpuMs) + " ms, " + run.state() + " " + run.failure());
		}
	}

	private static void load(NightEngine engine, LocalDate day) {
		Random random = new Random(1);
		List<ClaimRow> rows = new ArrayList<>();
		for (int number = 0; number < CLAIMS; number++) {
			boolean toShanghai = random.nextInt(264) < 164;
			String other = code(1 + random.nextInt(CITIES - 1));
			ClaimRow claim = toShanghai ? ClaimRow.settlement(day, number, other, code(0))
					: ClaimRow.settlement(day, number, code(0), other);
			// One in a hundred takes back the claim fifty before it.
			rows.add((number % 100 == 99) ? rows.get(rows.size() - 50).reversal(day, number) : claim);
			if (rows.size() == ROWS_AT_ONCE) {
				engine.books().post(rows);
				rows.clear();
			}
		}
		engine.books().post(rows);
	}

	private static long cpuMs() {
		return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
	}

	private static List<City> cities() {
		List<City> cities = new ArrayList<>();
		for (int number = 0; number < CITIES; number++) {
			cities.add(new City(code(number), "城市" + number, "City " + number, "310000", false, 1,
					LocalDate.parse("2000-01-01"), null));
		}
		return cities;
	}

	private static String code(int number) {
		return String.valueOf(310_000 + 100 * number);
	}

}
