package io.medsettle.core.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.Durability;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.decision.InsuredDecision.Kind;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The decisions of insured cities. A claim has at most one; what is sent again replaces
 * it, until the claim's clearing day is published. A night that publishes by itself does
 * so within seconds of having reconciled the day, so that this is where it ends then;
 * where results wait for an operator, a decision sends them back until they are
 * confirmed.
 */
@Component
public class InsuredDecisions {

	private static final String CLAIM = """
			select clearing_day, insured_city, sign, fund_fen + account_fen as fen
			from insured_claim_by_identity where hospital_code = :hospitalCode and claim_no = :claimNo""";

	private static final String SELECT = """
			select hospital_code, claim_no, clearing_day, insured_city, decision, deduct_fen, reason_code, remark,
			       decided_by, decided_at_ms
			from insured_decision where hospital_code = :hospitalCode and claim_no = :claimNo""";

	private static final String DELETE = """
			delete from insured_decision where hospital_code = :hospitalCode and claim_no = :claimNo""";

	private static final String INSERT = """
			insert into insured_decision (hospital_code, claim_no, clearing_day, insured_city, decision, deduct_fen,
			  reason_code, remark, decided_by, decided_at_ms)
			values (:hospitalCode, :claimNo, :day, :city, :decision, :deductFen, :reason, :remark, :actor, :now)""";

	private final JdbcClient jdbc;

	private final ClearingDays days;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final AuditTrail trail;

	private final Clock clock;

	private final boolean confirmation;

	InsuredDecisions(JdbcClient jdbc, ClearingDays days, PlatformTransactionManager transactionManager,
			Durability durability, AuditTrail trail, Clock clock, SettlementSettings settings) {
		this.trail = trail;
		this.jdbc = jdbc;
		this.days = days;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
		this.confirmation = settings.clearing().confirmation();
	}

	/**
	 * Keeps a decision, durably.
	 */
	public DecisionOutcome keep(InsuredDecision decision) {
		DecisionOutcome kept = Objects
			.requireNonNull(this.transaction.execute((status) -> keepInTransaction(decision)));
		this.durability.assure();
		return kept;
	}

	/**
	 * What the insured city has said of a claim, if it has.
	 */
	public Optional<KeptDecision> find(ClaimIdentity claim) {
		return bind(SELECT, claim).query(InsuredDecisions::map).optional();
	}

	DecisionOutcome keepInTransaction(InsuredDecision decision) {
		Optional<Claim> claim = bind(CLAIM, decision.claim()).query(Claim::map).optional();
		if (claim.isEmpty()) {
			return new DecisionOutcome.UnknownClaim();
		}
		Optional<InputError> error = claim.get().error(decision);
		if (error.isPresent()) {
			return new DecisionOutcome.Refused(error.get());
		}
		// From here on one after the other, and none while the night looks.
		ClearingDay day = this.days.lock(claim.get().clearingDay()).orElseThrow();
		Optional<KeptDecision> known = find(decision.claim());
		if (known.isPresent() && decision.saysTheSameAs(known.get().decision())) {
			return new DecisionOutcome.Kept(known.get());
		}
		return switch (day.state()) {
			case OPEN, CUT_OFF -> new DecisionOutcome.Kept(replace(decision, day.day()));
			case RECONCILED -> this.confirmation ? sendBack(decision, day) : late(day);
			case PROVISIONAL -> day.isUnconfirmed() ? sendBack(decision, day) : late(day);
			case PUBLISHED, ACKNOWLEDGED -> late(day);
		};
	}

	private static DecisionOutcome late(ClearingDay day) {
		return new DecisionOutcome.NotNow(
				"Clearing day " + day.day() + " is reconciled; the claim has cleared or a break holds it.");
	}

	private DecisionOutcome sendBack(InsuredDecision decision, ClearingDay day) {
		this.days.advance(day.day(), day.state(), ClearingDayState.CUT_OFF, decision.actor(),
				"Insured city " + decision.city() + " has decided about a claim.");
		return new DecisionOutcome.Kept(replace(decision, day.day()));
	}

	private KeptDecision replace(InsuredDecision decision, LocalDate day) {
		Instant now = Instant.ofEpochMilli(this.clock.millis());
		bind(DELETE, decision.claim()).update();
		bind(INSERT, decision.claim()).param("day", day)
			.param("city", decision.city())
			.param("decision", decision.kind().name())
			.param("deductFen", decision.deductFen())
			.param("reason", decision.reason().name())
			.param("remark", decision.remark())
			.param("actor", decision.actor())
			.param("now", now.toEpochMilli())
			.update();
		if (CurrentActor.isSomebody()) {
			record(decision);
		}
		return new KeptDecision(decision, day, now);
	}

	private void record(InsuredDecision decision) {
		this.trail.record(
				AuditEntry
					.done(CurrentActor.get(), "CLAIM_DECIDED",
							new AuditSubject("CLAIM",
									decision.claim().hospitalCode() + "/" + decision.claim().claimNo()))
					.touching(List.of(decision.claim().hospitalCode(), decision.city()))
					.because(decision.remark())
					.changing("", decision.kind() + " " + decision.reason() + " " + decision.deductFen() + " fen"));
	}

	private JdbcClient.StatementSpec bind(String sql, ClaimIdentity claim) {
		return this.jdbc.sql(sql).param("hospitalCode", claim.hospitalCode()).param("claimNo", claim.claimNo());
	}

	private static KeptDecision map(ResultSet row, int number) throws SQLException {
		ClaimIdentity claim = new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no"));
		InsuredDecision decision = new InsuredDecision(claim, row.getString("insured_city"),
				Kind.valueOf(row.getString("decision")), row.getLong("deduct_fen"),
				DecisionReason.valueOf(row.getString("reason_code")), row.getString("remark"),
				row.getString("decided_by"));
		return new KeptDecision(decision, row.getObject("clearing_day", LocalDate.class),
				Instant.ofEpochMilli(row.getLong("decided_at_ms")));
	}

	/**
	 * The claim as the insured city has it.
	 */
	private record Claim(LocalDate clearingDay, String insuredCity, int sign, long fen) {

		static Claim map(ResultSet row, int number) throws SQLException {
			return new Claim(row.getObject("clearing_day", LocalDate.class), row.getString("insured_city"),
					row.getInt("sign"), row.getLong("fen"));
		}

		Optional<InputError> error(InsuredDecision decision) {
			if (!decision.city().equals(this.insuredCity)) {
				return Optional.of(new InputError("/city", ProblemCode.DECISION_NOT_ALLOWED,
						"The person is not insured in the city that the field city names."));
			}
			if (this.sign < 0) {
				return Optional.of(new InputError("/claimNo", ProblemCode.DECISION_NOT_ALLOWED,
						"The claim is a reversal; only settlements can be refused or deducted from."));
			}
			if (decision.kind() == Kind.DEDUCT && decision.deductFen() >= this.fen) {
				return Optional.of(new InputError("/deductFen", ProblemCode.DECISION_NOT_ALLOWED,
						"A deduction leaves something of what would clear; to leave nothing, refuse the claim."));
			}
			return Optional.empty();
		}

	}

}
