package io.medsettle.batch.files;

import java.time.LocalDate;
import java.util.Locale;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What bureaus find, and how they confirm it.
 */
class ClearingFilesTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	@Test
	void filesAreListedFoundAndAcknowledged() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		ClearingFiles files = engine.bean(ClearingFiles.class);
		engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
		engine.watermark().submitted(1);
		assertThat(files.list(DAY, null)).isEmpty();
		Nights.run(engine, DAY);

		assertThat(files.list(DAY, null)).hasSize(20);
		assertThat(files.list(DAY, "310000")).extracting(ClearingFile::name)
			.containsExactly("310000_20261120_breaks_v1.csv", "310000_20261120_detail_v1.csv",
					"310000_20261120_manifest_v1.json", "310000_20261120_summary_v1.csv");
		assertThat(files.find(DAY, "310000_20261120_other_v1.csv")).isEmpty();
		ClearingFile detail = files.find(DAY, "310000_20261120_detail_v1.csv").orElseThrow();
		assertThat(files.path(detail)).hasSize(detail.sizeBytes());
		assertThat(detail.records()).isEqualTo(1);
		assertThat(detail.totals()).isEqualTo(new ControlTotals(0, 0, 1, 80_000));

		assertThatExceptionOfType(ChecksumMismatchException.class)
			.isThrownBy(() -> files.acknowledge(DAY, detail.name(), "0".repeat(64)));
		assertThat(files.acknowledge(DAY, "none", detail.sha256())).isEmpty();
		ClearingFile acknowledged = files.acknowledge(DAY, detail.name(), detail.sha256().toUpperCase(Locale.ROOT))
			.orElseThrow();
		assertThat(acknowledged.acknowledgedAt()).isEqualTo(engine.clock().instant());
	}

	@Test
	void manifestsAreNumberedAndChained() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		Nights.run(engine, DAY);
		Nights.run(engine, NEXT_DAY);
		String first = engine.bean(ClearingFiles.class)
			.find(DAY, "310000_20261120_manifest_v1.json")
			.orElseThrow()
			.sha256();

		assertThat(engine.file("310000_20261121_manifest_v1.json")).contains("\"sequenceNumber\" : 2")
			.contains("\"previousManifestSha256\" : \"" + first + "\"");
	}

}
