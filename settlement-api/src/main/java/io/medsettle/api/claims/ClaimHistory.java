package io.medsettle.api.claims;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.medsettle.api.claims.ClaimView.Clearing;
import io.medsettle.api.claims.ClaimView.Event;
import io.medsettle.api.claims.ClaimView.Hold;
import io.medsettle.api.claims.ClaimView.Moment;
import io.medsettle.api.claims.ClaimView.Refusal;
import io.medsettle.api.claims.ClaimView.Repetition;
import io.medsettle.api.claims.ClaimView.Reversal;
import io.medsettle.api.claims.RecentReceipts.Receipt;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.intake.ClaimLookup;
import io.medsettle.core.intake.ClaimRecord;
import io.medsettle.core.intake.ClaimRecord.PostedClaim;
import io.medsettle.core.intake.ClaimStatus;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Tells the history of a claim from the books, the register, the breaks and the claims
 * accepted last.
 */
@Component
@ConditionalOnRole(Role.API)
public class ClaimHistory {

	private final ClaimLookup lookup;

	private final RecentReceipts recentReceipts;

	private final ClaimOutcomes outcomes;

	private final JsonMapper jsonMapper;

	ClaimHistory(ClaimLookup lookup, RecentReceipts recentReceipts, ClaimOutcomes outcomes, JsonMapper jsonMapper) {
		this.lookup = lookup;
		this.recentReceipts = recentReceipts;
		this.outcomes = outcomes;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * The history of a claim, empty if it is unknown.
	 */
	public Optional<ClaimView> of(ClaimIdentity identity) {
		// The receipt first: a claim that is posted in between is then seen in the books.
		Optional<Receipt> receipt = this.recentReceipts.find(identity);
		Optional<ClaimRecord> record = this.lookup.find(identity);
		PostedClaim posted = record.map(ClaimHistory::posted).orElse(null);
		if (posted != null) {
			return Optional.of(inBooks(record.orElseThrow(), posted));
		}
		if (receipt.isPresent() && record.stream().noneMatch((known) -> isRefused(receipt.get(), known))) {
			return Optional.of(onItsWay(receipt.get(), record));
		}
		return record.map((refused) -> refused(refused, receipt))
			.or(() -> this.recentReceipts.findRefusal(identity).map(ClaimHistory::refused));
	}

	private ClaimView inBooks(ClaimRecord record, PostedClaim posted) {
		ClaimOutcomes.Found found = this.outcomes.of(record.identity(), posted);
		ClaimOutcome outcome = found.outcome();
		return new ClaimView(ClaimDocument.of(posted.claim(), detail(posted)), status(record, found),
				outcome.clearing(), posted.clearingDay(), outcome.day(), outcome.clearedFen(), found.file(),
				(found.held() != null) ? Hold.of(found.held()) : null, found.reversals(),
				timeline(record, posted, found), repetitions(record), refusals(record));
	}

	private static ClaimStatus status(ClaimRecord record, ClaimOutcomes.Found found) {
		if (found.outcome().clearing() == Clearing.CANCELLED) {
			return ClaimStatus.CANCELLED;
		}
		return found.isTakenBack() ? ClaimStatus.REVERSED : record.status();
	}

	private ClaimView onItsWay(Receipt receipt, Optional<ClaimRecord> record) {
		return new ClaimView(ClaimDocument.of(receipt.claim()), ClaimStatus.RECEIVED, null, null, null, null, null,
				null, List.of(), List.of(received(receipt.appended().acceptedAt())),
				record.map(this::repetitions).orElseGet(List::of), record.map(this::refusals).orElseGet(List::of));
	}

	private ClaimView refused(ClaimRecord record, Optional<Receipt> receipt) {
		List<Moment> timeline = record.refusals().stream().map((refusal) -> received(refusal.acceptedAt())).toList();
		return new ClaimView(receipt.map((known) -> ClaimDocument.of(known.claim())).orElse(null), record.status(),
				null, null, null, null, null, null, List.of(), timeline, repetitions(record), refusals(record));
	}

	/** It was refused in the answer to its request, and never became an event. */
	private static ClaimView refused(RecentReceipts.Refusal refusal) {
		List<Refusal> refusals = refusal.errors()
			.stream()
			.map((error) -> new Refusal(refusal.receivedAt(), null, error.code().name(), error.pointer(),
					ReaderLanguage.say(error.message())))
			.toList();
		return new ClaimView(null, ClaimStatus.REJECTED, null, null, null, null, null, null, List.of(),
				List.of(Moment.at(Event.RECEIVED, refusal.receivedAt())), List.of(), refusals);
	}

	private List<Moment> timeline(ClaimRecord record, PostedClaim posted, ClaimOutcomes.Found found) {
		List<Moment> timeline = new ArrayList<>();
		timeline.add(received(posted.acceptedAt()));
		if (record.treatment() != null) {
			timeline.add(Moment.at(Event.POSTED_TREATMENT, record.treatment().postedAt()));
		}
		if (record.insured() != null) {
			timeline.add(Moment.at(Event.POSTED_INSURED, record.insured().postedAt()));
		}
		if (found.held() != null) {
			timeline.add(Moment.onDay(Event.HELD, found.held().openedDay()));
		}
		addOutcome(timeline, found);
		return timeline;
	}

	private static void addOutcome(List<Moment> timeline, ClaimOutcomes.Found found) {
		ClaimOutcome outcome = found.outcome();
		LocalDate day = outcome.day();
		if (day != null && outcome.clearing() == Clearing.CLEARED) {
			if (found.held() != null) {
				timeline.add(Moment.onDay(Event.RELEASED, day));
			}
			timeline.add(Moment.of(Event.CLEARED, day, outcome.clearedFen(), null));
		}
		else if (day != null) {
			timeline.add(Moment.of(Event.CANCELLED, day, outcome.clearedFen(), null));
		}
		if (found.takenOutDay() != null) {
			timeline.add(Moment.onDay(Event.LATE_LEG_TAKEN_OUT, found.takenOutDay()));
		}
		found.reversals()
			.stream()
			.filter((reversal) -> reversal.clearing() == Clearing.CLEARED)
			.sorted(Comparator.comparing(Reversal::day))
			.map((reversal) -> Moment.of(Event.REVERSED, reversal.day(), reversal.clearedFen(), reversal.claimNo()))
			.forEach(timeline::add);
	}

	private ClaimDocument.Detail detail(PostedClaim posted) {
		String json = posted.detailJson();
		return (json != null) ? this.jsonMapper.readValue(json, ClaimDocument.Detail.class) : ClaimDocument.Detail.NONE;
	}

	private List<Repetition> repetitions(ClaimRecord record) {
		return record.duplicates()
			.stream()
			.map((event) -> new Repetition(event.acceptedAt(), event.clearingDay()))
			.toList();
	}

	private List<Refusal> refusals(ClaimRecord record) {
		return record.refusals()
			.stream()
			.map((event) -> new Refusal(event.acceptedAt(), event.clearingDay(), event.error().code().name(),
					event.error().pointer(), ReaderLanguage.say(event.error().message())))
			.toList();
	}

	private Moment received(Instant acceptedAt) {
		return Moment.at(Event.RECEIVED, acceptedAt);
	}

	private static @Nullable PostedClaim posted(ClaimRecord record) {
		return (record.treatment() != null) ? record.treatment() : record.insured();
	}

	private static boolean isRefused(Receipt receipt, ClaimRecord record) {
		SourcePosition position = receipt.appended().position();
		return record.refusals().stream().anyMatch((refusal) -> refusal.source().equals(position));
	}

}
