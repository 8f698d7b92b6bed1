package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.database.Columns;
import io.medsettle.core.statement.StatementLine;

import org.springframework.jdbc.core.JdbcTemplate;
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
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			join hospital_statement_line l
			  on l.day = ? and l.hospital_code = wanted.hospital_code and l.claim_no = wanted.claim_no""";

	/** The parameter behind the two columns of what is wanted. */
	private static final int STATED_DAY = 3;

	private static final int LOOKED_UP_AT_ONCE = 5000;

	private final JdbcTemplate jdbc;

	NeighbouringStatements(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The lines in which the neighbours of a day have these claims, that of the day
	 * before first.
	 */
	Map<ClaimIdentity, List<Stated>> of(List<ClaimIdentity> claims, LocalDate day) {
		Map<ClaimIdentity, List<Stated>> found = new HashMap<>();
		for (int from = 0; from < claims.size(); from += LOOKED_UP_AT_ONCE) {
			List<ClaimIdentity> wanted = claims.subList(from, Math.min(claims.size(), from + LOOKED_UP_AT_ONCE));
			// Clearing days follow each other without a gap.
			find(wanted, day.minusDays(1), found);
			find(wanted, day.plusDays(1), found);
		}
		return found;
	}

	private void find(List<ClaimIdentity> wanted, LocalDate day, Map<ClaimIdentity, List<Stated>> found) {
		this.jdbc.query(STATED, (statement) -> {
			new Columns<>(statement, wanted).varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
			statement.setObject(STATED_DAY, day);
		}, (row) -> {
			StatementLine line = new StatementLine(row.getString("claim_no"), ClaimKind.ofSign(row.getInt("sign")),
					row.getLong("total_fen"), row.getLong("fund_fen"), row.getLong("account_fen"));
			found.computeIfAbsent(LegPair.identity(row), (any) -> new ArrayList<>()).add(new Stated(day, line));
		});
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
