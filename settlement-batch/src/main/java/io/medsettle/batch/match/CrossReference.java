package io.medsettle.batch.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.Columns;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells of claims that one book alone has, whether the other has the same event under
 * another hospital or number.
 */
@Component
public class CrossReference {

	/** The event's day and city are those of the leg that is there. */
	private static final String ELSEWHERE = """
			select wanted.hospital_code, wanted.claim_no, o.hospital_code as other_hospital_code,
			       o.claim_no as other_claim_no
			from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
			       cast(? as varchar array), cast(? as varchar array), cast(? as varchar array))
			  as wanted (hospital_code, claim_no, clearing_day, book_city, source_partition, source_offset)
			join %s o
			  on o.clearing_day = cast(wanted.clearing_day as date) and o.%s = wanted.book_city
			  and o.source_partition = cast(wanted.source_partition as integer)
			  and o.source_offset = cast(wanted.source_offset as bigint)""";

	/** What has cleared, or is decided to. */
	private static final String CLEARING = ELSEWHERE + """

			left join claim_break b on b.hospital_code = o.hospital_code and b.claim_no = o.claim_no
			where (o.hospital_code <> wanted.hospital_code or o.claim_no <> wanted.claim_no)
			  and (b.break_id is null or b.resolved_day is not null and coalesce(b.settled_claims, 1) = 1
			    or b.resolved_day is null and b.decision not in ('CANCEL', 'LINK'))""";

	private final JdbcTemplate jdbc;

	CrossReference(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What breaks say of claims; those whose event the other book has otherwise are held
	 * for that.
	 */
	public List<BreakRow> rows(Collection<HeldClaim> held) {
		Map<ClaimIdentity, String> others = new HashMap<>();
		others.putAll(others(Side.INSURED, BreakCategory.INSURED_LEG_MISSING, held));
		others.putAll(others(Side.TREATMENT, BreakCategory.TREATMENT_LEG_MISSING, held));
		return held.stream().map((claim) -> {
			String other = others.get(claim.legs().identity());
			return (other == null) ? claim : claim.legs().held(underOtherName(claim.findings(), other));
		}).map(HeldClaim::row).toList();
	}

	/**
	 * As what the event of a claim that one book alone has clears in the other book, if
	 * it does.
	 */
	public Optional<String> clearingUnderOtherName(LegPair legs) {
		Side other = (legs.treatment() == null) ? Side.TREATMENT : Side.INSURED;
		return Optional.ofNullable(query(CLEARING, other, List.of(legs)).get(legs.identity()));
	}

	/**
	 * The leg is not missing, then; whatever else stands against the claim still does.
	 */
	private static Findings underOtherName(Findings findings, String other) {
		Finding told = Finding.of(BreakCategory.HOSPITAL_DIFFERS, "The other book has it as " + other + ".");
		return Findings.of(List.of(told), findings.all().stream().filter((each) -> !isMissingLeg(each)).toList());
	}

	private static boolean isMissingLeg(Finding finding) {
		return finding.category() == BreakCategory.TREATMENT_LEG_MISSING
				|| finding.category() == BreakCategory.INSURED_LEG_MISSING;
	}

	private Map<ClaimIdentity, String> others(Side side, BreakCategory category, Collection<HeldClaim> held) {
		List<LegPair> missing = held.stream()
			.filter((claim) -> claim.findings().all().stream().anyMatch((finding) -> finding.category() == category))
			.map(HeldClaim::legs)
			.toList();
		return missing.isEmpty() ? Map.of() : query(ELSEWHERE, side, missing);
	}

	private Map<ClaimIdentity, String> query(String sql, Side side, List<LegPair> missing) {
		Map<ClaimIdentity, String> others = new HashMap<>();
		LedgerTables tables = LedgerTables.of(side);
		this.jdbc
			.query(sql.formatted(tables.claims(), tables.bookCity()), (statement) -> new Columns<>(statement, missing)
				.varchar((legs) -> legs.identity().hospitalCode())
				.varchar((legs) -> legs.identity().claimNo())
				.varchar((legs) -> legs.shown().clearingDay().toString())
				.varchar((legs) -> (side == Side.INSURED) ? legs.shown().insuredCity() : legs.shown().treatmentCity())
				.varchar((legs) -> Integer.toString(legs.shown().sourcePartition()))
				.varchar((legs) -> Long.toString(legs.shown().sourceOffset())), (row) -> {
					others.put(LegPair.identity(row), "claim " + row.getString("other_claim_no") + " of hospital "
							+ row.getString("other_hospital_code"));
				});
		return others;
	}

}
