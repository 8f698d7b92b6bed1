package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.step.CityRange;
import io.medsettle.batch.step.PartitionedNightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.claim.ClaimIdentity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the day's claims in the treatment ledger with the insured ledger, one by one:
 * the database finds the few that differ, and only those are looked at here. What the
 * insured ledger alone has is found afterwards, by {@link CarryOver}.
 */
@Component
public class CompareLegs implements PartitionedNightStep {

	/**
	 * A leg of a later clearing day counts as missing: whether it is posted by now is a
	 * matter of chance.
	 */
	private static final String DIFFERENT = """
			select t.hospital_code, t.claim_no, %s, %s
			from treatment_claim t
			left join insured_claim i
			  on i.hospital_code = t.hospital_code and i.claim_no = t.claim_no and i.clearing_day <= :day
			where t.clearing_day = :day and t.treatment_city between :first and :last
			  and (i.claim_no is null or %s)""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"),
			BookedClaim.differ("t", "i"));

	private static final String WORK = """
			select treatment_city as city, count(*) as claims
			from treatment_claim where clearing_day = :day group by treatment_city""";

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	CompareLegs(JdbcClient jdbc, BreakTable breaks) {
		this.jdbc = jdbc;
		this.breaks = breaks;
	}

	@Override
	public String name() {
		return "reconcile";
	}

	@Override
	public String unit() {
		return "claims";
	}

	@Override
	public SortedMap<String, Long> workByCity(LocalDate day) {
		SortedMap<String, Long> work = new TreeMap<>();
		this.jdbc.sql(WORK).param("day", day).query((row) -> {
			work.merge(row.getString("city"), row.getLong("claims"), Long::sum);
		});
		return work;
	}

	@Override
	public boolean work(StepTask task) {
		holdDifferent(task.day(), task.cities());
		task.finish(task.total());
		return true;
	}

	@Override
	public void forget(StepTask task) {
		this.breaks.reopen(task.day());
		this.breaks.forget(task.day());
	}

	private void holdDifferent(LocalDate day, CityRange cities) {
		List<HeldClaim> held = this.jdbc.sql(DIFFERENT)
			.params(Map.of("day", day, "first", cities.first(), "last", cities.last()))
			.query(CompareLegs::held)
			.list();
		this.breaks.open(day, held);
	}

	static HeldClaim held(ResultSet row, int number) throws SQLException {
		BookedClaim treatment = BookedClaim.read(row, "t");
		BookedClaim insured = BookedClaim.read(row, "i");
		ClaimIdentity claim = new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no"));
		Finding finding = Legs.compare(treatment, insured)
			.orElseThrow(() -> new IllegalStateException("The database found a difference that is none."));
		return new HeldClaim(claim, treatment, insured, finding);
	}

}
