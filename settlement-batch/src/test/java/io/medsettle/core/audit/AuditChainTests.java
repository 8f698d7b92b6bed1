package io.medsettle.core.audit;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.h2.tools.Server;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes write into an empty trail with 16 threads each, while a night runs, and
 * one of them is killed: there is one chain, without a gap or a fork, of exactly what was
 * done. H2 serves the other process over TCP.
 */
class AuditChainTests {

	private static final long ROWS = 10_000;

	private static final long KILLED_AFTER_ROWS = 3_000;

	private static final long ROWS_OF_OTHER = 500;

	private static final String ACTED_BY_OTHER = "select count(*) from acted where id like 'other%'";

	@ParameterizedTest
	@EnumSource
	@Timeout(300)
	void processesWriteOneChain(Database database) throws Exception {
		String url = database.create();
		Server server = Server.createTcpServer("-tcpPort", "0").start();
		try (NightEngine engine = NightEngine.start(url); AuditParts parts = AuditParts.over(url)) {
			JdbcTemplate jdbc = parts.jdbc();
			jdbc.execute("create table acted (id varchar(40) not null primary key)");
			empty(jdbc);
			for (int number = 1; number <= 500; number++) {
				engine.books().post(ClaimRow.settlement(NightEngine.DAY, number, "320500", "310000"));
			}
			engine.watermark().submitted(500);

			Process other = start(url.replace("jdbc:h2:mem:", "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:"));
			List<Thread> threads = AuditWriter.start(parts, () -> other.isAlive() || rows(jdbc) < ROWS);
			CompletableFuture<NightRun> night = CompletableFuture
				.supplyAsync(() -> Nights.run(engine, NightEngine.DAY));
			try {
				await().atMost(2, TimeUnit.MINUTES)
					.until(() -> rows(jdbc) >= KILLED_AFTER_ROWS
							&& jdbc.queryForList(ACTED_BY_OTHER, Long.class).getFirst() >= ROWS_OF_OTHER);
			}
			finally {
				other.destroyForcibly().waitFor();
			}
			for (Thread thread : threads) {
				thread.join();
			}

			assertThat(night.get().state()).isEqualTo(NightRunState.COMPLETED);
			assertThat(rows(jdbc)).isGreaterThanOrEqualTo(ROWS);
			assertThat(parts.bean(AuditChain.class).verify())
				.isEqualTo(new AuditChain.Result(rows(jdbc), Optional.empty()));
			assertThat(jdbc.queryForObject("select max(number) from audit_entry", Long.class)).isEqualTo(rows(jdbc));
			assertThat(jdbc.queryForList("select subject from audit_entry where act = 'ACTED'", String.class))
				.containsExactlyInAnyOrderElementsOf(jdbc.queryForList("select id from acted", String.class));
			LocalDate day = NightEngine.DAY;
			assertThat(parts.bean(AuditAnchors.class).find(day)).isPresent();
		}
		finally {
			server.stop();
		}
	}

	/** The registry is there before the first row is fought for. */
	private static void empty(JdbcTemplate jdbc) {
		jdbc.update("delete from audit_touch");
		jdbc.update("delete from audit_entry");
		jdbc.update("update audit_head set number = 0, hash = ?", AuditTable.NO_HASH);
	}

	private static long rows(JdbcTemplate jdbc) {
		return jdbc.queryForList("select number from audit_head", Long.class).getFirst();
	}

	private static Process start(String url) throws Exception {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Process process = new ProcessBuilder(java.toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), AuditWriter.class.getName(), url)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String line;
		do {
			line = process.inputReader().readLine();
			assertThat(line).isNotNull();
		}
		while (!line.equals(AuditWriter.WRITING));
		return process;
	}

}
