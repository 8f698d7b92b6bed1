package io.medsettle.api.files;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.audit.AuditRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who fetches a file leaves one row in the audit trail, and fetches nothing without one.
 */
@ExtendWith(SharedEngine.class)
class DownloadAuditIT {

	private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);

	private static final int PARTS = 500;

	private static HttpCaller http;

	private static AuditReader trail;

	private static JdbcTemplate jdbc;

	private static String folder;

	private static String name;

	@BeforeAll
	static void closeADay(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
		trail = engine.bean(AuditReader.class);
		jdbc = engine.bean(JdbcTemplate.class);
		LocalDate day = DayClosing.closeCurrentDay(engine);
		folder = "/api/v1/clearing-days/" + day + "/files/";
		name = "_" + day.toString().replace("-", "") + "_manifest_v1.json";
	}

	@Test
	void aFileThatIsFetchedInFiveHundredPartsIsOneRow() {
		String file = "320500" + name;
		Answer head = http.call("HEAD", folder + file);
		int length = Integer.parseInt(head.header("Content-Length"));
		assertThat(http.get(folder + file, "If-None-Match", head.header("ETag")).status()).isEqualTo(304);
		assertThat(http.get(folder + file, "Range", "bytes=" + length + "-").status()).isEqualTo(416);
		assertThat(rows(file)).isEmpty();
		assertThat(jdbc.queryForList("select name from audit_download", String.class)).doesNotContain(file);

		assertThat(length).isGreaterThan(PARTS);
		IntStream.range(0, PARTS).parallel().forEach((part) -> {
			int first = part * length / PARTS;
			int last = (part + 1) * length / PARTS - 1;
			assertThat(http.get(folder + file, "Range", "bytes=" + first + "-" + last).status()).isEqualTo(206);
		});

		await().atMost(TOLD_WITHIN).until(() -> !rows(file).isEmpty());
		assertThat(rows(file)).singleElement().satisfies((row) -> {
			assertThat(row.actor()).isEqualTo("bureau-320500");
			assertThat(row.address()).isEqualTo("127.0.0.1");
			assertThat(row.touched()).containsExactly("320500");
			assertThat(row.after()).isEqualTo("%d bytes sent of %d, complete".formatted(length, length));
		});
		http.get(folder + file);
		await().atMost(TOLD_WITHIN).until(() -> rows(file).size() == 2);
	}

	@Test
	void nothingIsHandedOutOfWhichNothingCanBeKept() {
		String file = "310000" + name;
		jdbc.execute("alter table audit_download rename to lost");
		try {
			Answer refused = http.get(folder + file);
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.json().get("code").asString()).isEqualTo("AUDIT_UNAVAILABLE");
			assertThat(refused.header("Retry-After")).isNotEmpty();
			assertThat(refused.header("ETag")).isEmpty();
		}
		finally {
			jdbc.execute("alter table lost rename to audit_download");
		}
		assertThat(http.get(folder + file).status()).isEqualTo(200);
	}

	@Test
	void aTrailThatCannotBeWrittenIsToldUntilItCan() {
		jdbc.execute("alter table audit_head rename to lost");
		try {
			http.get(folder + "330200" + name);
			await().atMost(TOLD_WITHIN).until(() -> status().equals("FAILED"));
			assertThat(http.get("/actuator/health").status()).isEqualTo(200);
			assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
			assertThat(http.get("/actuator/prometheus").text()).contains("settlement_audit_writable 0.0");
		}
		finally {
			jdbc.execute("alter table lost rename to audit_head");
		}
		await().atMost(TOLD_WITHIN).until(() -> status().equals("UP"));
		assertThat(http.get("/actuator/prometheus").text()).contains("settlement_audit_writable 1.0");
	}

	private static List<AuditRow> rows(String file) {
		return trail.page("320500", null, AuditReader.PAGE_MAX)
			.stream()
			.filter((row) -> row.act().equals("FILE_DOWNLOADED") && row.subject().equals(file))
			.toList();
	}

	private static String status() {
		return http.get("/actuator/health").json().at("/components/audit/status").asString();
	}

}
