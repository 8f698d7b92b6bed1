package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

import io.medsettle.batch.await.EventAccounts;
import io.medsettle.batch.await.PlacedEvents;
import io.medsettle.batch.await.Watermark;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.clear.BookedDay;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.DayIntake;
import io.medsettle.core.ledger.DayIntakes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * No event is lost: what the broker took is what ended somewhere. Usually the counts of
 * the day say so. Where they differ, an event may only count for another day than the one
 * it stands in: then each event of the day is looked for, one by one.
 */
@Component
class EventProof extends Proof {

	private static final Logger log = LoggerFactory.getLogger(EventProof.class);

	private final EventAccounts accounts;

	private final DayIntakes intakes;

	private final Watermark watermark;

	private final BreakTable breaks;

	EventProof(EventAccounts accounts, DayIntakes intakes, Watermark watermark, BreakTable breaks) {
		super(1, "submitted = posted + duplicates + refused + dead letters");
		this.accounts = accounts;
		this.intakes = intakes;
		this.watermark = watermark;
		this.breaks = breaks;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		long submitted = this.accounts.submitted(day);
		DayIntake ended = this.intakes.of(day);
		if (submitted == ended.events() || isOnlyPlacedElsewhere(day, submitted)) {
			return Optional.empty();
		}
		return Optional
			.of("%d events were submitted, but %d posted, %d duplicates, %d refused and %d dead letters are %d."
				.formatted(submitted, ended.posted(), ended.duplicates(), ended.refused(), ended.deadLetters(),
						ended.events()));
	}

	/**
	 * Whether each event of the day ended somewhere, once, and whatever else counts for
	 * the day is an event that the broker has, or a claim that a break holds.
	 */
	private boolean isOnlyPlacedElsewhere(LocalDate day, long submitted) {
		PlacedEvents placed = this.accounts.placed(day);
		if (placed.within() != submitted) {
			return false;
		}
		Set<ClaimIdentity> unexplained = this.accounts.unexplained(day, this.watermark.ends(Topics.CLAIMS_SUBMITTED));
		if (placed.excess() > unexplained.size() || this.breaks.known(unexplained) < unexplained.size()) {
			return false;
		}
		log.warn(
				"Night {}: none of {} events is lost, but {} of them count for other days, or others for this one; "
						+ "{} claims that no event explains are held",
				day, submitted, placed.elsewhere(), unexplained.size());
		return true;
	}

}
