package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.statement.StatementLine;

import org.springframework.stereotype.Component;

/**
 * Finds what hospitals state of claims on the clearing day before and the one after: a
 * hospital's clock and the broker's need not agree about which side of the cut-off a
 * claim was on. Of the day after it is known what has come by now.
 */
@Component
class NeighbouringStatements {

	private static final String STATED = """
			select l.hospital_code, l.claim_no, l.sign, l.total_fen, l.fund_fen, l.account_fen
			""" + NamedClaims.WANTED + """
			join hospital_statement_line l
			  on l.hospital_code = wanted.hospital_code and l.claim_no = wanted.claim_no and l.day = ?""";

	private final NamedClaims claims;

	NeighbouringStatements(NamedClaims claims) {
		this.claims = claims;
	}

	/**
	 * The lines in which the neighbours of a day have these claims, that of the day
	 * before first.
	 */
	Map<ClaimIdentity, List<Stated>> of(List<ClaimIdentity> claims, LocalDate day) {
		Map<ClaimIdentity, List<Stated>> found = new HashMap<>();
		// Clearing days follow each other without a gap.
		for (LocalDate neighbour : List.of(day.minusDays(1), day.plusDays(1))) {
			this.claims.query(STATED, claims, neighbour, (row) -> {
				StatementLine line = new StatementLine(row.getString("claim_no"), ClaimKind.ofSign(row.getInt("sign")),
						row.getLong("total_fen"), row.getLong("fund_fen"), row.getLong("account_fen"));
				found.computeIfAbsent(LegPair.identity(row), (any) -> new ArrayList<>())
					.add(new Stated(neighbour, line));
			});
		}
		return found;
	}

	/**
	 * A line of a hospital's statement.
	 *
	 * @param day the clearing day that it is stated for
	 * @param line the claim as the hospital has it
	 */
	record Stated(LocalDate day, StatementLine line) {
	}

}
