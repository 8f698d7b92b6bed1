package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.medsettle.batch.await.EventAccounts;
import io.medsettle.batch.await.Watermark;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.batch.match.NamedClaims;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.privacy.PersonNumberCipher;

import org.springframework.stereotype.Component;

/**
 * Finds claims that got into the books without a submitted event of their own. The
 * ledgers take legs of the router alone, which it signs; these were written by somebody
 * who had its key. While as much is submitted as has ended there are none, and nothing is
 * looked for.
 */
@Component
class UnexplainedClaims {

	private static final String BOTH_LEGS = """
			select t.hospital_code, t.claim_no, %s, %s
			%s
			join treatment_claim_by_identity t
			  on t.hospital_code = wanted.hospital_code and t.claim_no = wanted.claim_no and t.clearing_day = ?
			left join insured_claim_by_identity i
			  on i.hospital_code = t.hospital_code and i.claim_no = t.claim_no""".formatted(BookedClaim.columns("t"),
			BookedClaim.columns("i"), NamedClaims.WANTED);

	private final EventAccounts accounts;

	private final DayIntakes intakes;

	private final Watermark watermark;

	private final NamedClaims claims;

	private final PersonNumberCipher cipher;

	UnexplainedClaims(EventAccounts accounts, DayIntakes intakes, Watermark watermark, NamedClaims claims,
			PersonNumberCipher cipher) {
		this.accounts = accounts;
		this.intakes = intakes;
		this.watermark = watermark;
		this.claims = claims;
		this.cipher = cipher;
	}

	/**
	 * What is to be held of a day for whose events the night has waited; nothing of a day
	 * that still goes on.
	 */
	List<BreakRow> ofDay(LocalDate day) {
		List<BreakRow> held = new ArrayList<>();
		if (this.accounts.areCounted(day) && this.accounts.submitted(day) != this.intakes.of(day).events()) {
			Set<ClaimIdentity> unexplained = this.accounts.unexplained(day,
					this.watermark.ends(Topics.CLAIMS_SUBMITTED));
			this.claims.query(BOTH_LEGS, List.copyOf(unexplained), day, (row) -> held
				.add(LegPair.read(row, this.cipher).held(Finding.of(BreakCategory.EVENT_MISSING)).row()));
		}
		return held;
	}

}
