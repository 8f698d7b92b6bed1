package io.medsettle.batch.match;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.StatementFinding;
import io.medsettle.batch.match.NeighbouringStatements.Stated;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.statement.StatementLine;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds the lines of hospitals' statements against the treatment ledger, claim by claim.
 * Only hospitals that have sent lines for the day are looked at.
 */
@Component
class StatementMatch {

	/**
	 * The ledger's claims that the statement lacks or has otherwise. A reversal is not
	 * missed from lines without any, if the hospital has said that it leaves them out.
	 */
	private static final String UNSTATED = """
			select t.hospital_code, t.claim_no, %s, l.claim_no as line_claim_no, l.sign as line_sign,
			       l.total_fen as line_total_fen, l.fund_fen as line_fund_fen, l.account_fen as line_account_fen
			from treatment_claim t
			join hospital_statement_detail d on d.day = :day and d.hospital_code = t.hospital_code
			left join hospital_statement_line l
			  on l.day = :day and l.hospital_code = t.hospital_code and l.claim_no = t.claim_no
			where t.clearing_day = :day
			  and (l.sign <> t.sign or l.total_fen <> t.total_fen or l.fund_fen <> t.fund_fen
			    or l.account_fen <> t.account_fen
			    or l.claim_no is null and (t.sign = 1 or d.reversals > 0 or not exists (
			      select 1 from hospital_statement s
			      where s.day = :day and s.hospital_code = t.hospital_code and not s.reversals_included)))"""
		.formatted(BookedClaim.columns("t"));

	/**
	 * Summed up instead of joined: the ledger has no index by claim number within a day,
	 * and PostgreSQL knows too little of lines that have only just come to join them
	 * well. Either way each side is read once.
	 */
	private static final String UNBOOKED = """
			select u.hospital_code, u.claim_no, u.line_sign, u.line_total_fen, u.line_fund_fen, u.line_account_fen,
			       d.treatment_city
			from (
			  select b.hospital_code, b.claim_no, sum(b.sign) as line_sign, sum(b.total_fen) as line_total_fen,
			         sum(b.fund_fen) as line_fund_fen, sum(b.account_fen) as line_account_fen
			  from (
			    select hospital_code, claim_no, sign, total_fen, fund_fen, account_fen, 0 as booked
			    from hospital_statement_line where day = :day
			    union all
			    select t.hospital_code, t.claim_no, 0, 0, 0, 0, 1
			    from treatment_claim t
			    join hospital_statement_detail h on h.day = :day and h.hospital_code = t.hospital_code
			    where t.clearing_day = :day) b
			  group by b.hospital_code, b.claim_no
			  having sum(b.booked) = 0) u
			join hospital_statement_detail d on d.day = :day and d.hospital_code = u.hospital_code""";

	private final JdbcClient jdbc;

	private final UnmatchedClaimLookup unmatchedClaims;

	private final NeighbouringStatements neighbours;

	private final PersonNumberCipher cipher;

	StatementMatch(JdbcClient jdbc, UnmatchedClaimLookup unmatchedClaims, NeighbouringStatements neighbours,
			PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.unmatchedClaims = unmatchedClaims;
		this.neighbours = neighbours;
		this.cipher = cipher;
	}

	/**
	 * The claims of the day that the hospital's lines lack or have otherwise. What they
	 * lack is not missing if the hospital states the same on the clearing day before or
	 * after. Both legs are the treatment city's: where the insured city's differs, the
	 * claim has a break already.
	 */
	Unstated unstated(LocalDate day) {
		List<Candidate> candidates = this.jdbc.sql(UNSTATED)
			.param("day", day)
			.query((row, number) -> Candidate.read(row, this.cipher))
			.list();
		Map<ClaimIdentity, List<Stated>> besides = this.neighbours.of(
				candidates.stream().filter((candidate) -> candidate.line() == null).map(Candidate::identity).toList(),
				day);
		List<BreakRow> held = new ArrayList<>();
		List<ClaimIdentity> statedBeside = new ArrayList<>();
		for (Candidate candidate : candidates) {
			List<Stated> beside = besides.getOrDefault(candidate.identity(), List.of());
			if (beside.stream().anyMatch((stated) -> differences(candidate.booked(), stated.line()).isEmpty())) {
				statedBeside.add(candidate.identity());
			}
			else {
				held.add(candidate.held(beside));
			}
		}
		return new Unstated(held, statedBeside);
	}

	/**
	 * The lines of the day whose claims the treatment ledger does not have on that day.
	 */
	List<StatementFinding> unbooked(LocalDate day) {
		List<Unbooked> unbooked = this.jdbc.sql(UNBOOKED)
			.param("day", day)
			.query((row, number) -> new Unbooked(LegPair.identity(row), row.getString("treatment_city"), line(row)))
			.list();
		Map<ClaimIdentity, String> found = this.unmatchedClaims.of(unbooked.stream().map(Unbooked::identity).toList(),
				day);
		return unbooked.stream().map((line) -> line.finding(day, found.getOrDefault(line.identity(), ""))).toList();
	}

	private static Finding different(List<String> differences, String ofDay) {
		return Finding.of(BreakCategory.STATEMENT_AMOUNT, "Treatment city's book and hospital's statement%s: %s."
			.formatted(ofDay, String.join(", ", differences)));
	}

	private static List<String> differences(BookedClaim booked, StatementLine line) {
		List<String> differences = new ArrayList<>();
		Legs.addIfDifferent(differences, "kind", ClaimKind.ofSign(booked.sign()), line.kind());
		Legs.addIfDifferent(differences, "total", Yuan.of(booked.totalFen()), Yuan.of(line.totalFen()));
		Legs.addIfDifferent(differences, "fund", Yuan.of(booked.fundFen()), Yuan.of(line.fundFen()));
		Legs.addIfDifferent(differences, "account", Yuan.of(booked.accountFen()), Yuan.of(line.accountFen()));
		return differences;
	}

	private static StatementLine line(ResultSet row) throws SQLException {
		return new StatementLine(row.getString("claim_no"), ClaimKind.ofSign(row.getInt("line_sign")),
				row.getLong("line_total_fen"), row.getLong("line_fund_fen"), row.getLong("line_account_fen"));
	}

	/**
	 * The claims of a day that the hospital's lines of the day lack or have otherwise.
	 *
	 * @param held what is held for it
	 * @param statedBeside what the hospital states on a neighbouring day with the same
	 * amounts
	 */
	record Unstated(List<BreakRow> held, List<ClaimIdentity> statedBeside) {
	}

	/**
	 * A claim of the day and the line that the hospital has of it on the day, if it has
	 * one.
	 */
	private record Candidate(ClaimIdentity identity, BookedClaim booked, @Nullable StatementLine line) {

		static Candidate read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
			return new Candidate(LegPair.identity(row), Objects.requireNonNull(BookedClaim.read(row, "t", cipher)),
					(row.getString("line_claim_no") != null) ? StatementMatch.line(row) : null);
		}

		/**
		 * @param beside what the neighbouring days state otherwise
		 */
		BreakRow held(List<Stated> beside) {
			return new LegPair(this.identity, this.booked, this.booked).held(finding(beside)).row();
		}

		private Finding finding(List<Stated> beside) {
			if (this.line != null) {
				return different(differences(this.booked, this.line), "");
			}
			if (beside.isEmpty()) {
				return Finding.of(BreakCategory.STATEMENT_MISSING);
			}
			Stated stated = beside.getFirst();
			return different(differences(this.booked, stated.line()), " of " + stated.day());
		}

	}

	/**
	 * A line whose claim is not in the ledger of the day.
	 */
	private record Unbooked(ClaimIdentity identity, String treatmentCity, StatementLine line) {

		StatementFinding finding(LocalDate day, String unmatchedClaims) {
			String reason = "Statement: %s, total %s, fund %s, account %s.%s".formatted(this.line.kind(),
					Yuan.of(this.line.totalFen()), Yuan.of(this.line.fundFen()), Yuan.of(this.line.accountFen()),
					unmatchedClaims);
			Finding finding = Finding.of(BreakCategory.STATEMENT_EXTRA, reason);
			long fen = this.line.kind().sign() * Math.addExact(this.line.fundFen(), this.line.accountFen());
			return new StatementFinding(finding.category(), this.identity.hospitalCode(), day, this.identity.claimNo(),
					this.line.kind(), null, null, this.treatmentCity, fen, finding.reason());
		}

	}

}
