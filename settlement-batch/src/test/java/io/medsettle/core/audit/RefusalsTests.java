package io.medsettle.core.audit;

import java.util.stream.IntStream;

import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was refused leaves a row, and a flood of it no flood of rows.
 */
class RefusalsTests {

	@ParameterizedTest
	@EnumSource
	void aRefusalOutlivesTheTransactionThatIsRolledBack(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			parts.transaction().executeWithoutResult((status) -> {
				parts.bean(AuditTrail.class)
					.record(AuditEntry.done(actor("chen"), "ACTED", new AuditSubject("ACT", "1")));
				parts.bean(Refusals.class).note(refusal("chen", "SAME_PERSON"));
				status.setRollbackOnly();
			});

			assertThat(parts.rows()).singleElement().satisfies((row) -> {
				assertThat(row.outcome()).isEqualTo("REFUSED");
				assertThat(row.code()).isEqualTo("SAME_PERSON");
				assertThat(row.times()).isOne();
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFloodIsCounted(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			Refusals refusals = parts.bean(Refusals.class);
			IntStream.range(0, 100_000).forEach((number) -> refusals.note(refusal("chen", "FORBIDDEN")));
			refusals.note(refusal("chen", "SAME_PERSON"));
			assertThat(parts.rows()).hasSize(Refusals.WRITTEN_MAX + 1);

			parts.set(parts.now().plus(Refusals.WINDOW));
			parts.bean(AuditHousekeeping.class).keep();
			parts.bean(AuditHousekeeping.class).keep();
			refusals.note(refusal("chen", "FORBIDDEN"));

			assertThat(parts.rows()).extracting(AuditRow::times)
				.containsExactly(1L, 100_000L - Refusals.WRITTEN_MAX, 1L, 1L, 1L, 1L);
			assertThat(parts.bean(AuditChain.class).verify().fault()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void inventedNamesAreCountedTogether(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			Refusals refusals = parts.bean(Refusals.class);
			int known = Refusals.WINDOWS_MAX;
			IntStream.range(0, 50_000).forEach((number) -> refusals.note(refusal("n" + number, "FORBIDDEN")));
			assertThat(parts.rows()).hasSize(known);

			refusals.stop();

			assertThat(parts.rows()).hasSize(known + 1).first().satisfies((row) -> {
				assertThat(row.actor()).isEmpty();
				assertThat(row.code()).isEqualTo("SEVERAL");
				assertThat(row.times()).isEqualTo(50_000 - known);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatCannotBeWrittenIsToldLater(Database database) {
		try (AuditParts parts = AuditParts.empty(database)) {
			parts.jdbc().execute("alter table audit_head rename to lost");
			parts.bean(Refusals.class).note(refusal("chen", "FORBIDDEN"));
			parts.bean(AuditHousekeeping.class).keep();
			assertThat(parts.rows()).isEmpty();
			assertThat(parts.bean(AuditTrail.class).isWritable()).isFalse();

			parts.jdbc().execute("alter table lost rename to audit_head");
			parts.set(parts.now().plus(Refusals.WINDOW));
			parts.bean(AuditHousekeeping.class).keep();

			assertThat(parts.rows()).singleElement().satisfies((row) -> assertThat(row.times()).isOne());
		}
	}

	private static AuditActor actor(String id) {
		return new AuditActor(AuditActor.Kind.PERSON, id, "", "BUREAU", "");
	}

	private static AuditEntry refusal(String id, String code) {
		return AuditEntry.refused(actor(id), "BREAK_APPROVED", new AuditSubject("BREAK", "b1"), code);
	}

}
