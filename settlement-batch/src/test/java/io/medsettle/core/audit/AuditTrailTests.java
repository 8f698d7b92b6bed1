package io.medsettle.core.audit;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medsettle.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the trail says stands in it for ever, and whatever else becomes of it is noticed.
 */
class AuditTrailTests {

	private static final AuditActor CHEN = new AuditActor(AuditActor.Kind.PERSON, "chen", "310000", "BUREAU",
			"192.0.2.7");

	private static final LocalDate DAY = LocalDate.parse("2026-11-20");

	private final TimeZone zone = TimeZone.getDefault();

	@AfterEach
	void setTheTimeZoneBack() {
		TimeZone.setDefault(this.zone);
	}

	@ParameterizedTest
	@EnumSource
	void anActIsThereWithAllItsFieldsAndOnlyIfItWasDone(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			AuditTrail trail = parts.bean(AuditTrail.class);
			AuditEntry entry = AuditEntry.done(CHEN, "BREAK_PROPOSED", new AuditSubject("BREAK", "b1"))
				.touching(List.of("320500", "310000"))
				.because(" because \u0000 \uD800 ")
				.changing("HELD", "x".repeat(5000));
			parts.transaction().executeWithoutResult((status) -> trail.record(entry));
			parts.transaction().executeWithoutResult((status) -> {
				trail.record(entry);
				status.setRollbackOnly();
			});

			assertThat(parts.bean(AuditReader.class).page(null, null, 10)).singleElement().satisfies((row) -> {
				assertThat(row.number()).isOne();
				assertThat(row.at()).isEqualTo(parts.now());
				assertThat(row.actorKind()).isEqualTo("PERSON");
				assertThat(row.actor()).isEqualTo("chen");
				assertThat(row.organisation()).isEqualTo("310000");
				assertThat(row.role()).isEqualTo("BUREAU");
				assertThat(row.address()).isEqualTo("192.0.2.7");
				assertThat(row.act()).isEqualTo("BREAK_PROPOSED");
				assertThat(row.subjectKind()).isEqualTo("BREAK");
				assertThat(row.subject()).isEqualTo("b1");
				assertThat(row.touched()).containsExactly("310000", "320500");
				assertThat(row.reason()).isEqualTo(" because \uFFFD \uFFFD ");
				assertThat(row.before()).isEqualTo("HELD");
				assertThat(row.after()).hasSize(2000).endsWith("x…");
				assertThat(row.outcome()).isEqualTo("DONE");
				assertThat(row.times()).isOne();
			});
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> trail.record(entry));
		}
	}

	@ParameterizedTest
	@EnumSource
	void anOrganisationReadsPageByPageWhatTouchedIt(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			fill(parts, 30);
			parts.transaction()
				.executeWithoutResult((status) -> parts.bean(AuditTrail.class)
					.record(AuditEntry.done(AuditActor.ENGINE, "EVERYTHING", new AuditSubject("ALL", ""))
						.touching(IntStream.range(100_000, 100_020).mapToObj(String::valueOf).toList())));
			AuditReader reader = parts.bean(AuditReader.class);

			List<AuditRow> first = reader.page("320500", null, 6);
			List<AuditRow> second = reader.page("320500", first.getLast().number(), 6);

			assertThat(first).extracting(AuditRow::number).containsExactly(31L, 30L, 27L, 24L, 21L, 18L);
			assertThat(second).extracting(AuditRow::number).containsExactly(15L, 12L, 9L, 6L, 3L);
			assertThat(reader.page("999999", null, 6)).extracting(AuditRow::number).containsExactly(31L);
			assertThat(reader.page(null, 4L, 10)).extracting(AuditRow::number).containsExactly(3L, 2L, 1L);
		}
	}

	/** Anybody can reckon it. */
	@Test
	void theHashIsThatOfEveryFieldWithItsLength() {
		assertThat(AuditTable.hash(AuditTable.NO_HASH, List.of(1L, "苏州", "")))
			.isEqualTo("499dffd2a33127b02684d9f5bd2d6a594c86d0670d222bbe9222579a608b9d3d");
	}

	@ParameterizedTest
	@EnumSource
	void theChainHoldsInAnotherTimeZoneAndAfterADump(Database database) throws Exception {
		try (AuditParts parts = AuditParts.empty(database)) {
			fill(parts, 25);
			List<AuditRow> rows = parts.bean(AuditReader.class).page(null, null, 100);
			TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
			String copy = database.create();
			AuditParts.migrate(copy);
			try (AuditParts restored = AuditParts.over(copy)) {
				dump(database, parts.jdbc(), restored.jdbc());

				assertThat(restored.bean(AuditReader.class).page(null, null, 100)).isEqualTo(rows);
				assertThat(restored.bean(AuditChain.class).verify())
					.isEqualTo(new AuditChain.Result(25, Optional.empty()));
				fill(restored, 1);
				assertThat(restored.bean(AuditChain.class).verify().fault()).isEmpty();
			}
		}
	}

	static Stream<Arguments> faults() {
		String insert = "insert into audit_entry select %s, at_ms, actor_kind, actor, organisation, role, address, act,"
				+ " subject_kind, subject, touched, reason, state_before, state_after, outcome, code, times,"
				+ " previous_hash, hash from audit_entry where number = %d";
		Map<String, String> statements = Map.ofEntries(
				Map.entry("update audit_entry set reason = reason || '.' where number = 7",
						"Row 7 was changed: it does not have the hash of what it says."),
				Map.entry("update audit_entry set at_ms = at_ms + 1 where number = 1",
						"Row 1 was changed: it does not have the hash of what it says."),
				Map.entry("update audit_entry set touched = '' where number = 9",
						"Row 9 was changed: it does not have the hash of what it says."),
				Map.entry("delete from audit_entry where number = 8", "Row 8 was removed."),
				Map.entry("delete from audit_entry where number = 1", "Row 1 was removed."),
				Map.entry("delete from audit_entry where number >= 24", "Row 24 was removed: the trail has 25 rows."),
				Map.entry(insert.formatted("26", 25), "Row 26 was inserted: the trail ends before it."),
				Map.entry(insert.formatted("0", 1), "Row 0 was inserted: rows begin with 1."),
				Map.entry("delete from audit_touch where number = 12 and organisation = '320500'",
						"Row 12 is not shown to the organisations that it touched."),
				Map.entry("insert into audit_touch (organisation, number) values ('999999', 13)",
						"Row 13 is not shown to the organisations that it touched."),
				Map.entry("update audit_head set hash = '" + AuditTable.NO_HASH + "'",
						"Row 25 was changed: the trail ends with another hash."));
		return Stream.of(Database.values())
			.flatMap((database) -> statements.entrySet()
				.stream()
				.map((fault) -> Arguments.of(database, fault.getKey(), fault.getValue())));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void whatIsNotAsItWasWrittenIsFound(Database database, String statement, String sentence) {
		try (AuditParts parts = AuditParts.empty(database)) {
			fill(parts, 25);
			assertThat(parts.bean(AuditChain.class).verify().fault()).isEmpty();

			parts.jdbc().update(statement);

			assertThat(parts.bean(AuditChain.class).verify().fault()).contains(sentence);
		}
	}

	/** Whoever may change every row can reckon hashes too. */
	@ParameterizedTest
	@EnumSource
	void aRowThatWasPutInOrChangedWithItsHashIsFound(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			fill(parts, 9);
			parts.jdbc().update("update audit_entry set reason = 'other' where number = 5");
			rehash(parts.jdbc(), 5);

			assertThat(parts.bean(AuditChain.class).verify().fault())
				.contains("Row 5 was changed or inserted: row 6 follows another row.");
		}
	}

	/** All rows after it too: only what was published tells. */
	@ParameterizedTest
	@EnumSource
	void aChainThatWasWrittenAnewIsFoundByTheAnchorOfADay(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			AuditAnchors anchors = parts.bean(AuditAnchors.class);
			AuditChain chain = parts.bean(AuditChain.class);
			anchors.of(DAY.minusDays(1), Optional::empty);
			fill(parts, 9);
			AuditAnchor anchor = anchors.of(DAY, Optional::empty);
			fill(parts, 3);
			assertThat(anchors.of(DAY, Optional::empty)).isEqualTo(anchor);
			assertThat(anchor.entries()).isEqualTo(9);
			assertThat(chain.verify().fault()).isEmpty();

			parts.jdbc().update("update audit_entry set reason = 'other' where number = 5");
			for (int number = 5; number <= 12; number++) {
				rehash(parts.jdbc(), number);
			}

			assertThat(chain.verify().fault())
				.contains("Row 9, or one before it, was changed: clearing day 2026-11-20 is anchored to another.");

			parts.jdbc().update("delete from audit_entry where number > 6");
			parts.jdbc().update("delete from audit_touch where number > 6");
			parts.jdbc()
				.update("update audit_head set number = 6, hash = (select hash from audit_entry where number = 6)");
			assertThat(chain.verify().fault())
				.contains("Row 9 was removed: clearing day 2026-11-20 is anchored to it.");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatCannotBeWrittenDownIsNotDone(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			AuditTrail trail = parts.bean(AuditTrail.class);
			parts.jdbc().execute("create table acted (id integer)");
			parts.jdbc().execute("alter table audit_head rename to lost");

			assertThatExceptionOfType(AuditUnavailableException.class)
				.isThrownBy(() -> parts.transaction().executeWithoutResult((status) -> {
					parts.jdbc().update("insert into acted values (1)");
					trail.record(AuditEntry.done(CHEN, "ACTED", new AuditSubject("ACT", "1")));
				}));

			assertThat(parts.jdbc().queryForObject("select count(*) from acted", Long.class)).isZero();
			assertThat(trail.isWritable()).isFalse();
			parts.jdbc().execute("alter table lost rename to audit_head");
			assertThat(trail.isWritable()).isTrue();
			fill(parts, 1);
			assertThat(parts.bean(AuditReader.class).page(null, null, 10)).hasSize(1);
		}
	}

	private static void fill(AuditParts parts, int rows) {
		for (int row = 0; row < rows; row++) {
			parts.set(parts.now().plusMillis(1001));
			long at = parts.now().toEpochMilli();
			List<String> touched = ((row + 1) % 3 == 0) ? List.of("320500") : List.of();
			parts.transaction()
				.executeWithoutResult((status) -> parts.bean(AuditTrail.class)
					.record(AuditEntry.done(CHEN, "ACTED", new AuditSubject("ACT", "苏州 𠮷 " + at))
						.touching(touched)
						.because(" two  blanks and a line\r\nend ")));
		}
	}

	private static void rehash(JdbcTemplate jdbc, long number) {
		jdbc.update("""
				update audit_entry set previous_hash = (select p.hash from audit_entry p where p.number = ?)
				where number = ?""", number - 1, number);
		AuditTable.Stored stored = jdbc.query(AuditTable.SELECT + "where number = ?", AuditTable::map, number)
			.getFirst();
		jdbc.update("update audit_entry set hash = ? where number = ?", stored.reckonedHash(), number);
		jdbc.update("update audit_head set hash = ? where number = ?", stored.reckonedHash(), number);
	}

	/** As a dump does: over text. */
	private static void dump(Database database, JdbcTemplate from, JdbcTemplate to) throws Exception {
		if (database == Database.H2) {
			Path script = Files.createTempFile("audit", ".sql");
			from.execute("script nopasswords nosettings drop to '" + script + "'");
			to.execute("drop all objects");
			to.execute("runscript from '" + script + "'");
			Files.delete(script);
			return;
		}
		to.update("delete from audit_head");
		for (String table : List.of("audit_entry", "audit_touch", "audit_head")) {
			StringWriter text = new StringWriter();
			from.execute((ConnectionCallback<Long>) (connection) -> copy(connection, table, text));
			to.execute((ConnectionCallback<Long>) (connection) -> read(connection, table, text));
		}
	}

	private static Long copy(Connection connection, String table, StringWriter text) {
		try {
			return connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", text);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Long read(Connection connection, String table, StringWriter text) {
		try {
			return connection.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn("copy " + table + " from stdin", new StringReader(text.toString()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
