package io.medsettle.core.audit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * One download is one row, in however many parts and processes.
 */
class DownloadsTests {

	private static final int PARTS = 500;

	private static final long PART_BYTES = 100;

	private static final long BYTES = PARTS * PART_BYTES;

	private static final Download FILE = new Download(
			new AuditActor(AuditActor.Kind.CLIENT, "bureau-310000", "310000", "BUREAU", "192.0.2.9"),
			"310000_20261120_detail_v1.csv", "310000", BYTES);

	@ParameterizedTest
	@EnumSource
	void fiveHundredPartsFromTwoProcessesAreOneRow(Database database) {
		String url = database.create();
		AuditParts.migrate(url);
		try (AuditParts one = AuditParts.over(url); AuditParts other = AuditParts.over(url)) {
			List<Long> parts = LongStream.range(0, PARTS).boxed().collect(Collectors.toList());
			Collections.shuffle(parts, new Random(1));
			parts.parallelStream().forEach((part) -> fetchPart((part % 2 == 0) ? one : other, part));
			// Some are asked for again.
			fetchPart(one, 3);
			fetchPart(other, 499);

			assertThat(one.rows()).singleElement().satisfies((row) -> {
				assertThat(row.act()).isEqualTo("FILE_DOWNLOADED");
				assertThat(row.actor()).isEqualTo("bureau-310000");
				assertThat(row.subject()).isEqualTo("310000_20261120_detail_v1.csv");
				assertThat(row.touched()).containsExactly("310000");
				assertThat(row.after()).isEqualTo("50000 bytes sent of 50000, complete");
			});
			forgetHour(one);
			assertThat(one.rows()).hasSize(1);
			assertThat(one.jdbc().queryForObject("select count(*) from audit_download", Long.class)).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void wholeDownloadsAreRowsOfTheirOwn(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			fetch(parts, true, 0, BYTES - 1);
			fetch(parts, true, 0, BYTES - 1);
			// Broken off, and resumed.
			fetch(parts, true, 0, 9_999);
			fetch(parts, false, 10_000, BYTES - 1);

			assertThat(parts.rows()).extracting(AuditRow::after)
				.containsExactly("50000 bytes sent of 50000, complete", "50000 bytes sent of 50000, complete",
						"50000 bytes sent of 50000, complete");
		}
	}

	/** The same login, from elsewhere. */
	@ParameterizedTest
	@EnumSource
	void eachRowHasTheAddressOfItsOwnDownload(Database database) {
		Download elsewhere = new Download(
				new AuditActor(FILE.actor().kind(), FILE.actor().id(), "310000", "BUREAU", "198.51.100.4"), FILE.name(),
				FILE.owner(), BYTES);
		try (AuditParts parts = AuditParts.empty(database)) {
			fetch(parts, true, 0, BYTES - 1);
			parts.bean(Downloads.class).begin(elsewhere);
			parts.bean(Downloads.class).sent(elsewhere, true, Map.of(0L, 9L));
			parts.bean(Downloads.class).sent(elsewhere, false, Map.of(10L, BYTES - 1));

			assertThat(parts.rows()).extracting(AuditRow::address).containsExactly("198.51.100.4", "192.0.2.9");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsNotFinishedIsToldAfterAnHourAlsoByAnotherProcess(Database database) {
		String url = database.create();
		AuditParts.migrate(url);
		try (AuditParts other = AuditParts.over(url)) {
			try (AuditParts killed = AuditParts.over(url)) {
				fetch(killed, false, 0, 99);
				fetch(killed, false, 50, 199);
			}
			other.bean(AuditHousekeeping.class).keep();
			assertThat(other.rows()).isEmpty();

			forgetHour(other);
			forgetHour(other);

			assertThat(other.rows()).singleElement()
				.satisfies((row) -> assertThat(row.after()).isEqualTo("250 bytes sent of 50000, incomplete"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsSentOfWhichNothingCanBeKept(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			parts.jdbc().execute("alter table audit_download rename to lost");

			assertThatExceptionOfType(AuditUnavailableException.class)
				.isThrownBy(() -> parts.bean(Downloads.class).begin(FILE));

			assertThat(parts.bean(AuditTrail.class).isWritable()).isTrue();
		}
	}

	private static void fetchPart(AuditParts parts, long part) {
		fetch(parts, false, part * PART_BYTES, (part + 1) * PART_BYTES - 1);
	}

	private static void fetch(AuditParts parts, boolean whole, long first, long last) {
		parts.bean(Downloads.class).begin(FILE);
		parts.bean(Downloads.class).sent(FILE, whole, Map.of(first, last));
	}

	private static void forgetHour(AuditParts parts) {
		parts.set(parts.now().plus(Duration.ofHours(1)));
		parts.bean(AuditHousekeeping.class).keep();
	}

}
