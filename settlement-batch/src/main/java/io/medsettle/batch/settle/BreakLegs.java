package io.medsettle.batch.settle;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the books, and the hospital's statement, say of a claim that is held.
 */
@Component
class BreakLegs {

	private static final String SELECT = """
			select b.break_id, b.hospital_code, b.claim_no, %s, %s, %s, l.sign * (l.fund_fen + l.account_fen) as stated_fen
			from claim_break b
			left join treatment_claim_by_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			left join insured_claim_by_identity i on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no
			left join insured_decision w on w.hospital_code = b.hospital_code and w.claim_no = b.claim_no
			left join hospital_statement_line l
			  on l.day = t.clearing_day and l.hospital_code = b.hospital_code and l.claim_no = b.claim_no
			where b.break_id in (:ids)"""
		.formatted(BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredCityDecision.COLUMNS);

	private final JdbcClient jdbc;

	BreakLegs(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What is known of the claim of a break.
	 */
	Known of(String id) {
		return Objects.requireNonNull(of(Set.of(id)).get(id));
	}

	/**
	 * What is known of the claims of breaks, by the id of the break.
	 */
	Map<String, Known> of(Set<String> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		return this.jdbc.sql(SELECT)
			.param("ids", ids)
			.query((row, number) -> Map.entry(row.getString("break_id"),
					new Known(LegPair.read(row, number), InsuredCityDecision.read(row),
							row.getObject("stated_fen", Long.class))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * @param legs the claim as both sides have it
	 * @param insuredDecision what the insured city says of it, if it does
	 * @param statedFen what clears by the hospital's statement, with sign, if it has the
	 * claim
	 */
	record Known(LegPair legs, @Nullable InsuredCityDecision insuredDecision, @Nullable Long statedFen) {

		/**
		 * By how much others differ from what clears by the treatment city's book, which
		 * has the claim.
		 */
		long differenceFen() {
			BookedClaim treatment = this.legs.treatment();
			BookedClaim insured = this.legs.insured();
			if (treatment == null) {
				throw new IllegalStateException("The treatment city's book does not have the claim.");
			}
			long bookedFen = treatment.clearedFen();
			long insuredFen = (insured != null) ? insured.clearedFen() : bookedFen;
			long toldFen = (this.statedFen != null) ? this.statedFen : bookedFen;
			return LongStream.of(insuredFen, toldFen)
				.map((fen) -> Math.absExact(Math.subtractExact(fen, bookedFen)))
				.max()
				.orElse(0);
		}

	}

}
