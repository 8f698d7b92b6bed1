package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.BookedSum;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every claim of the day has cleared, or a break says why not; and what was released from
 * earlier days has cleared as well.
 */
@Component
class ClaimProof extends Proof {

	/**
	 * What does not clear of the day's claims; also the legs of those that were decided
	 * before they came.
	 */
	private static final String HELD = """
			select count(*) as claims, coalesce(sum(c.sign * (c.fund_fen + c.account_fen)), 0) as fen
			from claim_break b
			join %s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			where (b.resolved_day is null and b.opened_day <= :day or b.settled_without = '%s')
			  and c.clearing_day = :day""";

	private static final String RELEASED = """
			select count(*) as claims, coalesce(sum(c.sign * (c.fund_fen + c.account_fen)), 0) as fen
			from claim_break b
			join %s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			where b.resolved_day = :day and b.settled_fen is null and c.clearing_day < :day""";

	private static final String DECIDED = """
			select coalesce(sum(settled_claims), 0) as claims, coalesce(sum(settled_fen), 0) as fen
			from claim_break where resolved_day = :day and settled_fen is not null""";

	/**
	 * What a side's book now holds of the claims that were decided, in all their entries.
	 */
	private static final String CORRECTED = """
			select 0 as claims, coalesce(sum(fen), 0) as fen
			from (
			  select c.sign * (c.fund_fen + c.account_fen) as fen
			  from claim_break b
			  join %s c on c.hospital_code = b.hospital_code and c.claim_no = b.claim_no
			  where b.resolved_day = :day and b.settled_fen is not null and c.clearing_day < :day
			  union all
			  select k.fen
			  from correction k
			  join claim_break b on b.hospital_code = k.hospital_code and b.claim_no = k.claim_no
			  where k.day = :day and k.side = '%s' and b.resolved_day = :day) booked""";

	private final JdbcClient jdbc;

	private final PositionTable positions;

	ClaimProof(JdbcClient jdbc, PositionTable positions) {
		super(4, "every claim is cleared or held by a break");
		this.jdbc = jdbc;
		this.positions = positions;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		Figures cleared = this.positions.obligations(day).stream().map(Figures::of).reduce(Figures.NONE, Figures::plus);
		return Arrays.stream(Side.values()).flatMap((side) -> violation(side, booked, cleared).stream()).findFirst();
	}

	private Optional<String> violation(Side side, BookedDay booked, Figures cleared) {
		LocalDate day = booked.day();
		Figures posted = booked.of(side).stream().map(Figures::of).reduce(Figures.NONE, Figures::plus);
		Figures held = figures(HELD, side, day);
		Figures decided = this.jdbc.sql(DECIDED).param("day", day).query(Figures.class).single();
		Figures corrected = figures(CORRECTED, side, day);
		if (corrected.fen() != decided.fen()) {
			return Optional.of("The %s ledger holds %d fen of the claims that were decided, but %d fen of them cleared."
				.formatted(side.legName(), corrected.fen(), decided.fen()));
		}
		Figures released = figures(RELEASED, side, day).plus(decided);
		if (posted.plus(released).equals(cleared.plus(held))) {
			return Optional.empty();
		}
		return Optional
			.of("The %s ledger has %s of the day and %s released from earlier days, but %s cleared and %s are held."
				.formatted(side.legName(), posted, released, cleared, held));
	}

	private Figures figures(String sql, Side side, LocalDate day) {
		return this.jdbc.sql(sql.formatted(LedgerTables.of(side).claimsByIdentity(), side.name()))
			.param("day", day)
			.query(Figures.class)
			.single();
	}

	private record Figures(long claims, long fen) {

		static final Figures NONE = new Figures(0, 0);

		static Figures of(Obligation owed) {
			return new Figures(owed.claims(), owed.fen());
		}

		static Figures of(BookedSum sum) {
			return new Figures(sum.claims(), sum.signedFen());
		}

		Figures plus(Figures other) {
			return new Figures(this.claims + other.claims, Math.addExact(this.fen, other.fen));
		}

		@Override
		public String toString() {
			return this.claims + " claims of " + this.fen + " fen";
		}

	}

}
