package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.BreakTable.Release;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.CrossReference;
import io.medsettle.batch.match.HeldClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks again at the claims that breaks of earlier days hold. What nothing stands against
 * any more is released, if the rule for it is switched on; of all else it is noted what
 * stands against it now. What the books do not show is left to people: whether hospital
 * and ledger agree, and whether a visit took place twice.
 */
@Component
class EarlierBreaks {

	private static final String EARLIER = """
			select %s, b.decision, b.deduct_fen, %s, %s, %s
			from claim_break b
			left join treatment_claim_by_identity t
			  on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no and t.clearing_day <= :day
			left join insured_claim_by_identity i
			  on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no and i.clearing_day <= :day
			left join insured_decision w on w.hospital_code = b.hospital_code and w.claim_no = b.claim_no
			where b.resolved_day is null and b.opened_day < :day""".formatted(BreakRow.COLUMNS,
			BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredCityDecision.COLUMNS);

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final CrossReference crossReference;

	private final SettlementSettings.Automatic automatic;

	private final PersonNumberCipher cipher;

	EarlierBreaks(JdbcClient jdbc, BreakTable breaks, CrossReference crossReference, SettlementSettings settings,
			PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.crossReference = crossReference;
		this.automatic = settings.breaks().automatic();
		this.cipher = cipher;
	}

	/**
	 * Releases on the day what can be released, but no reversals.
	 * @return how many claims
	 */
	long release(LocalDate day, Collection<Earlier> held) {
		List<Release> released = new ArrayList<>();
		List<Earlier> kept = new ArrayList<>();
		for (Earlier earlier : held) {
			if (earlier.isReversal()) {
				continue;
			}
			if (standing(earlier, List.of()).isEmpty()) {
				released.add(new Release(earlier.legs().identity(), earlier.rule()));
			}
			else {
				kept.add(earlier);
			}
		}
		keep(day, kept, (earlier) -> List.of());
		this.breaks.resolve(day, released);
		return released.size();
	}

	/**
	 * Releases on the day the reversals that can be released.
	 * @return those that are still held
	 */
	List<Earlier> releaseReversals(LocalDate day, Collection<Earlier> held, ReversalNight night) {
		List<Earlier> reversals = held.stream().filter(Earlier::isReversal).toList();
		Set<ClaimIdentity> released = new LinkedHashSet<>();
		for (Earlier earlier : night.inOrder(reversals, (each) -> each.legs().identity())) {
			ClaimIdentity identity = earlier.legs().identity();
			if (standing(earlier, List.of()).isEmpty() && night.clear(identity)) {
				released.add(identity);
			}
		}
		this.breaks.resolve(day,
				reversals.stream()
					.filter((earlier) -> released.contains(earlier.legs().identity()))
					.map((earlier) -> new Release(earlier.legs().identity(), earlier.rule()))
					.toList());
		return reversals.stream().filter((earlier) -> !released.contains(earlier.legs().identity())).toList();
	}

	/**
	 * Notes of reversals that are still held what stands against them.
	 */
	void keepReversals(LocalDate day, Collection<Earlier> kept, ReversalNight night) {
		keep(day, kept, (earlier) -> night.findings(earlier.legs().identity()));
	}

	/**
	 * All that stands against a claim.
	 * @param judged what stands against it as a reversal
	 * @return nothing, if it can be released
	 */
	private List<Finding> standing(Earlier earlier, List<Finding> judged) {
		List<Finding> findings = Stream.concat(earlier.findings().stream(), judged.stream()).toList();
		if (!findings.isEmpty()) {
			return findings;
		}
		if (earlier.decided()) {
			// The leg has come on the very day; what was decided is settled on the next.
			return List.of(Finding.of(BreakCategory.LATE_LEG));
		}
		AutomaticResolution rule = earlier.rule();
		Finding left = (rule != null) ? leftToPeople(rule, earlier.stored().category()) : null;
		return (left != null) ? List.of(left) : List.of();
	}

	/**
	 * As what a claim goes on to be held if the rule is switched off; null if it is not.
	 */
	private @Nullable Finding leftToPeople(AutomaticResolution rule, BreakCategory category) {
		return switch (rule) {
			case LATE_LEG -> this.automatic.lateLeg() ? null : Finding.of(BreakCategory.LATE_LEG);
			case ORIGINAL_ARRIVED -> this.automatic.originalArrived() ? null : Finding.of(BreakCategory.LATE_ORIGINAL);
			case BOOKS_AGREE -> this.automatic.booksAgree() ? null : Finding.of(category, rule.sentence());
			case EXACT_DUPLICATE, SOLE_CLAIM, STATED_CLAIM -> null;
		};
	}

	private void keep(LocalDate day, Collection<Earlier> kept, Function<Earlier, List<Finding>> judged) {
		Set<BreakRow> stored = kept.stream().map(Earlier::stored).collect(Collectors.toSet());
		List<HeldClaim> held = kept.stream()
			.map((earlier) -> earlier.legs().held(new Findings(standing(earlier, judged.apply(earlier)))))
			.toList();
		// What need not be written again is not.
		this.breaks.keep(day, this.crossReference.rows(held).stream().filter((row) -> !stored.contains(row)).toList());
	}

	/**
	 * The claims that breaks of days before the given one hold.
	 */
	List<Earlier> of(LocalDate day) {
		return this.jdbc.sql(EARLIER)
			.param("day", day)
			.query((row, number) -> Earlier.read(row, this.cipher))
			.list()
			.stream()
			.filter((earlier) -> !earlier.legs().isEmpty())
			.toList();
	}

	/**
	 * A claim that has been held since an earlier day.
	 *
	 * @param legs as both sides have it now
	 * @param stored as what it was held so far
	 * @param approved what two persons have decided about it, if they have
	 * @param deductFen what they deduct, without sign; else 0
	 * @param insuredDecision what the insured city says of it, if it does
	 */
	record Earlier(LegPair legs, BreakRow stored, @Nullable Resolution approved, long deductFen,
			@Nullable InsuredCityDecision insuredDecision) {

		static Earlier read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
			String decision = row.getString("decision");
			return new Earlier(LegPair.read(row, cipher), BreakRow.read(row),
					(decision != null) ? Resolution.valueOf(decision) : null, row.getLong("deduct_fen"),
					InsuredCityDecision.read(row));
		}

		boolean decided() {
			return this.approved != null && this.approved != Resolution.LINK;
		}

		/**
		 * Whether what is decided is settled on the day. A leg that has only just come
		 * may have changed what there was to decide, so that it is left to a later day.
		 */
		boolean isSettledOn(LocalDate day) {
			return decided() && !this.legs.hasLegOf(day);
		}

		/** How the claim clears as is decided. */
		DecidedClearing clearing() {
			return DecidedClearing.decided(this.legs, Objects.requireNonNull(this.approved), this.deductFen,
					this.insuredDecision);
		}

		boolean isReversal() {
			return this.legs.isReversal();
		}

		/**
		 * What stands against the claim, apart from what is judged of reversals.
		 */
		List<Finding> findings() {
			List<Finding> findings = new ArrayList<>(this.stored.leftToPeople());
			this.legs.differences()
				.stream()
				.filter((finding) -> finding.category() != BreakCategory.LATE_LEG)
				.forEach(findings::add);
			if (this.insuredDecision != null && this.legs.isComplete()) {
				findings.add(this.insuredDecision.finding());
			}
			return List.copyOf(findings);
		}

		/**
		 * By which rule the claim is released, or null if people have said so.
		 */
		@Nullable AutomaticResolution rule() {
			if (this.approved == Resolution.LINK) {
				return null;
			}
			return switch (this.stored.category()) {
				case TREATMENT_LEG_MISSING, INSURED_LEG_MISSING, LATE_LEG -> AutomaticResolution.LATE_LEG;
				case REVERSAL_WITHOUT_ORIGINAL, ORIGINAL_HELD, LATE_ORIGINAL, DOUBLE_REVERSAL, REVERSAL_MISMATCH ->
					AutomaticResolution.ORIGINAL_ARRIVED;
				default -> AutomaticResolution.BOOKS_AGREE;
			};
		}

	}

}
