package io.medsettle.batch.breaks;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.database.Columns;
import io.medsettle.core.database.DatabaseProduct;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/**
 * Writes the breaks. What would change a published day is refused with a
 * {@link DaySealedException}.
 */
@Component
public class BreakTable {

	private static final String OPEN = """
			insert into reconciliation_break
			  (break_id, hospital_code, claim_no, category, also, reason, sign, original_claim_no, insured_city, treatment_city,
			   other_insured_city, other_treatment_city, fen, state, opened_day)
			select found.*, 'OPEN', opened.day
			from unnest(cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
			       cast(? as varchar array), cast(? as varchar array), cast(? as varchar array), cast(? as bigint array),
			       cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
			       cast(? as varchar array), cast(? as varchar array), cast(? as bigint array)) as found
			cross join (select cast(? as date) as day) as opened
			on conflict do nothing""";

	/** The parameter behind those of the columns. */
	private static final int OPENED_DAY = 14;

	private static final String OPEN_WITHOUT_CLAIM = """
			insert into reconciliation_break
			  (break_id, category, state, opened_day, hospital_code, claim_no, sign, insured_city, treatment_city, fen,
			   reason, holding, stated_claim_no)
			values (:id, :category, 'OPEN', :day, :hospitalCode, '#' || :id, :sign, :insuredCity, :treatmentCity, :fen,
			        :reason, false, :claimNo)
			on conflict do nothing""";

	/** What two persons have said of it, or what has come, moves no money. */
	private static final String RESOLVE_WITHOUT_CLAIM = """
			update reconciliation_break
			set resolved_day = :day, automatic = case when state = 'APPROVED' then null else 'STATED_CLAIM' end
			where not holding and resolved_day is null and opened_day < :day
			  and (state = 'APPROVED' or :automatic and category = 'STATEMENT_EXTRA' and exists (
			    select 1 from treatment_identity t
			    where t.hospital_code = reconciliation_break.hospital_code
			      and t.claim_no = reconciliation_break.stated_claim_no and t.clearing_day <= :day))""";

	private static final String KNOWN = """
			select count(*) from reconciliation_break
			where break_id in (select asked.id from unnest(cast(? as varchar array)) as asked (id))""";

	private static final String KEEP = """
			update reconciliation_break
			set category = :category, also = :also, reason = :reason, sign = :sign, original_claim_no = :originalClaimNo,
			    insured_city = :insuredCity, treatment_city = :treatmentCity,
			    other_insured_city = :otherInsuredCity, other_treatment_city = :otherTreatmentCity, fen = :fen
			where break_id = :id""";

	private static final String RESOLVE = """
			update reconciliation_break set resolved_day = ?, automatic = ?
			where break_id in (select released.id from unnest(cast(? as varchar array)) as released (id))""";

	private static final String SETTLE = """
			update reconciliation_break
			set resolved_day = :day, settled_insured_city = :insuredCity, settled_treatment_city = :treatmentCity,
			    settled_claims = :claims, settled_fen = :fen, settled_without = :without,
			    automatic = :automatic
			where break_id = :id""";

	private static final String REOPEN = """
			update reconciliation_break
			set resolved_day = null, settled_insured_city = null, settled_treatment_city = null,
			    settled_claims = null, settled_fen = null, settled_without = null, automatic = null
			where resolved_day = :day""";

	private static final String ANALYZE = "analyze reconciliation_break";

	private static final String FORGET = """
			delete from reconciliation_break where opened_day = :day""";

	/**
	 * 64 bits of a hash: two of a million breaks share an id once in 37 million regions.
	 */
	private static final int ID_BYTES = 8;

	private final NamedParameterJdbcTemplate jdbc;

	private final ClearingDays days;

	private final DatabaseProduct product;

	BreakTable(NamedParameterJdbcTemplate jdbc, ClearingDays days, DatabaseProduct product) {
		this.jdbc = jdbc;
		this.days = days;
		this.product = product;
	}

	/**
	 * Opens breaks on the day. A claim that has one already keeps it.
	 */
	public void open(LocalDate day, Collection<BreakRow> rows) {
		this.days.requireUnsealed(day);
		if (rows.isEmpty()) {
			return;
		}
		this.jdbc.getJdbcTemplate().update(OPEN, (statement) -> {
			new Columns<>(statement, rows).varchar((row) -> idOf(row.claim()))
				.varchar((row) -> row.claim().hospitalCode())
				.varchar((row) -> row.claim().claimNo())
				.varchar((row) -> row.category().name())
				.varchar(BreakRow::also)
				.varchar(BreakRow::reason)
				.bigint((row) -> (long) row.sign())
				.varchar(BreakRow::originalClaimNo)
				.varchar(BreakRow::insuredCity)
				.varchar(BreakRow::treatmentCity)
				.varchar(BreakRow::otherInsuredCity)
				.varchar(BreakRow::otherTreatmentCity)
				.bigint(BreakRow::fen);
			statement.setObject(OPENED_DAY, day);
		});
	}

	/**
	 * Lets the database learn how many breaks there are, before much is asked about them.
	 */
	public void analyze() {
		if (this.product == DatabaseProduct.POSTGRESQL) {
			this.jdbc.getJdbcTemplate().execute(ANALYZE);
		}
	}

	/**
	 * Opens breaks on the day for what a statement says and no claim can be held for.
	 */
	public void openWithoutClaim(LocalDate day, Collection<StatementFinding> findings) {
		this.days.requireUnsealed(day);
		this.jdbc.batchUpdate(OPEN_WITHOUT_CLAIM,
				findings.stream().map((finding) -> parameters(day, finding)).toArray(SqlParameterSource[]::new));
	}

	/**
	 * Resolves on the day the breaks without a claim of earlier days that are decided.
	 * @param automatic whether those are resolved, too, whose claim is in the books by
	 * now
	 */
	public void resolveWithoutClaim(LocalDate day, boolean automatic) {
		this.days.requireUnsealed(day);
		this.jdbc.update(RESOLVE_WITHOUT_CLAIM, new MapSqlParameterSource("day", day).addValue("automatic", automatic));
	}

	/**
	 * How many of these claims are or were held by a break.
	 */
	public long known(Collection<ClaimIdentity> claims) {
		return this.jdbc.getJdbcTemplate()
			.query(KNOWN, (row, number) -> row.getLong(1),
					(Object) claims.stream().map(BreakTable::idOf).distinct().toArray(String[]::new))
			.getFirst();
	}

	/**
	 * Notes what the reason of open breaks is now.
	 */
	public void keep(LocalDate day, Collection<BreakRow> rows) {
		this.days.requireUnsealed(day);
		this.jdbc.batchUpdate(KEEP, rows.stream().map(BreakTable::parameters).toArray(SqlParameterSource[]::new));
	}

	/**
	 * Resolves the breaks of claims whose reason is gone: they clear on the day.
	 */
	public void resolve(LocalDate day, Collection<Release> released) {
		this.days.requireUnsealed(day);
		Map<@Nullable AutomaticResolution, List<Release>> byRule = new HashMap<>();
		released.forEach(
				(release) -> byRule.computeIfAbsent(release.automatic(), (rule) -> new ArrayList<>()).add(release));
		byRule.forEach((rule, releases) -> this.jdbc.getJdbcTemplate().update(RESOLVE, (statement) -> {
			statement.setObject(1, day);
			statement.setString(2, nameOf(rule));
			statement.setObject(3, releases.stream().map((release) -> idOf(release.claim())).toArray(String[]::new));
		}));
	}

	/**
	 * Resolves breaks as people decided: their claims clear on the day, or are cancelled.
	 */
	public void settle(LocalDate day, Collection<Decided> decided) {
		this.jdbc.batchUpdate(SETTLE,
				decided.stream()
					.map((clearing) -> new MapSqlParameterSource("day", day).addValue("id", idOf(clearing.claim()))
						.addValue("insuredCity", clearing.insuredCity())
						.addValue("treatmentCity", clearing.treatmentCity())
						.addValue("claims", clearing.claims())
						.addValue("fen", clearing.fen())
						.addValue("without", nameOf(clearing.without()))
						.addValue("automatic", nameOf(clearing.automatic())))
					.toArray(SqlParameterSource[]::new));
	}

	/**
	 * Opens again what was resolved on the day. What people have decided stays.
	 */
	public void reopen(LocalDate day) {
		this.days.requireUnsealed(day);
		this.jdbc.update(REOPEN, new MapSqlParameterSource("day", day));
	}

	/**
	 * Removes the breaks opened on the day.
	 */
	public void undo(LocalDate day) {
		this.days.requireUnsealed(day);
		this.jdbc.update(FORGET, new MapSqlParameterSource("day", day));
	}

	/**
	 * The id of the break of a claim: the same whenever and wherever it is found.
	 */
	static String idOf(ClaimIdentity claim) {
		return hash(claim.hospitalCode() + "|" + claim.claimNo());
	}

	/** The same whenever the same is found of a hospital's day. */
	private static String idOf(StatementFinding finding) {
		return hash(Stream
			.of(finding.category().name(), finding.hospitalCode(), finding.day().toString(), finding.claimNo(),
					finding.insuredCity(), finding.insuranceType())
			.map((part) -> Objects.requireNonNullElse(part, ""))
			.collect(Collectors.joining("|")));
	}

	private static String hash(String text) {
		byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(hash, 0, ID_BYTES);
	}

	private static SqlParameterSource parameters(LocalDate day, StatementFinding finding) {
		ClaimKind kind = finding.kind();
		return new MapSqlParameterSource("id", idOf(finding)).addValue("day", day)
			.addValue("category", finding.category().name())
			.addValue("reason", finding.reason())
			.addValue("hospitalCode", finding.hospitalCode())
			.addValue("claimNo", finding.claimNo())
			.addValue("sign", (kind != null) ? kind.sign() : 0)
			.addValue("insuredCity", Objects.requireNonNullElse(finding.insuredCity(), ""))
			.addValue("treatmentCity", finding.treatmentCity())
			.addValue("fen", finding.fen());
	}

	private static SqlParameterSource parameters(BreakRow row) {
		return new MapSqlParameterSource("id", idOf(row.claim())).addValue("category", row.category().name())
			.addValue("also", row.also())
			.addValue("reason", row.reason())
			.addValue("sign", row.sign())
			.addValue("originalClaimNo", row.originalClaimNo())
			.addValue("insuredCity", row.insuredCity())
			.addValue("treatmentCity", row.treatmentCity())
			.addValue("otherInsuredCity", row.otherInsuredCity())
			.addValue("otherTreatmentCity", row.otherTreatmentCity())
			.addValue("fen", row.fen());
	}

	static @Nullable String nameOf(@Nullable Enum<?> named) {
		return (named != null) ? named.name() : null;
	}

	/**
	 * How a claim clears that was decided about.
	 *
	 * @param claim the claim
	 * @param insuredCity the city that pays
	 * @param treatmentCity the city that is paid
	 * @param claims 1, or 0 if the claim is cancelled
	 * @param fen what clears: negative for a reversal
	 * @param without the side whose book did not have the claim, if one did not
	 * @param automatic by which rule the night decided, or null if people did
	 */
	public record Decided(ClaimIdentity claim, String insuredCity, String treatmentCity, int claims, long fen,
			@Nullable Side without, @Nullable AutomaticResolution automatic) {
	}

	/**
	 * A claim whose reason to be held is gone.
	 *
	 * @param claim the claim
	 * @param automatic by which rule the night releases it, or null if people said so
	 */
	public record Release(ClaimIdentity claim, @Nullable AutomaticResolution automatic) {
	}

}
