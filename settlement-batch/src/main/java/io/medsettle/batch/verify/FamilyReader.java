package io.medsettle.batch.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads claims, their breaks and what takes them back by their keys, some thousands at
 * once, so that the cost depends on how many are asked for and not on how many there are.
 */
@Component
class FamilyReader {

	private static final String WANTED = """
			from unnest(cast(? as varchar array), cast(? as varchar array)) as wanted (hospital_code, claim_no)
			""";

	/** A reversal that was linked to the claim is known by its break alone. */
	private static final String REVERSALS = """
			select r.hospital_code, r.claim_no
			%1$sjoin reversal r on r.hospital_code = wanted.hospital_code and r.original_claim_no = wanted.claim_no
			union
			select b.hospital_code, b.claim_no
			%1$sjoin reconciliation_break b
			  on b.linked_claim_no = wanted.claim_no and b.hospital_code = wanted.hospital_code
			where b.resolution = 'LINK' and b.approved_by is not null""".formatted(WANTED);

	/**
	 * As the ledgers had the claims by the end of the day, and the breaks that had been
	 * opened for them.
	 */
	private static final String CLAIMS = """
			select wanted.hospital_code, wanted.claim_no, t.clearing_day, t.sign, t.original_claim_no, t.insured_city,
			       t.treatment_city, t.fund_fen + t.account_fen, i.fund_fen + i.account_fen, b.break_id, b.resolved_day,
			       b.settled_insured_city, b.settled_treatment_city, b.settled_claims, b.settled_fen,
			       case when b.resolution = 'LINK' and b.approved_by is not null then b.linked_claim_no end
			""" + WANTED + """
			left join reconciliation_break b
			  on b.hospital_code = wanted.hospital_code and b.claim_no = wanted.claim_no and b.opened_day <= ?
			left join treatment_claim_by_identity t
			  on t.hospital_code = wanted.hospital_code and t.claim_no = wanted.claim_no and t.clearing_day <= ?
			left join insured_claim_by_identity i
			  on i.hospital_code = wanted.hospital_code and i.claim_no = wanted.claim_no and i.clearing_day <= ?""";

	/** Whoever looks for what takes a claim back must find each of these. */
	private static final String UNLISTED = """
			select wanted.hospital_code, wanted.claim_no
			from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as varchar array))
			  as wanted (hospital_code, claim_no, original_claim_no)
			left join reversal r
			  on r.hospital_code = wanted.hospital_code and r.original_claim_no = wanted.original_claim_no
			  and r.claim_no = wanted.claim_no
			left join reconciliation_break b
			  on b.hospital_code = wanted.hospital_code and b.claim_no = wanted.claim_no
			  and b.linked_claim_no is not null
			left join reversal l
			  on l.hospital_code = b.hospital_code and l.original_claim_no = b.linked_claim_no
			  and l.claim_no = b.claim_no
			where r.claim_no is null and l.claim_no is null""";

	private final JdbcTemplate jdbc;

	private final LookUps lookUps;

	FamilyReader(JdbcTemplate jdbc, LookUps lookUps) {
		this.jdbc = jdbc;
		this.lookUps = lookUps;
	}

	/**
	 * Finds what may take any of the claims back.
	 */
	List<ClaimIdentity> reversals(Collection<ClaimIdentity> claims) {
		return this.lookUps.byIndex(() -> this.jdbc.query(REVERSALS, (statement) -> {
			Columns<ClaimIdentity> columns = new Columns<>(statement, claims);
			columns.varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
			columns.varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
		}, (row, number) -> new ClaimIdentity(row.getString(1), row.getString(2))));
	}

	/**
	 * Reads what had cleared of claims by the end of a day.
	 */
	List<FamilyMember> members(Collection<ClaimIdentity> claims, LocalDate day) {
		return this.lookUps.byIndex(() -> this.jdbc.query(CLAIMS, (statement) -> {
			new Columns<>(statement, claims).varchar(ClaimIdentity::hospitalCode).varchar(ClaimIdentity::claimNo);
			for (int parameter = 3; parameter <= 5; parameter++) {
				statement.setObject(parameter, day);
			}
		}, (row, number) -> member(row, day)));
	}

	/**
	 * Which of a day's reversals stand in no list of what takes a claim back.
	 */
	List<ClaimIdentity> unlisted(Collection<StoredLeg> reversals) {
		return this.lookUps.byIndex(() -> this.jdbc.query(UNLISTED,
				(statement) -> new Columns<>(statement, reversals).varchar((leg) -> leg.identity().hospitalCode())
					.varchar((leg) -> leg.identity().claimNo())
					.varchar(StoredLeg::originalClaimNo),
				(row, number) -> new ClaimIdentity(row.getString(1), row.getString(2))));
	}

	private static FamilyMember member(ResultSet row, LocalDate day) throws SQLException {
		ClaimIdentity identity = new ClaimIdentity(row.getString(1), row.getString(2));
		boolean reversal = row.getInt(4) < 0;
		String linked = row.getString(16);
		String original = (linked != null) ? linked : row.getString(5);
		return new FamilyMember(identity,
				(reversal && original != null) ? new ClaimIdentity(identity.hospitalCode(), original) : null,
				Math.max(row.getLong(8), row.getLong(9)), clearing(row, day));
	}

	private static FamilyMember.@Nullable Clearing clearing(ResultSet row, LocalDate day) throws SQLException {
		boolean broken = row.getString(10) != null;
		LocalDate resolvedDay = row.getObject(11, LocalDate.class);
		LocalDate bookedDay = row.getObject(3, LocalDate.class);
		if (broken && (resolvedDay == null || resolvedDay.isAfter(day))) {
			return null;
		}
		int claims = row.getInt(14);
		if (!row.wasNull() && resolvedDay != null) {
			return new FamilyMember.Clearing(resolvedDay, new CityPair(row.getString(12), row.getString(13)), claims,
					row.getLong(15));
		}
		return (bookedDay == null) ? null : new FamilyMember.Clearing((resolvedDay != null) ? resolvedDay : bookedDay,
				new CityPair(row.getString(6), row.getString(7)), 1, row.getInt(4) * row.getLong(8));
	}

}
