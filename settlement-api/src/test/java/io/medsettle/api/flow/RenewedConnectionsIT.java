package io.medsettle.api.flow;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pool renews its connections every half hour: an engine that has made its own database
 * must not need any of those that it began with, neither for claims nor for the night.
 */
class RenewedConnectionsIT {

	private static final Duration RENEWAL_MAX = Duration.ofSeconds(30);

	/** Numbers come again, but not with the same time. */
	private static final String SESSIONS_OF_H2 = """
			select session_id || ' ' || session_start from information_schema.sessions""";

	private static final String SESSIONS_OF_POSTGRESQL = """
			select pid || ' ' || backend_start from pg_stat_activity
			where datname = current_database() and backend_type = 'client backend'""";

	@Test
	void claimsArePostedAndDaysAreClosedOnConnectionsThatHaveBeenRenewed(@TempDir Path dataDir) throws SQLException {
		try (Engine engine = Engine.start(dataDir)) {
			renewConnections(engine);
			ObjectNode claim = SampleClaim.settlement();
			post(engine, claim);
			renewConnections(engine);
			assertThat(state(engine, DayClosing.closeCurrentDay(engine))).isEqualTo("HOLDS");

			renewConnections(engine);
			post(engine, SampleClaim.reversal(claim));
			assertThat(state(engine, DayClosing.closeCurrentDay(engine))).isEqualTo("HOLDS");
		}
	}

	private static void post(Engine engine, ObjectNode claim) {
		Answer posted = new HttpCaller(engine.baseUrl()).post("/api/v1/claims", claim.toString(), "Prefer", "wait=30");
		assertThat(posted.status()).as(posted::toString).isEqualTo(200);
		assertThat(posted.json().get("status").asString()).isEqualTo("POSTED");
	}

	private static String state(Engine engine, LocalDate day) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		String verification = "/api/v1/clearing-days/" + day + "/verification";
		await().atMost(RENEWAL_MAX).until(() -> http.get(verification).status() == 200);
		return http.get(verification).json().get("state").asString();
	}

	/**
	 * Returns once every connection of the pool that there was is closed. The checkpoints
	 * of the embedded database have one of their own, which makes no table.
	 */
	private static void renewConnections(Engine engine) throws SQLException {
		List<String> before = sessions(engine);
		HikariDataSource pool = engine.bean(DataSource.class).unwrap(HikariDataSource.class);
		assertThat(before).hasSizeGreaterThanOrEqualTo(pool.getMinimumIdle());
		pool.getHikariPoolMXBean().softEvictConnections();
		int kept = (Database.chosen() == Database.H2) ? 1 : 0;
		await().atMost(RENEWAL_MAX).until(() -> sessions(engine).stream().filter(before::contains).count() == kept);
	}

	private static List<String> sessions(Engine engine) {
		String query = (Database.chosen() == Database.H2) ? SESSIONS_OF_H2 : SESSIONS_OF_POSTGRESQL;
		return engine.bean(JdbcClient.class).sql(query).query(String.class).list();
	}

}
