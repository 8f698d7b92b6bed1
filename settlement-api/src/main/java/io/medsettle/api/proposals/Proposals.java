package io.medsettle.api.proposals;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.medsettle.api.access.Caller;
import io.medsettle.api.access.MakerChecker;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.audit.CurrentActor;
import io.medsettle.core.database.Durability;
import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was proposed, and what has become of it. Whatever takes two people passes here.
 */
@Component
public class Proposals {

	/** The longest reason. */
	public static final int REASON_LENGTH_MAX = 500;

	static final int LISTED_MAX = 200;

	private static final String COLUMNS = """
			select proposal_id, act, subject, reason, state, proposed_by, proposed_at_ms, decided_by, decided_at_ms
			from proposal""";

	private static final String INSERT = """
			insert into proposal (proposal_id, act, subject, reason, state, proposed_by, proposed_at_ms)
			values (:id, :act, :subject, :reason, 'PROPOSED', :proposedBy, :now)""";

	private static final String DECIDE = """
			update proposal set state = :state, decided_by = :by, decided_at_ms = :now where proposal_id = :id""";

	private static final String OPEN_LIKE = COLUMNS
			+ " where state = 'PROPOSED' and act = :act and subject = :subject and proposed_by = :proposedBy";

	private final JdbcClient jdbc;

	private final Map<Proposal.Act, ProposedAct> acts = new EnumMap<>(Proposal.Act.class);

	private final MakerChecker makerChecker;

	private final AuditTrail trail;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Clock clock;

	Proposals(JdbcClient jdbc, List<ProposedAct> acts, MakerChecker makerChecker, AuditTrail trail,
			PlatformTransactionManager transactionManager, Durability durability, Clock clock) {
		this.jdbc = jdbc;
		acts.forEach((act) -> this.acts.put(act.act(), act));
		this.makerChecker = makerChecker;
		this.trail = trail;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
	}

	/**
	 * Proposes something, durably. What the same caller has proposed already, and still
	 * waits, is the same proposal.
	 */
	public Proposal propose(Proposal.Act act, String subject, String reason, Caller maker) {
		Proposal proposal = Objects.requireNonNull(this.transaction.execute((status) -> {
			Optional<Proposal> waiting = this.jdbc.sql(OPEN_LIKE)
				.param("act", act.name())
				.param("subject", subject)
				.param("proposedBy", maker.name())
				.query(Proposals::map)
				.list()
				.stream()
				.findFirst();
			return waiting.orElseGet(() -> add(act, subject, reason, maker.name()));
		}));
		this.durability.assure();
		return proposal;
	}

	/**
	 * Has a proposal done, once, whoever else approves it at the same moment.
	 * @return where what has come of it is found
	 * @throws ProblemException if there is none, it waits no more, the same person may
	 * stand behind both, or it cannot be done now
	 */
	public String approve(String id, Caller checker) {
		String result = Objects.requireNonNull(this.transaction.execute((status) -> {
			Proposal proposal = lockedAndWaiting(id);
			this.makerChecker.objection(proposal.proposedBy(), checker).ifPresent((objection) -> {
				throw ProblemException.of(ProblemCode.SAME_PERSON, objection);
			});
			decide(proposal, Proposal.State.APPROVED, checker.name());
			return Objects.requireNonNull(this.acts.get(proposal.act())).carryOut(proposal, checker.name());
		}));
		this.durability.assure();
		return result;
	}

	/**
	 * Has a proposal not done. Whoever made it may take it back so.
	 * @throws ProblemException if there is none, or it waits no more
	 */
	public void reject(String id, Caller decider) {
		this.transaction.executeWithoutResult((status) -> {
			decide(lockedAndWaiting(id), Proposal.State.REJECTED, decider.name());
		});
		this.durability.assure();
	}

	Optional<Proposal> find(String id) {
		return this.jdbc.sql(COLUMNS + " where proposal_id = :id").param("id", id).query(Proposals::map).optional();
	}

	/** Those in a state, or all; newest first. */
	public List<Proposal> list(Proposal.@Nullable State state) {
		return this.jdbc
			.sql(COLUMNS + ((state != null) ? " where state = :state" : "")
					+ " order by proposed_at_ms desc, proposal_id limit " + LISTED_MAX)
			.param("state", (state != null) ? state.name() : null)
			.query(Proposals::map)
			.list();
	}

	private Proposal add(Proposal.Act act, String subject, String reason, String proposedBy) {
		String id = UUID.randomUUID().toString();
		this.jdbc.sql(INSERT)
			.param("id", id)
			.param("act", act.name())
			.param("subject", subject)
			.param("reason", reason)
			.param("proposedBy", proposedBy)
			.param("now", this.clock.millis())
			.update();
		Proposal added = find(id).orElseThrow();
		record(added, Proposal.State.PROPOSED);
		return added;
	}

	private Proposal lockedAndWaiting(String id) {
		Proposal proposal = this.jdbc.sql(COLUMNS + " where proposal_id = :id for update")
			.param("id", id)
			.query(Proposals::map)
			.optional()
			.orElseThrow(() -> ProblemException.notFound("There is no proposal of this id."));
		if (proposal.state() != Proposal.State.PROPOSED) {
			throw ProblemException.of(ProblemCode.PROPOSAL_DECIDED,
					"The proposal is " + proposal.state() + " by " + proposal.decidedBy() + ".");
		}
		return proposal;
	}

	private void decide(Proposal proposal, Proposal.State state, String by) {
		record(proposal, state);
		this.jdbc.sql(DECIDE)
			.param("state", state.name())
			.param("by", by)
			.param("now", this.clock.millis())
			.param("id", proposal.id())
			.update();
	}

	private void record(Proposal proposal, Proposal.State state) {
		this.trail.record(AuditEntry
			.done(CurrentActor.get(), proposal.act() + "_" + state, new AuditSubject("PROPOSAL", proposal.id()))
			.because(proposal.reason())
			.changing(proposal.act() + " " + proposal.subject() + " proposed by " + proposal.proposedBy(),
					state.name()));
	}

	private static Proposal map(ResultSet row, int number) throws SQLException {
		Long decidedAtMs = row.getObject("decided_at_ms", Long.class);
		return new Proposal(row.getString("proposal_id"), Proposal.Act.valueOf(row.getString("act")),
				row.getString("subject"), row.getString("reason"), Proposal.State.valueOf(row.getString("state")),
				row.getString("proposed_by"), Instant.ofEpochMilli(row.getLong("proposed_at_ms")),
				row.getString("decided_by"), (decidedAtMs != null) ? Instant.ofEpochMilli(decidedAtMs) : null);
	}

}
