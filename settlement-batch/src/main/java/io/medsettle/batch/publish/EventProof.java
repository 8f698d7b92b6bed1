package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.await.EventAccounts;
import io.medsettle.batch.await.EventCounts;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * No event is lost: what the broker took is what ended somewhere.
 */
@Component
@Order(1)
class EventProof implements Proof {

	private final EventAccounts accounts;

	EventProof(EventAccounts accounts) {
		this.accounts = accounts;
	}

	@Override
	public int invariant() {
		return 1;
	}

	@Override
	public String statement() {
		return "submitted = posted + duplicates + refused + dead letters";
	}

	@Override
	public Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		long submitted = this.accounts.submitted(day);
		EventCounts ended = this.accounts.ended(day);
		if (submitted == ended.total()) {
			return Optional.empty();
		}
		return Optional
			.of("%d events were submitted, but %d posted, %d duplicates, %d refused and %d dead letters are %d."
				.formatted(submitted, ended.posted(), ended.duplicates(), ended.refused(), ended.deadLetters(),
						ended.total()));
	}

}
