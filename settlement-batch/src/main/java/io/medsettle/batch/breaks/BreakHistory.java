package io.medsettle.batch.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has happened to breaks. What people do is written down; what the nights did is
 * told from the break itself, so that it costs them nothing and a night that is done
 * again leaves no trace of the first attempt.
 */
@Component
public class BreakHistory {

	private static final String SELECT = """
			select at_ms, actor, kind, text, evidence_name, evidence_sha256, evidence_link
			from break_event where break_id = :id order by number""";

	private static final String NOTE = """
			insert into break_event (break_id, number, at_ms, actor, kind, text, evidence_name, evidence_sha256,
			  evidence_link)
			select :id, coalesce(max(number), 0) + 1, cast(:now as bigint), cast(:actor as varchar),
			       cast(:kind as varchar), cast(:text as varchar), cast(:name as varchar), cast(:sha256 as varchar),
			       cast(:link as varchar)
			from break_event where break_id = :id""";

	private final JdbcClient jdbc;

	private final ClearingDays days;

	private final AuditTrail trail;

	private final Clock clock;

	BreakHistory(JdbcClient jdbc, ClearingDays days, AuditTrail trail, Clock clock) {
		this.trail = trail;
		this.jdbc = jdbc;
		this.days = days;
		this.clock = clock;
	}

	/**
	 * All that has happened to a break, in its order.
	 */
	public List<BreakEvent> of(Break held) {
		List<BreakEvent> events = new ArrayList<>();
		events.add(new BreakEvent(cutOff(held.openedDay()), BreakEvent.ENGINE, BreakEvent.Kind.OPENED, held.reason(),
				null));
		events.addAll(this.jdbc.sql(SELECT).param("id", held.id()).query(BreakHistory::map).list());
		LocalDate dueDate = held.handling().dueDate();
		if (held.state() == BreakState.EXPIRED && dueDate != null) {
			events.add(expired(dueDate));
		}
		LocalDate resolvedDay = held.resolvedDay();
		if (resolvedDay != null) {
			Instant at = cutOff(resolvedDay);
			// Only remarks can come after it.
			int place = events.size();
			while (events.get(place - 1).kind().isRemark() && events.get(place - 1).at().isAfter(at)) {
				place--;
			}
			events.add(place, new BreakEvent(at, BreakEvent.ENGINE, BreakEvent.Kind.RESOLVED, resolution(held), null));
		}
		return events;
	}

	/**
	 * Writes down what somebody does. The caller has the break locked.
	 */
	void note(Break held, String actor, BreakEvent.Kind kind, String text) {
		note(held, actor, kind, text, null);
	}

	void note(Break held, String actor, BreakEvent.Kind kind, String text, BreakEvent.@Nullable Evidence evidence) {
		this.jdbc.sql(NOTE)
			.param("id", held.id())
			.param("now", this.clock.millis())
			.param("actor", actor)
			.param("kind", kind.name())
			.param("text", text)
			.param("name", (evidence != null) ? evidence.name() : null)
			.param("sha256", (evidence != null) ? evidence.sha256() : null)
			.param("link", (evidence != null) ? evidence.link() : null)
			.update();
		if (CurrentActor.isSomebody()) {
			record(held, kind, text);
		}
	}

	private void record(Break held, BreakEvent.Kind kind, String text) {
		String insuredCity = held.insuredCity();
		this.trail.record(AuditEntry.done(CurrentActor.get(), "BREAK_" + kind, new AuditSubject("BREAK", held.id()))
			.touching(
					(insuredCity != null) ? List.of(held.treatmentCity(), insuredCity) : List.of(held.treatmentCity()))
			.because(text)
			.changing(held.state().name(), ""));
	}

	/**
	 * Writes down that the wait for a break has expired, before something else is done
	 * about it.
	 */
	void noteExpired(Break held) {
		LocalDate dueDate = held.handling().dueDate();
		if (held.state() == BreakState.EXPIRED && dueDate != null) {
			note(held, BreakEvent.ENGINE, BreakEvent.Kind.EXPIRED, expired(dueDate).text());
		}
	}

	private BreakEvent expired(LocalDate dueDate) {
		return new BreakEvent(cutOff(dueDate), BreakEvent.ENGINE, BreakEvent.Kind.EXPIRED,
				"It was to wait until " + dueDate + ".", null);
	}

	private static String resolution(Break held) {
		Break.Outcome outcome = held.outcome();
		AutomaticResolution automatic = (outcome != null) ? outcome.automatic() : null;
		if (automatic != null) {
			return "Automatic, " + automatic + ": " + automatic.sentence();
		}
		Break.Proposal proposal = held.proposal();
		return (proposal != null) ? "As decided, " + proposal.resolution() + ": " + proposal.resolution().sentence()
				: "";
	}

	private Instant cutOff(LocalDate day) {
		return this.days.find(day).map(ClearingDay::cutOff).orElse(Instant.EPOCH);
	}

	private static BreakEvent map(ResultSet row, int number) throws SQLException {
		String name = row.getString("evidence_name");
		BreakEvent.Evidence evidence = (name == null) ? null
				: new BreakEvent.Evidence(name, row.getString("evidence_sha256"), row.getString("evidence_link"));
		return new BreakEvent(Instant.ofEpochMilli(row.getLong("at_ms")), row.getString("actor"),
				BreakEvent.Kind.valueOf(row.getString("kind")), row.getString("text"), evidence);
	}

}
