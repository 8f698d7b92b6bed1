package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.step.CityRange;
import io.medsettle.batch.step.PartitionedNightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the day's claims in the treatment ledger with the insured ledger, one by one:
 * the database finds the few that differ, and only those are looked at here. What the
 * insured ledger alone has is found afterwards, by the step <em>carry-forward</em>.
 */
@Component
public class CompareLegs extends PartitionedNightStep {

	/**
	 * The two legs of one event, side by side.
	 */
	private static final String DIFFERENT = """
			select t.hospital_code, t.claim_no, %s, %s
			from treatment_claim t
			left join insured_claim i
			  on i.clearing_day = :day and i.insured_city = t.insured_city
			  and i.source_partition = t.source_partition and i.source_offset = t.source_offset
			  and i.hospital_code = t.hospital_code and i.claim_no = t.claim_no
			where t.clearing_day = :day and t.treatment_city between :first and :last
			  and (i.claim_no is null or %s)""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"),
			BookedClaim.differ("t", "i"));

	/**
	 * The insured ledger may have the claim in another book or on an earlier day. A leg
	 * of a later day counts as missing: whether it is posted by now is a matter of
	 * chance.
	 */
	private static final String ELSEWHERE = """
			select i.hospital_code, i.claim_no, %s
			%s
			join insured_claim_by_identity i
			  on i.hospital_code = wanted.hospital_code and i.claim_no = wanted.claim_no and i.clearing_day <= ?"""
		.formatted(BookedClaim.columns("i"), NamedClaims.WANTED);

	private static final String WORK = """
			select treatment_city as city, count(*) as claims
			from treatment_claim where clearing_day = :day group by treatment_city""";

	private final JdbcClient jdbc;

	private final NamedClaims claims;

	private final BreakTable breaks;

	private final CrossReference crossReference;

	private final DatabaseProduct product;

	private final PersonNumberCipher cipher;

	CompareLegs(JdbcClient jdbc, NamedClaims claims, BreakTable breaks, CrossReference crossReference,
			DatabaseProduct product, PersonNumberCipher cipher) {
		super("reconcile", "claims");
		this.jdbc = jdbc;
		this.claims = claims;
		this.breaks = breaks;
		this.crossReference = crossReference;
		this.product = product;
		this.cipher = cipher;
	}

	@Override
	public SortedMap<String, Long> workByCity(LocalDate day) {
		SortedMap<String, Long> work = new TreeMap<>();
		this.jdbc.sql(WORK).param("day", day).query((row) -> {
			work.merge(row.getString("city"), row.getLong("claims"), Long::sum);
		});
		return work;
	}

	/**
	 * PostgreSQL itself lets all processors work on one comparison of the whole day,
	 * which costs it less than several of parts of it.
	 */
	@Override
	public int partitionsMax() {
		return (this.product == DatabaseProduct.POSTGRESQL) ? 1 : super.partitionsMax();
	}

	@Override
	public boolean work(StepTask task) {
		holdDifferent(task.day(), task.cities());
		task.finish(task.total());
		return true;
	}

	@Override
	public void undo(StepTask task) {
		undo(task.day());
	}

	/** Removes the breaks of the day, and opens again what was resolved on it. */
	public void undo(LocalDate day) {
		this.breaks.reopen(day);
		this.breaks.undo(day);
	}

	/**
	 * Holds the claims of some treatment cities that the two ledgers do not agree on, in
	 * the caller's transaction.
	 */
	public void holdDifferent(LocalDate day, CityRange cities) {
		List<LegPair> different = this.jdbc.sql(DIFFERENT)
			.params(Map.of("day", day, "first", cities.first(), "last", cities.last()))
			.query((row, number) -> LegPair.read(row, this.cipher))
			.list();
		Map<ClaimIdentity, BookedClaim> elsewhere = new HashMap<>();
		this.claims.query(ELSEWHERE,
				different.stream().filter((pair) -> pair.insured() == null).map(LegPair::identity).toList(), day,
				(row) -> elsewhere.put(LegPair.identity(row),
						Objects.requireNonNull(BookedClaim.read(row, "i", this.cipher))));
		List<HeldClaim> held = different.stream()
			.map((pair) -> pair.withInsured(elsewhere.get(pair.identity())))
			// Only in the database a number differs that was encrypted by two keys.
			.filter((pair) -> !pair.differences().isEmpty())
			.map(LegPair::held)
			.toList();
		this.breaks.open(day, this.crossReference.rows(held));
	}

}
