package io.medsettle.api.claims;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.api.claims.ClaimView.ClearedFile;
import io.medsettle.api.claims.ClaimView.Reversal;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.intake.ClaimRecord.PostedClaim;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks up what became of claims between the bureaus: how much of them cleared and when,
 * what people decided, and what took them back. What a night did to a day that is not
 * published is not seen. Each look-up costs a few reads by key.
 */
@Component
@ConditionalOnRole(Role.API)
class ClaimOutcomes {

	/** The most reversals shown of one claim. */
	private static final int REVERSALS_SHOWN_MAX = 100;

	private static final String SETTLED = """
			select b.break_id, b.settled_claims, b.settled_fen, b.settled_treatment_city, b.settled_without
			from claim_break b
			where b.hospital_code = :hospitalCode and b.claim_no = :claimNo""";

	/**
	 * What two persons have linked to another original counts for that one alone, once it
	 * is settled.
	 */
	private static final String REVERSALS = """
			select t.claim_no, t.clearing_day, t.sign * (t.fund_fen + t.account_fen) as booked_fen,
			       d.day as published_day, o.day as opened_day, s.day as resolved_day, b.settled_claims, b.settled_fen
			from reversal v
			join treatment_claim_by_identity t on t.hospital_code = v.hospital_code and t.claim_no = v.claim_no
			left join sealed_day d on d.day = t.clearing_day
			left join claim_break b on b.hospital_code = v.hospital_code and b.claim_no = v.claim_no
			left join sealed_day o on o.day = b.opened_day
			left join sealed_day s on s.day = b.resolved_day
			where v.hospital_code = :hospitalCode and v.original_claim_no = :claimNo and t.sign = -1
			  and :claimNo = case when s.day is not null and b.linked_claim_no is not null then b.linked_claim_no
			                      else t.original_claim_no end
			order by t.accepted_at_ms, t.source_partition, t.source_offset
			limit :limit""";

	private static final String DETAIL_FILE = """
			select name, revision from clearing_file
			where day = :day and city = :city and kind = 'DETAIL'
			order by revision desc
			limit 1""";

	/** A correction behind the settlement takes out the leg that came after it. */
	private static final String TAKEN_OUT = """
			select min(k.day) from correction k
			join sealed_day d on d.day = k.day
			where k.day > :resolvedDay and k.side = :side and k.hospital_code = :hospitalCode
			  and k.claim_no = :claimNo""";

	private final JdbcClient jdbc;

	private final Breaks breaks;

	private final ClearingDays clearingDays;

	ClaimOutcomes(JdbcClient jdbc, Breaks breaks, ClearingDays clearingDays) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.clearingDays = clearingDays;
	}

	/**
	 * What became of a claim that is in the books of a side.
	 */
	Found of(ClaimIdentity identity, PostedClaim posted) {
		Optional<Settled> settled = bind(SETTLED, identity).query(Settled::read).optional();
		Break held = settled.flatMap((known) -> this.breaks.find(known.breakId())).orElse(null);
		long bookedFen = posted.claim().kind().sign() * posted.claim().clearedFen();
		String city = Objects.requireNonNull(posted.claim().treatmentCity());
		if (settled.isEmpty() || held == null) {
			boolean published = this.clearingDays.isSealed(posted.clearingDay());
			ClaimOutcome outcome = published ? ClaimOutcome.cleared(posted.clearingDay(), bookedFen)
					: ClaimOutcome.PENDING;
			return found(identity, posted, outcome, null, city, null);
		}
		LocalDate resolvedDay = held.resolvedDay();
		if (resolvedDay == null) {
			return found(identity, posted, ClaimOutcome.HELD, held, city, null);
		}
		return found(identity, posted, settled.get().outcome(resolvedDay, bookedFen), held,
				Objects.requireNonNullElse(settled.get().treatmentCity(), city),
				takenOutDay(identity, settled.get().without(), resolvedDay));
	}

	private Found found(ClaimIdentity identity, PostedClaim posted, ClaimOutcome outcome, @Nullable Break held,
			String treatmentCity, @Nullable LocalDate takenOutDay) {
		boolean inDetail = outcome.clearing() == ClaimView.Clearing.CLEARED;
		ClearedFile file = inDetail ? detailFile(Objects.requireNonNull(outcome.day()), treatmentCity).orElse(null)
				: null;
		List<Reversal> reversals = (posted.claim().kind() == ClaimKind.SETTLEMENT) ? reversals(identity) : List.of();
		return new Found(outcome, held, file, reversals, takenOutDay);
	}

	private List<Reversal> reversals(ClaimIdentity original) {
		return bind(REVERSALS, original).param("limit", REVERSALS_SHOWN_MAX).query(ClaimOutcomes::reversal).list();
	}

	private Optional<ClearedFile> detailFile(LocalDate day, String city) {
		return this.jdbc.sql(DETAIL_FILE)
			.param("day", day)
			.param("city", city)
			.query((row, number) -> new ClearedFile(day, row.getString("name"), row.getInt("revision")))
			.optional();
	}

	private @Nullable LocalDate takenOutDay(ClaimIdentity identity, @Nullable Side side, LocalDate resolvedDay) {
		if (side == null) {
			return null;
		}
		return bind(TAKEN_OUT, identity).param("side", side.name())
			.param("resolvedDay", resolvedDay)
			.query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
			.single()
			.orElse(null);
	}

	private JdbcClient.StatementSpec bind(String sql, ClaimIdentity identity) {
		return this.jdbc.sql(sql).param("hospitalCode", identity.hospitalCode()).param("claimNo", identity.claimNo());
	}

	private static Reversal reversal(ResultSet row, int number) throws SQLException {
		ClaimOutcome outcome = outcome(row);
		LocalDate day = outcome.day();
		return new Reversal(row.getString("claim_no"), outcome.clearing(),
				(day != null) ? day : row.getObject("clearing_day", LocalDate.class), outcome.clearedFen());
	}

	private static ClaimOutcome outcome(ResultSet row) throws SQLException {
		LocalDate resolvedDay = row.getObject("resolved_day", LocalDate.class);
		long bookedFen = row.getLong("booked_fen");
		if (resolvedDay != null) {
			return ClaimOutcome.resolved(resolvedDay, row.getObject("settled_claims", Integer.class),
					row.getObject("settled_fen", Long.class), bookedFen);
		}
		if (row.getObject("opened_day", LocalDate.class) != null) {
			return ClaimOutcome.HELD;
		}
		LocalDate publishedDay = row.getObject("published_day", LocalDate.class);
		return (publishedDay != null) ? ClaimOutcome.cleared(publishedDay, bookedFen) : ClaimOutcome.PENDING;
	}

	/**
	 * All there is to tell of a claim in the books.
	 *
	 * @param outcome what became of it
	 * @param held the break that holds it, or did
	 * @param file the file of its treatment city that it stands in, once it has cleared
	 * @param reversals what takes it back, or would
	 * @param takenOutDay the day that took out of the books a leg that came after the
	 * claim was settled without it
	 */
	record Found(ClaimOutcome outcome, @Nullable Break held, @Nullable ClearedFile file, List<Reversal> reversals,
			@Nullable LocalDate takenOutDay) {

		/** Whether all that cleared of the claim has been taken back since. */
		boolean isTakenBack() {
			Long clearedFen = this.outcome.clearedFen();
			List<Long> takenFen = this.reversals.stream()
				.filter((reversal) -> reversal.clearing() == ClaimView.Clearing.CLEARED)
				.map(Reversal::clearedFen)
				.filter(Objects::nonNull)
				.toList();
			return this.outcome.clearing() == ClaimView.Clearing.CLEARED && clearedFen != null && !takenFen.isEmpty()
					&& takenFen.stream().reduce(clearedFen, Math::addExact) == 0;
		}

	}

	/**
	 * A break and, if it is resolved, how.
	 *
	 * @param breakId the break
	 * @param claims 0 if its claim was cancelled; null if it cleared as booked
	 * @param fen what cleared as people decided
	 * @param treatmentCity to which city
	 * @param without whose book did not have the claim then
	 */
	private record Settled(String breakId, @Nullable Integer claims, @Nullable Long fen, @Nullable String treatmentCity,
			@Nullable Side without) {

		static Settled read(ResultSet row, int number) throws SQLException {
			String without = row.getString("settled_without");
			return new Settled(row.getString("break_id"), row.getObject("settled_claims", Integer.class),
					row.getObject("settled_fen", Long.class), row.getString("settled_treatment_city"),
					(without != null) ? Side.valueOf(without) : null);
		}

		ClaimOutcome outcome(LocalDate day, long bookedFen) {
			return ClaimOutcome.resolved(day, this.claims, this.fen, bookedFen);
		}

	}

}
