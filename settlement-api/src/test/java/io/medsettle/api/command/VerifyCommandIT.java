package io.medsettle.api.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A day is verified by the engine that published it, over HTTP, and by the command on
 * what the engine has left.
 */
class VerifyCommandIT {

	private final CommandCaller verify = new CommandCaller("verify");

	@TempDir
	Path folder;

	@Test
	void aDayIsVerifiedByItselfOverHttpAndByHand() throws Exception {
		Path data = this.folder.resolve("data");
		LocalDate day;
		try (Engine engine = Engine.start(data)) {
			HttpCaller http = new HttpCaller(engine.baseUrl());
			http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=30");
			day = DayClosing.closeCurrentDay(engine);
			overHttp(http, day);
			if (Database.chosen() == Database.H2) {
				assertThat(this.verify.status(data, "--day=" + day)).isEqualTo(1);
			}
		}
		assertThat(this.verify.status(data, "--day=" + day)).isZero();
		assertThat(this.verify.out()).containsExactly("day         result        claims   files  first discrepancy",
				day + "  holds              1     164", "audit trail  holds  2 rows");
		assertThat(this.verify.err()).isEmpty();
		assertThat(this.verify.status(data, "--from=" + day.minusDays(9), "--to=" + day.minusDays(1))).isEqualTo(1);
		assertThat(this.verify.err()).hasSize(1).first().asString().endsWith("is published.");
		assertThat(this.verify.status(data, "--day=never")).isEqualTo(2);
		assertThat(this.verify.err()).hasSize(1).first().asString().contains("--day").contains("\"never\" is no day");

		String name = "320500_" + day.toString().replace("-", "") + "_summary_v1.csv";
		Files.delete(data.resolve("files").resolve(day.toString()).resolve(name));
		assertThat(this.verify.status(data, "--from=" + day.minusDays(1), "--to=" + day.plusDays(1))).isEqualTo(1);
		assertThat(this.verify.out()).element(1)
			.asString()
			.isEqualTo(day + "  differs            1     163  File " + name + ": expected on the disk, found no file.");

		change(data, "update audit_entry set reason = 'none' where number = 1");
		assertThat(this.verify.status(data, "--day=" + day)).isEqualTo(1);
		assertThat(this.verify.out()).last()
			.asString()
			.isEqualTo("audit trail  differs  Row 1 was changed: it does not have the hash of what it says.");

		if (Database.chosen() == Database.H2) {
			assertThat(this.verify.status(this.folder.resolve("nothing"), "--day=" + day)).isEqualTo(1);
			assertThat(this.folder.resolve("nothing")).doesNotExist();
		}
	}

	private static void overHttp(HttpCaller http, LocalDate day) {
		String address = "/api/v1/clearing-days/" + day;
		await().atMost(Duration.ofSeconds(30)).until(() -> http.get(address + "/verification").status() == 200);
		assertThat(http.get(address + "/verification").json().get("state").asString()).isEqualTo("HOLDS");
		Answer verified = http.call("POST", address + "/verify");
		assertThat(verified.status()).as(verified::toString).isEqualTo(200);
		assertThat(verified.json().get("state").asString()).isEqualTo("HOLDS");
		assertThat(verified.json().get("files").asInt()).isEqualTo(41 * 4);
		assertThat(verified.json().get("listed")).isEmpty();
		assertThat(verified.json().has("first")).isFalse();
		assertThat(http.get(address + "/verification").json()).isEqualTo(verified.json());
		assertThat(http.get(address).json().at("/verification/state").asString()).isEqualTo("HOLDS");
		String open = "/api/v1/clearing-days/" + day.plusDays(1);
		assertThat(http.call("POST", open + "/verify").status()).isEqualTo(404);
		assertThat(http.get(open + "/verification").status()).isEqualTo(404);
		assertThat(http.get("/actuator/prometheus").text()).contains("settlement_verification_discrepancies 0.0");
	}

	/** As somebody would who can reach the database. */
	private static void change(Path data, String statement) throws SQLException {
		String file = "jdbc:h2:file:" + data.resolve("h2").resolve("medsettle")
				+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY";
		String url = Database.chosen().settings(data).getOrDefault("spring.datasource.url", file);
		try (Connection connection = DriverManager.getConnection(url);
				Statement changing = connection.createStatement()) {
			assertThat(changing.executeUpdate(statement)).isOne();
		}
	}

}
