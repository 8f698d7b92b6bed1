package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells of single claims how they were settled, and what takes them back. What a night
 * did to a day that is not published is not told. Each answer costs a few reads by key.
 */
@Component
public class SettledClaims {

	private static final String SETTLED = """
			select break_id, settled_claims, settled_fen, settled_treatment_city as treatment_city,
			       settled_without as without
			from claim_break
			where hospital_code = :hospitalCode and claim_no = :claimNo""";

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

	/** A correction behind the settlement takes out the leg that came after it. */
	private static final String TAKEN_OUT = """
			select min(k.day) from correction k
			join sealed_day d on d.day = k.day
			where k.day > :resolvedDay and k.side = :side and k.hospital_code = :hospitalCode
			  and k.claim_no = :claimNo""";

	private final JdbcClient jdbc;

	SettledClaims(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * How a claim was settled for which there is a break.
	 */
	public Optional<Settled> find(ClaimIdentity claim) {
		return bind(SETTLED, claim).query(Settled.class).optional();
	}

	/**
	 * What takes a claim back, or would, in the order in which it came.
	 */
	public List<Reversal> reversals(ClaimIdentity original, int limit) {
		return bind(REVERSALS, original).param("limit", limit)
			.query(Reversal.class)
			.list()
			.stream()
			.map(Objects::requireNonNull)
			.toList();
	}

	/**
	 * The day that took out of the book of a side a leg that came after its claim was
	 * settled without it.
	 */
	public Optional<LocalDate> takenOutDay(ClaimIdentity claim, Side side, LocalDate resolvedDay) {
		return bind(TAKEN_OUT, claim).param("side", side.name())
			.param("resolvedDay", resolvedDay)
			.query((row, number) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
			.single();
	}

	private JdbcClient.StatementSpec bind(String sql, ClaimIdentity claim) {
		return this.jdbc.sql(sql).param("hospitalCode", claim.hospitalCode()).param("claimNo", claim.claimNo());
	}

	/**
	 * A break and, if it is resolved, how.
	 *
	 * @param breakId the break
	 * @param settledClaims 0 if its claim was cancelled; null if it cleared as booked
	 * @param settledFen what cleared as people decided
	 * @param treatmentCity to which city
	 * @param without whose book did not have the claim then
	 */
	public record Settled(String breakId, @Nullable Integer settledClaims, @Nullable Long settledFen,
			@Nullable String treatmentCity, @Nullable Side without) {
	}

	/**
	 * A reversal of a claim.
	 *
	 * @param claimNo its number
	 * @param clearingDay the day that it counts for
	 * @param bookedFen what it takes back as it is booked: negative
	 * @param publishedDay that day, once it is published
	 * @param openedDay since when a break holds it, or did, once that is published
	 * @param resolvedDay when the break was resolved, once that is published
	 * @param settledClaims 0 if it was cancelled; null if it cleared as booked
	 * @param settledFen what it took back as people decided: negative
	 */
	public record Reversal(String claimNo, LocalDate clearingDay, long bookedFen, @Nullable LocalDate publishedDay,
			@Nullable LocalDate openedDay, @Nullable LocalDate resolvedDay, @Nullable Integer settledClaims,
			@Nullable Long settledFen) {
	}

}
