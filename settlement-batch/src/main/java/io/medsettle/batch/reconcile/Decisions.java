package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.catalogue.AutomaticResolution;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles what two persons have decided between the nights, and cancels what is there
 * twice. A claim of which a leg has only just come is left to a later day: the leg may
 * have changed what there was to decide.
 */
@Component
class Decisions {

	private static final String DECIDED = """
			select b.hospital_code, b.claim_no, b.state, b.category, b.resolution, b.deduct_fen, %s, %s, %s
			from reconciliation_break b
			""".formatted(BookedClaim.columns("t"), BookedClaim.columns("i"), InsuredWord.COLUMNS)
			+ Side.TREATMENT.claimByIdentity("left join", "t", "b.hospital_code", "b.claim_no",
					"and t_id.clearing_day <= :day")
			+ Side.INSURED.claimByIdentity("left join", "i", "b.hospital_code", "b.claim_no",
					"and i_id.clearing_day <= :day")
			+ InsuredWord.OF_BREAK
			+ """
					where b.resolved_day is null and b.opened_day < :day
					  and coalesce(t.clearing_day, b.opened_day) < :day and coalesce(i.clearing_day, b.opened_day) < :day
					  and (b.state = 'APPROVED' and b.resolution <> 'LINK'
					    or :duplicates and b.state = 'OPEN' and b.category = 'DUPLICATE')""";

	private final JdbcClient jdbc;

	private final BreakTable breaks;

	private final CorrectionTable corrections;

	private final boolean cancelsDuplicates;

	Decisions(JdbcClient jdbc, BreakTable breaks, CorrectionTable corrections, SettlementSettings settings) {
		this.jdbc = jdbc;
		this.breaks = breaks;
		this.corrections = corrections;
		this.cancelsDuplicates = settings.breaks().automatic().exactDuplicate();
	}

	/**
	 * Takes back what the day's night settled before, if it is done again.
	 */
	void forget(LocalDate day) {
		this.corrections.forget(day);
	}

	/**
	 * Settles on the day what is decided.
	 * @return how many claims
	 */
	long settle(LocalDate day) {
		List<Settlement> settlements = this.jdbc.sql(DECIDED)
			.param("day", day)
			.param("duplicates", this.cancelsDuplicates)
			.query(Decisions::settlement)
			.list();
		this.breaks.settle(day, settlements);
		this.corrections.enter(day,
				settlements.stream().flatMap((settlement) -> settlement.corrections().stream()).toList());
		return settlements.size();
	}

	private static Settlement settlement(ResultSet row, int number) throws SQLException {
		LegPair legs = LegPair.read(row, number);
		if (!row.getString("state").equals(BreakState.APPROVED.name())) {
			return Settlement.cancelled(legs, AutomaticResolution.EXACT_DUPLICATE);
		}
		Resolution resolution = Resolution.valueOf(row.getString("resolution"));
		InsuredWord word = InsuredWord.read(row);
		BreakCategory category = BreakCategory.valueOf(row.getString("category"));
		boolean contested = category == BreakCategory.REFUSED || category == BreakCategory.DEDUCTED;
		if (resolution == Resolution.ACCEPT_INSURED && contested && word != null) {
			return Settlement.asInsuredCitySays(legs, word);
		}
		return Settlement.of(legs, resolution, row.getLong("deduct_fen"));
	}

}
