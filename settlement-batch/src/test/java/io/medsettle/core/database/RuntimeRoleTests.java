package io.medsettle.core.database;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditReader;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.ledger.DayPartitions;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.signature.KeyOutcome;
import io.medsettle.core.signature.SignatureKey;
import io.medsettle.core.signature.SignatureKeys;
import io.medsettle.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An engine whose role in PostgreSQL owns nothing: it lives its days, and cannot change
 * what is to stand for ever.
 */
class RuntimeRoleTests {

	private static final String SUFFIX = UUID.randomUUID().toString().substring(0, 8);

	private static final String OWNER = "owner_" + SUFFIX;

	private static final String RUNTIME = "Runtime-" + SUFFIX;

	private static NightEngine engine;

	private static JdbcTemplate jdbc;

	@BeforeAll
	static void liveTwoDays() {
		PostgresServer server = PostgresServer.shared();
		for (String role : List.of(OWNER, RUNTIME)) {
			server.execute("create role \"" + role + "\" login password '" + role + "'");
		}
		server.execute("create database runtime_" + SUFFIX + " owner " + OWNER);
		engine = NightEngine.start("jdbc:postgresql://" + server.address() + "/runtime_" + SUFFIX,
				"spring.datasource.username=" + RUNTIME, "spring.datasource.password=" + RUNTIME,
				"spring.flyway.user=" + OWNER, "spring.flyway.password=" + OWNER);
		jdbc = engine.jdbc();
		DayPartitions partitions = engine.bean(DayPartitions.class);
		partitions.make(NightEngine.DAY);
		ClaimRow late = ClaimRow.settlement(NightEngine.DAY, 2, "320500", "310000");
		engine.books().post(ClaimRow.settlement(NightEngine.DAY, 1, "320500", "310000"));
		engine.books().post(Side.TREATMENT, late);
		engine.watermark().submitted(2);
		partitions.analyze(NightEngine.DAY);
		assertThat(Nights.run(engine, NightEngine.DAY)).satisfies(RuntimeRoleTests::completed);
		engine.books().post(Side.INSURED, late);
		assertThat(Nights.run(engine, NightEngine.DAY.plusDays(1))).satisfies(RuntimeRoleTests::completed);
		assertThat(engine.bean(Verifications.class).verify(NightEngine.DAY.plusDays(1)).orElseThrow().listed())
			.isEmpty();
		partitions.release();
		partitions.detachSettled(NightEngine.DAY.plusDays(9));
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	void itsDaysHoldAndItOwnsNothing() {
		assertThat(jdbc.queryForObject("select current_user", String.class)).isEqualTo(RUNTIME);
		assertThat(jdbc.queryForList(
				"select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)",
				String.class))
			.isEmpty();
		assertThat(jdbc.queryForList("select to_regclass('treatment_claim_20261120')::text", String.class))
			.containsExactly("treatment_claim_20261120");
		assertThat(jdbc.queryForObject("select count(*) from pg_inherits where inhparent = 'treatment_claim'::regclass",
				Long.class))
			.isOne();
		assertThat(engine.bean(AuditReader.class).page(null, null, 10)).isNotEmpty();
		assertThat(engine.bean(ClearingFiles.class).list(NightEngine.DAY, null)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "treatment_claim", "treatment_claim_other", "treatment_claim_20261120", "insured_claim",
			"treatment_identity", "insured_identity", "claim_refusal", "claim_duplicate", "audit_entry", "audit_touch",
			"audit_anchor", "break_event", "clearing_day_transition", "clearing_file_acknowledgement" })
	void whatIsWrittenStands(String table) {
		assertUnchangeable(table);
		assertDenied("delete from " + table);
		assertDenied("drop table " + table);
	}

	@ParameterizedTest
	@ValueSource(strings = { "treatment_entry", "insured_entry", "clearing_file", "clearing_entry", "obligation",
			"bilateral_position", "net_position", "correction", "break_tally", "clearing_watermark" })
	void whatANightMayTakeBackStandsOnceItsDayIsPublished(String table) {
		assertUnchangeable(table);
		if (jdbc.queryForObject("select count(*) from " + table, Long.class) > 0) {
			assertDenied("delete from " + table);
		}
	}

	@Test
	void aPublishedDayStaysPublished() {
		assertDenied("update clearing_day set state = 'OPEN' where day = date '2026-11-20'");
		assertDenied("update clearing_day set cut_off_ms = cut_off_ms + 1 where day = date '2026-11-20'");
		assertDenied("delete from clearing_day");
		assertDenied("delete from audit_head");
		assertDenied("select detach_day_partition('treatment_claim', date '2026-12-20')", "P0001");
		assertDenied("select make_day_partition('audit_entry', date '2026-12-20')", "P0001");
		assertThat(engine.bean(ClearingDays.class).isSealed(NightEngine.DAY)).isTrue();
	}

	/** All that is ever changed of it is its end; it is never deleted. */
	@Test
	void aKeyOfAHospitalIsRegisteredAndRevoked() throws GeneralSecurityException {
		String publicKey = Base64.getEncoder()
			.encodeToString(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
		SignatureKeys keys = engine.bean(SignatureKeys.class);
		assertThat(keys.add(AuditActor.ENGINE, "H31000000001", publicKey, null, null))
			.isInstanceOf(KeyOutcome.Kept.class);
		SignatureKey key = keys.list("H31000000001").getFirst();
		assertThat(key.validTo()).isNull();
		assertThat(keys.revoke(AuditActor.ENGINE, key.id(), null)).isInstanceOf(KeyOutcome.Kept.class);
		assertThat(keys.list("H31000000001").getFirst().validTo()).isNotNull();
		assertDenied("delete from event_signature_key");
	}

	private static void completed(NightRun night) {
		assertThat(night.failure()).isNull();
		assertThat(night.state()).isEqualTo(NightRunState.COMPLETED);
	}

	private static void assertUnchangeable(String table) {
		String column = jdbc
			.queryForList("select attname from pg_attribute where attrelid = ?::regclass and attnum = 1", String.class,
					table)
			.getFirst();
		assertDenied("update " + table + " set " + column + " = " + column);
		assertDenied("truncate " + table);
		assertDenied("alter table " + table + " disable trigger all");
	}

	private static void assertDenied(String statement) {
		assertDenied(statement, "42501");
	}

	private static void assertDenied(String statement, String state) {
		assertThatExceptionOfType(DataAccessException.class).as(statement)
			.isThrownBy(() -> jdbc.execute(statement))
			.satisfies(
					(denied) -> assertThat(((SQLException) denied.getMostSpecificCause()).getSQLState()).as(statement)
						.isEqualTo(state));
	}

}
