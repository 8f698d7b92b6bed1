package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Over all days up to a day: no claim is cleared twice, and none is neither cleared nor
 * held. Neither question reads the claims of other days. That a claim of the day stands
 * on no other day is seen by its identity, of which there is one for ever. What is held
 * after the day must be what was held before it, as the verification of the day before
 * has seen it, and what was held since, less what was released.
 */
@Component
class HistoryCheck {

	private static final String ELSEWHERE = """
			select c.hospital_code, c.claim_no, i.clearing_day
			from %1$s c
			left join %2$s i on i.hospital_code = c.hospital_code and i.claim_no = c.claim_no
			where c.clearing_day = ?
			  and (i.claim_no is null or i.clearing_day <> c.clearing_day or i.book_city <> c.%3$s
			    or i.source_partition <> c.source_partition or i.source_offset <> c.source_offset)
			order by c.hospital_code, c.claim_no
			limit %4$d""";

	private final JdbcTemplate jdbc;

	private final LookUps lookUps;

	private final VerificationTable verifications;

	HistoryCheck(JdbcTemplate jdbc, LookUps lookUps, VerificationTable verifications) {
		this.jdbc = jdbc;
		this.lookUps = lookUps;
		this.verifications = verifications;
	}

	void check(ClearedDay cleared, Discrepancies discrepancies) {
		for (Side side : Side.values()) {
			elsewhere(side, cleared.day(), discrepancies);
		}
		this.verifications.heldBefore(cleared.day()).ifPresent((before) -> {
			Held expected = before.followedBy(cleared);
			Held found = Held.after(cleared);
			if (!expected.equals(found)) {
				discrepancies.add("Claims held", "over all days up to " + cleared.day(),
						expected.claims() + ", which are those of the day before, those since and none released",
						(expected.claims() != found.claims()) ? String.valueOf(found.claims()) : "as many others");
			}
		});
	}

	private void elsewhere(Side side, LocalDate day, Discrepancies discrepancies) {
		LedgerTables tables = LedgerTables.of(side);
		String sql = ELSEWHERE.formatted(tables.claims(), tables.identities(), tables.bookCity(),
				Verification.LISTED_MAX);
		List<Elsewhere> others = this.lookUps.byIndex(() -> this.jdbc.query(sql,
				(row, number) -> new Elsewhere(new ClaimIdentity(row.getString(1), row.getString(2)),
						row.getObject(3, LocalDate.class)),
				day));
		for (Elsewhere other : others) {
			discrepancies.add("Claim", LedgerCheck.name(other.claim()),
					"in the " + side.legName() + " ledger on " + day + " alone", other.found(day));
		}
	}

	/** A claim and the other day on which it stands, if its identity is there at all. */
	private record Elsewhere(ClaimIdentity claim, @Nullable LocalDate other) {

		String found(LocalDate day) {
			return (this.other == null) ? "without an identity"
					: this.other.equals(day) ? "twice on this day" : "on " + this.other + " as well";
		}

	}

}
