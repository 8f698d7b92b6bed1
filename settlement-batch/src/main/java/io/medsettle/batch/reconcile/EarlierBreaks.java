package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.batch.reconcile.BreakTable.Release;
import io.medsettle.core.catalogue.AutomaticResolution;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks again at the claims that breaks of earlier days hold. What nothing stands against
 * any more is released, if the rule for it is switched on; of all else it is noted what
 * stands against it now.
 */
@Component
class EarlierBreaks {

	/**
	 * What the legs do not show is left to people: whether hospital and ledger agree, and
	 * whether a visit took place twice.
	 */
	private static final String EARLIER = """
			select %s, b.state, b.resolution, %s, %s, %s
			from reconciliation_break b
			""".formatted(BreakRow.COLUMNS, BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredWord.COLUMNS)
			+ Side.TREATMENT.claimByIdentity("left join", "t", "b.hospital_code", "b.claim_no",
					"and t_id.clearing_day <= :day")
			+ Side.INSURED.claimByIdentity("left join", "i", "b.hospital_code", "b.claim_no",
					"and i_id.clearing_day <= :day")
			+ InsuredWord.OF_BREAK + """
					where b.holding and b.resolved_day is null and b.opened_day < :day
					  and b.category not in ('STATEMENT_MISSING', 'STATEMENT_AMOUNT', 'DUPLICATE')""";

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final SameEvent sameEvent;

	private final ReversalSearch reversals;

	private final SettlementSettings.Automatic automatic;

	EarlierBreaks(JdbcClient jdbc, BreakTable breaks, SameEvent sameEvent, ReversalSearch reversals,
			SettlementSettings settings) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.sameEvent = sameEvent;
		this.reversals = reversals;
		this.automatic = settings.breaks().automatic();
	}

	/**
	 * Releases on the day what can be released, but no reversals.
	 * @return how many claims
	 */
	long release(LocalDate day, Collection<Earlier> held) {
		Outcome outcome = new Outcome();
		for (Earlier earlier : held) {
			Optional<Finding> finding = earlier.finding();
			if (finding.isPresent()) {
				outcome.keep(earlier, finding.get());
			}
			else if (!earlier.legs().isReversal()) {
				release(earlier, outcome);
			}
		}
		keep(day, outcome);
		return outcome.released.size();
	}

	/**
	 * Releases on the day the reversals that can be released.
	 * @return how many claims
	 */
	long releaseReversals(LocalDate day, Collection<Earlier> held) {
		Map<ClaimIdentity, Earlier> agreeing = held.stream()
			.filter((earlier) -> earlier.legs().isReversal() && earlier.finding().isEmpty())
			.collect(Collectors.toMap((earlier) -> earlier.legs().identity(), Function.identity()));
		if (agreeing.isEmpty()) {
			return 0;
		}
		Outcome outcome = new Outcome();
		for (ReversalSearch.Judged judged : this.reversals.heldEarlier(day)) {
			Earlier earlier = agreeing.get(judged.identity());
			if (earlier == null) {
				continue;
			}
			Finding finding = judged.finding();
			if (finding != null) {
				outcome.keep(earlier, finding);
			}
			else {
				release(earlier, outcome);
			}
		}
		keep(day, outcome);
		return outcome.released.size();
	}

	private void release(Earlier earlier, Outcome outcome) {
		AutomaticResolution rule = earlier.rule();
		Finding left = (rule != null) ? leftToPeople(rule, earlier.stored().category()) : null;
		if (earlier.decided()) {
			// The leg has come on the very day; what was decided is settled on the next.
			outcome.keep(earlier, Finding.of(BreakCategory.LATE_LEG));
		}
		else if (left != null) {
			outcome.keep(earlier, left);
		}
		else {
			outcome.released.add(new Release(earlier.legs().identity(), rule));
		}
	}

	/**
	 * As what a claim goes on to be held if the rule is switched off; null if it is not.
	 */
	private @Nullable Finding leftToPeople(AutomaticResolution rule, BreakCategory category) {
		return switch (rule) {
			case LATE_LEG -> this.automatic.lateLeg() ? null : Finding.of(BreakCategory.LATE_LEG);
			case ORIGINAL_ARRIVED -> this.automatic.originalArrived() ? null : Finding.of(BreakCategory.LATE_ORIGINAL);
			case BOOKS_AGREE -> this.automatic.booksAgree() ? null : Finding.of(category, rule.sentence());
			case EXACT_DUPLICATE, STATED_CLAIM -> null;
		};
	}

	private void keep(LocalDate day, Outcome outcome) {
		this.breaks.keep(day,
				this.sameEvent.name(outcome.kept)
					.stream()
					.filter((held) -> !outcome.stored.contains(BreakRow.of(held)))
					.toList());
		this.breaks.resolve(day, outcome.released);
	}

	/**
	 * The claims that breaks of days before the given one hold.
	 */
	List<Earlier> of(LocalDate day) {
		return this.jdbc.sql(EARLIER)
			.param("day", day)
			.query(Earlier::read)
			.list()
			.stream()
			.filter((earlier) -> !earlier.legs().isEmpty())
			// What stands against these, if anything, was told when decisions were
			// settled.
			.filter((earlier) -> !earlier.decided() || earlier.legs().hasLegOf(day))
			.toList();
	}

	private static final class Outcome {

		private final List<Release> released = new ArrayList<>();

		private final List<HeldClaim> kept = new ArrayList<>();

		/** What need not be written again. */
		private final Set<BreakRow> stored = new HashSet<>();

		void keep(Earlier earlier, Finding finding) {
			this.kept.add(earlier.legs().held(finding));
			this.stored.add(earlier.stored());
		}

	}

	/**
	 * A claim that has been held since an earlier day.
	 *
	 * @param legs as both sides have it now
	 * @param stored as what it was held so far
	 * @param approved what two persons have decided about it, if they have
	 * @param word what the insured city says of it, if it does
	 */
	record Earlier(LegPair legs, BreakRow stored, @Nullable Resolution approved, @Nullable InsuredWord word) {

		static Earlier read(ResultSet row, int number) throws SQLException {
			boolean approved = row.getString("state").equals(BreakState.APPROVED.name());
			return new Earlier(LegPair.read(row, number), BreakRow.read(row),
					approved ? Resolution.valueOf(row.getString("resolution")) : null, InsuredWord.read(row));
		}

		boolean decided() {
			return this.approved != null && this.approved != Resolution.LINK;
		}

		/**
		 * What stands against the claim, apart from what is judged of reversals.
		 */
		Optional<Finding> finding() {
			Optional<Finding> difference = Legs.compare(this.legs.treatment(), this.legs.insured())
				.filter((finding) -> finding.category() != BreakCategory.LATE_LEG);
			return difference.or(() -> Optional.ofNullable(this.word).map(InsuredWord::finding));
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
